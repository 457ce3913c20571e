import type { Calls, ConversationView, LiveStatus } from '@harmony-live/client';
import type { HandoverKind, SavedReply, Sender } from '@harmony-live/protocol';
import type { Drafts, LogElement, LogMessage } from '@harmony-live/ui';
import { connectionLine, glyphs, iconButton, note, presenceLine, skeleton, type Connection } from '@harmony-live/ui';
import { callLine, consentDialog } from '@harmony-live/ui/call/call.ts';
import '@harmony-live/ui/log/log.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Gone } from '../app/gone.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Handovers } from '../handovers/handovers.ts';
import { waitingLines } from '../handovers/waiting-lines.ts';
import type { ThreadFiles } from './attaching.ts';
import { callStage } from './call-stage.ts';
import { answerHint, goneTitle, goneWords } from './giving-back.ts';
import type { Replies } from '../replies/saved-replies.ts';
import { senderName } from './entries.ts';
import './find-bar.ts';
import type { HeldMessage } from './held-messages.ts';
import { topicWords } from './list-pane.ts';
import type { Picking } from './reply-picking.ts';
import { acts, callContext } from './thread-acts.ts';
import { writing } from './writing.ts';

/** What the thread is drawn from, and what happens in it. */
export interface ThreadPane {
  view: ConversationView;
  messages: readonly LogMessage[];
  drafts: Drafts;
  files: ThreadFiles;
  /** Epoch milliseconds. */
  now: number;
  calls: Calls;
  /** Colleagues who look on. */
  reading: readonly Sender[];
  /** Why it is this expert's no more; null where it is, or never was. */
  gone: Gone | null;
  handovers: Handovers;
  /** Whether they may give what others have to a colleague. */
  isLead: boolean;
  /** Why the last act came to nothing. */
  endProblem: string | null;
  /** Address of the list. */
  listHref: string;
  /** A message that can still be taken back. */
  held: HeldMessage | null;
  isBeside: boolean;
  isNoting: boolean;
  isFinding: boolean;
  picking: Picking | null;
  replies: Replies;
  log: () => LogElement | null;
  onBack: () => void;
  onLeave: () => void;
  onUndo: () => void;
  onInput: () => void;
  onNote: (isOn: boolean) => void;
  onAddNote: (body: string) => void;
  onFind: (isOn: boolean) => void;
  onPick: (reply: SavedReply) => void;
  onReplies: () => void;
  /** @param word what was typed behind the slash; null takes the slash away too */
  onLeaveReplies: (word: string | null, isElsewhere: boolean) => void;
  onManageReplies: () => void;
  onContext: () => void;
  onEnd: () => void;
  /** A colleague is to come along, or to take it over. */
  onAsk: (kind: HandoverKind) => void;
  onResolve: (outcome: 'solved' | 'not-yet') => void;
  /** Marks the message of this key as the solution. */
  onSolution: (key: string) => void;
  onChange: () => void;
  onSend: (text: string) => void;
  onTyping: (isTyping: boolean) => void;
  onSeen: () => void;
  onRetry: (key: string) => void;
  onRemove: (key: string) => void;
}

/** The conversation itself: who is there, what was said, what is being written. */
export function threadPane(pane: ThreadPane): TemplateResult {
  const { view } = pane;
  if (view.problem) return missing(pane);
  const { zone } = pane.files;
  return html`<section
    class=${pane.isBeside ? 'thread beside' : 'thread'}
    aria-label=${pane.isBeside ? msg(str`Messages beside: ${titleOf(view)}`) : msg('Messages')}
    @dragover=${zone}
    @dragleave=${zone}
    @drop=${zone}
    @paste=${zone}
  >
    ${top(pane)}
    ${
      pane.isFinding
        ? html`<harmony-find-bar
            .log=${pane.log}
            .messages=${pane.messages}
            @leave-find=${() => pane.onFind(false)}
          ></harmony-find-bar>`
        : nothing
    }
    ${
      pane.endProblem === null
        ? nothing
        : note({
            icon: glyphs.circleAlert,
            tone: 'urgent',
            role: 'alert',
            title: msg('That did not work.'),
            body: pane.endProblem,
          })
    }
    ${waitingLines(pane.handovers, view.conversationId)} ${callStage(pane.calls)}
    ${callLine(pane.calls.view, pane.calls, callContext(view))}
    ${consentDialog(pane.calls.view, pane.calls, callContext(view), null, pane.onChange)}
    ${
      view.isLoaded
        ? html`<h-log
            density="console"
            label=${msg('Conversation')}
            .messages=${pane.messages}
            .now=${pane.now}
            .files=${pane.files.source}
            .actions=${(message: LogMessage) => solutionAction(message, pane)}
            @h-seen=${pane.onSeen}
            @h-retry=${(event: CustomEvent<{ id: string }>) => pane.onRetry(event.detail.id)}
            @h-remove=${(event: CustomEvent<{ id: string }>) => pane.onRemove(event.detail.id)}
          ></h-log>`
        : html`<div class="loading grow">
            ${skeleton({ label: msg('The conversation loads'), rows: 4, rowHeight: 40 })}
          </div>`
    }
    <p class="meta typing-line">
      ${answerHint(view, pane.now)}
      ${view.typing.map((person) => msg(str`${senderName(person)} is writing`)).join(' · ')}
    </p>
    ${writing(pane)}
  </section>`;
}

