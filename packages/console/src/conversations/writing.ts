import type { ConversationView } from '@harmony-live/client';
import type { SavedReply } from '@harmony-live/protocol';
import { button, glyphs, iconButton, note } from '@harmony-live/ui';
import '@harmony-live/ui/composer/composer.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { adopt } from '../app/sheets.ts';
import '../replies/reply-picker.ts';
import { visitorOf } from './entries.ts';
import { isOpen } from './list-pane.ts';
import './note-box.ts';
import type { ThreadPane } from './thread-pane.ts';
import css from './writing.css';

adopt(css);

/**
 * Where something is written: a message, or a note instead. Where nothing can be said any more, one line says why, and a
 * note still can be written: a box that takes no words would only look broken.
 */
export function writing(pane: ThreadPane): TemplateResult {
  const { view, isNoting } = pane;
  const reason = whyReadOnly(view);
  const addNote = iconButton({ label: msg('Add note'), icon: glyphs.notebookPen, onClick: () => pane.onNote(true) });
  if (isNoting)
    return html`<harmony-note-box
      .conversationId=${view.conversationId}
      .drafts=${pane.drafts}
      @add-note=${(event: CustomEvent<{ body: string }>) => {
        pane.onAddNote(event.detail.body);
        pane.onNote(false);
      }}
      @leave-note=${() => pane.onNote(false)}
    ></harmony-note-box>`;
  if (reason)
    return html`<div class="read-only row">
      <p class="sub grow">${reason}</p>
      ${view.isLoaded ? addNote : nothing}
    </div>`;
  return html`${pane.picking ? picker(pane) : nothing} ${held(pane)} ${pane.files.render()}
    <h-composer
      density="console"
      can-attach
      ?has-files=${pane.files.hasReady}
      .conversationId=${view.conversationId}
      .drafts=${pane.drafts}
      .placeholder=${placeholder(view)}
      @input=${pane.onInput}
      @h-send=${({ detail: { body } }: CustomEvent<{ body: string }>) => {
        pane.files.send();
        if (body !== '') pane.onSend(body);
      }}
      @h-attach=${() => pane.files.pick()}
      @h-typing=${(event: CustomEvent<{ isTyping: boolean }>) => pane.onTyping(event.detail.isTyping)}
    >
      <span slot="tools" class="row">
        ${iconButton({ label: msg('Saved replies'), icon: glyphs.quote, isExpanded: pane.picking !== null, onClick: pane.onReplies })}
        ${addNote}
      </span>
    </h-composer>`;
}

function picker(pane: ThreadPane): TemplateResult {
  return html`<harmony-reply-picker
    .replies=${pane.replies}
    .word=${pane.picking?.at?.word ?? ''}
    @pick-reply=${(event: CustomEvent<{ reply: SavedReply }>) => pane.onPick(event.detail.reply)}
    @leave-replies=${({ detail }: CustomEvent<{ word: string | null; isElsewhere?: boolean }>) =>
      pane.onLeaveReplies(detail.word, detail.isElsewhere === true)}
    @manage-replies=${pane.onManageReplies}
  ></harmony-reply-picker>`;
}

/** What is about to be sent, with the way back. */
function held({ held: message, onUndo }: ThreadPane): TemplateResult | typeof nothing {
  if (message === null) return nothing;
  return html`<div class="held-message">
    ${note({
      icon: glyphs.clock,
      role: 'status',
      body: html`<span class="row"
        ><span class="cut grow">${msg(str`Goes in 5 seconds: ${message.text}`)}</span>
        ${button({ label: msg('Undo'), onClick: onUndo })}</span
      >`,
    })}
  </div>`;
}

function placeholder({ others }: ConversationView): string {
  const visitor = visitorOf(others);
  return visitor?.name
    ? msg(str`Write to ${visitor.name}. A slash brings saved replies`)
    : msg('Write a message. A slash brings saved replies');
}

function whyReadOnly({ isLoaded, canWrite, state }: ConversationView): string {
  if (state === 'resolved') return msg('This is solved. It opens again if the person says that it is not.');
  if (!isLoaded || canWrite) return '';
  return state !== null && !isOpen(state) ? msg('This conversation has ended.') : msg('You may read here, not write.');
}
