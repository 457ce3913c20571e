import type { ConversationModel } from '@harmony-live/client';
import type { HandoverKind } from '@harmony-live/protocol';
import { button } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Desk } from '../app/desk.ts';
import '../handovers/ask-colleague.ts';

/** See `threadQuestions`. */
export interface ThreadQuestions {
  desk: Desk;
  conversationId: string;
  /** Which question is open; null for none. */
  asking: HandoverKind | 'end' | null;
  isBusy: boolean;
  onClose: () => void;
  /** The person leaves it, in this way. */
  onLeave: (leave: (model: ConversationModel) => Promise<void>) => void;
}

/** What is asked over a thread: whom to invite or to hand it over to, and before it is ended for both, or handed back. */
export function threadQuestions(questions: ThreadQuestions): TemplateResult {
  const { desk, conversationId, asking, onClose } = questions;
  return html`${endQuestion(questions)}
    <harmony-ask-colleague
      .desk=${desk}
      .conversationId=${conversationId}
      .kind=${asking === 'end' ? null : asking}
      @close-ask=${onClose}
    ></harmony-ask-colleague>`;
}

function endQuestion({ asking, isBusy, onClose, onLeave }: ThreadQuestions): TemplateResult {
  return html`<h-dialog
    .label=${msg('End this conversation?')}
    kind="alertdialog"
    .isOpen=${asking === 'end'}
    @h-close=${onClose}
  >
    <p>${msg('It ends for both of you. What was said can still be read.')}</p>
    <p>
      ${msg('If somebody else should go on, hand it back: the person waits in their old place, and whoever comes finds all of it.')}
    </p>
    <div slot="actions" class="row">
      ${button({ label: msg('Keep it open'), size: 'md', onClick: onClose })}
      ${button({ label: msg('Hand back'), size: 'md', isBusy, onClick: () => onLeave((model) => model.giveBack()) })}
      ${button({ label: msg('End it now'), size: 'md', variant: 'primary', isBusy, onClick: () => onLeave((model) => model.close()) })}
    </div>
  </h-dialog>`;
}