/** The middle while no conversation is chosen; `hasAny` says whether there is one to choose. */
export function emptyThread(hasAny: boolean, queueHref: string): TemplateResult {
  return html`<section class="thread" aria-label=${msg('Messages')}>
    <div class="nothing-open">
      <p class="h2">${hasAny ? msg('No conversation is chosen.') : msg('No conversation is open.')}</p>
      <p class="sub">
        ${
          hasAny
            ? msg('Choose one from the list. What you accept opens by itself.')
            : msg('Accept a request and it opens here, with everything the person shared. Ended ones stay in the list.')
        }
      </p>
      ${hasAny ? nothing : html`<p><a class="btn" href=${queueHref}>${msg('Go to the queue')}</a></p>`}
    </div>
  </section>`;
}

/** **Mark as the solution**, on what somebody wrote, as long as it goes on. */
function solutionAction(message: LogMessage, { view, onSolution }: ThreadPane): TemplateResult | typeof nothing {
  const isGoing = view.state === 'open' || view.state === 'proposed';
  if (!isGoing || !view.canWrite || message.kind !== 'text' || message.isSolution === true) return nothing;
  return iconButton({
    label: msg('Mark as the solution'),
    icon: glyphs.badgeCheck,
    onClick: () => onSolution(message.id),
  });
}

function top(pane: ThreadPane): TemplateResult {
  const { view, reading, onBack, onContext } = pane;
  return html`<div class="top">
    <span class="narrow-only"
      >${iconButton({ label: msg('Back'), icon: glyphs.chevronLeft, size: 'md', onClick: onBack })}</span
    >
    <div class="grow">
      <h2 class="cut" tabindex="-1" dir="auto" title=${titleOf(view)}>${titleOf(view)}</h2>
      <div class="state">
        ${
          view.state !== null && view.state !== 'open'
            ? html`<span class="meta">${stateWords(view.state)}</span>`
            : view.connection.state === 'online'
              ? view.others.map((other) =>
                  presenceLine({
                    name: senderName(other),
                    status: other.isHere ? 'here' : 'away',
                  }),
                )
              : connectionLine(connectionOf(view.connection))
        }
        ${
          reading.length > 0
            ? html`<span class="meta cut" role="status"
                >${msg(str`${reading.map((one) => senderName(one)).join(', ')} reading along`)}</span
              >`
            : nothing
        }
      </div>
    </div>
    ${pane.isBeside ? iconButton({ label: msg('Put away'), icon: glyphs.minus, onClick: pane.onLeave }) : nothing}
    <span class="context-only"
      >${iconButton({ label: msg('Context'), icon: glyphs.panelRight, size: 'md', onClick: onContext })}</span
    >
    ${acts(pane)}
  </div>`;
}

/** A conversation's name, once it is known. */
export function titleOf({ details }: ConversationView): string {
  return details ? topicWords(details.topic) : msg('Conversation');
}

function missing({ view, gone, listHref, onBack }: ThreadPane): TemplateResult {
  return html`<section class="thread" aria-label=${msg('Messages')}>
    <div class="top">
      <span class="narrow-only"
        >${iconButton({ label: msg('Back'), icon: glyphs.chevronLeft, size: 'md', onClick: onBack })}</span
      >
      <h2 class="cut" tabindex="-1">${msg('Conversation')}</h2>
    </div>
    <div class="nothing-open">
      ${
        gone === null
          ? note({
              icon: glyphs.circleAlert,
              role: 'alert',
              title: msg('There is no conversation to show.'),
              body: problemOf(view),
            })
          : note({
              icon: glyphs.usersRound,
              role: 'status',
              title: goneTitle(gone),
              body: goneWords(gone),
            })
      }
      <p><a class="btn" href=${listHref}>${msg('All conversations')}</a></p>
    </div>
  </section>`;
}

function problemOf({ problem }: ConversationView): string {
  if (!problem) return '';
  return problem.code === 'conversation/not-found'
    ? msg('It is not one of yours, or the person erased their data.')
    : problemWords(problem);
}

function stateWords(state: NonNullable<ConversationView['state']>): string {
  switch (state) {
    case 'open':
      return '';
    case 'proposed':
      return msg('Resolved, the person has not said so yet');
    case 'resolved':
      return msg('Solved');
    case 'closed':
      return msg('Ended');
  }
}

function connectionOf({ state, since }: LiveStatus): Connection {
  switch (state) {
    case 'online':
      return { state: 'connected' };
    case 'idle':
    case 'connecting':
      return { state: 'connecting' };
    case 'reconnecting':
      return { state: 'reconnecting' };
    case 'offline':
    case 'ended':
      return { state: 'offline', since };
  }
}
