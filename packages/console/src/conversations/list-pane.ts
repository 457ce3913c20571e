import type { Conversation } from '@harmony-live/protocol';
import { avatar, button, glyphs, iconButton, note, relativeTime, skeleton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { firstSentence } from '../new-request/words.ts';
import { senderName, visitorOf } from './entries.ts';
import type { OpenConversations } from './open-conversations.ts';

/** What the list is drawn from. */
export interface ListPane {
  desk: Desk;
  router: Router;
  open: OpenConversations;
  selectedId: string | null;
  /** The one that stands beside it. */
  besideId: string | null;
  /** Puts one beside the selected; null where there is no room, or nothing to stand beside. */
  onBeside: ((id: string) => void) | null;
  /** Epoch milliseconds: what "3 minutes ago" is seen from. */
  now: number;
}

/** All conversations of this person: those that go on, then those that have ended. */
export function listPane(pane: ListPane): TemplateResult {
  const { conversations, conversationsProblem } = pane.desk;
  return html`<aside class="list-pane" aria-label=${msg('Conversations')}>
    <header class="view-head"><h2>${msg('Conversations')}</h2></header>
    ${
      conversationsProblem
        ? note({
            icon: glyphs.circleAlert,
            tone: 'urgent',
            role: 'alert',
            title: msg('The conversations did not load.'),
            body: html`${problemWords(conversationsProblem)}
              <p class="again">
                ${button({ label: msg('Try now'), onClick: () => void pane.desk.loadConversations() })}
              </p>`,
          })
        : nothing
    }
    ${
      conversations === null
        ? conversationsProblem
          ? nothing
          : html`<div class="loading">
              ${skeleton({ label: msg('The conversations load'), rows: 4, rowHeight: 44 })}
            </div>`
        : groups(conversations, pane)
    }
  </aside>`;
}

function groups(conversations: readonly Conversation[], pane: ListPane): TemplateResult {
  const open = conversations.filter(({ state }) => isOpen(state));
  const ended = conversations.filter(({ state }) => !isOpen(state));
  return html`${group(msg('Yours, open'), open, pane)}
  ${
    open.length === 0
      ? html`<div class="none">
          <p class="meta">${msg('No conversation goes on. When you accept a request, it opens here by itself.')}</p>
          <p><a href=${pane.router.href('queue')}>${msg('See who waits')}</a></p>
        </div>`
      : nothing
  }
  ${ended.length > 0 ? group(msg('Ended'), ended, pane) : nothing}`;
}

function group(title: string, conversations: readonly Conversation[], pane: ListPane): TemplateResult {
  return html`<h3 class="sec">${title} <span class="meta">${conversations.length}</span></h3>
    <ul aria-label=${title}>
      ${repeat(
        conversations,
        ({ id }) => id,
        (conversation) => row(conversation, pane),
      )}
    </ul>`;
}

function row(conversation: Conversation, pane: ListPane): TemplateResult {
  const { desk, router, open, selectedId, besideId, now, onBeside } = pane;
  const { id } = conversation;
  const isSelected = id === selectedId;
  const visitor = visitorOf(conversation.participants);
  const name = senderName({ kind: 'visitor', ...visitor });
  // An opened conversation knows more than the list that was read a while ago.
  const live = open.find(id)?.state;
  const lastText = live?.messages.findLast(({ kind }) => kind === 'text' || kind === 'file');
  const isOngoing = isOpen(conversation.state);
  const isUnread = desk.isUnread(conversation);
  const at = lastText?.at ?? conversation.lastAt;
  const draft = isSelected ? '' : open.drafts.get(id).trim();
  return html`<li class="c-item">
    <a
      class=${`c${isSelected ? ' sel' : ''}${id === besideId ? ' beside' : ''}${isUnread ? ' new' : ''}`}
      href=${router.href('conversations', id)}
      aria-current=${isSelected ? 'page' : nothing}
    >
      ${avatar({ id: visitor?.id ?? id, name, ...(isOngoing && visitor?.isHere ? { presence: 'here' as const } : {}) })}
      <span class="t cut" dir="auto" title=${topicWords(conversation.topic)}>${topicWords(conversation.topic)}</span>
      <time class="meta" datetime=${at}>${relativeTime(at, now)}</time>
      <span class="snip cut" dir="auto"
        >${draft ? msg(str`Draft: ${draft}`) : snippet(conversation, name, lastText)}</span
      >
      ${isUnread ? html`<span class="unread"><span class="sr">${msg('Unread')}</span></span>` : nothing}
    </a>
    ${
      onBeside && !isSelected && id !== besideId
        ? html`<span class="put-beside"
            >${iconButton({
              label: msg(str`Put beside: ${topicWords(conversation.topic)}`),
              icon: glyphs.table2,
              onClick: () => onBeside(id),
            })}</span
          >`
        : nothing
    }
  </li>`;
}

function snippet(
  conversation: Conversation,
  name: string,
  lastText:
    | {
        body: string;
        file?: { name: string };
        isMine: boolean;
        from: { kind: 'visitor' | 'member' | 'system'; name?: string };
      }
    | undefined,
): string {
  if (!lastText) return conversation.snippet || name;
  const words = lastText.file ? msg(str`File: ${lastText.file.name}`) : lastText.body;
  return lastText.isMine ? msg(str`You: ${words}`) : msg(str`${senderName(lastText.from)}: ${words}`);
}

/** A conversation's name: the first sentence of what the person asked. */
export function topicWords(topic: string): string {
  return firstSentence(topic) || msg('Sent without words');
}

/** Whether it goes on; a proposed solution ends nothing yet. */
export function isOpen(state: Conversation['state']): boolean {
  return state === 'open' || state === 'proposed';
}
