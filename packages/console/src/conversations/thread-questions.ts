import { button } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** See `endQuestion`. */
export interface EndQuestion {
  isAsked: boolean;
  isBusy: boolean;
  onKeep: () => void;
  onHandBack: () => void;
  onEnd: () => void;
}

/** Asks before a conversation is ended for both, or handed back. */
export function endQuestion({ isAsked, isBusy, onKeep, onHandBack, onEnd }: EndQuestion): TemplateResult {
  return html`<h-dialog
    .label=${msg('End this conversation?')}
    kind="alertdialog"
    .isOpen=${isAsked}
    @h-close=${onKeep}
  >
    <p>${msg('It ends for both of you. What was said can still be read.')}</p>
    <p>
      ${msg('If somebody else should go on, hand it back: the person waits in their old place, and whoever comes finds all of it.')}
    </p>
    <div slot="actions" class="row">
      ${button({ label: msg('Keep it open'), size: 'md', onClick: onKeep })}
      ${button({ label: msg('Hand back'), size: 'md', isBusy, onClick: onHandBack })}
      ${button({ label: msg('End it now'), size: 'md', variant: 'primary', isBusy, onClick: onEnd })}
    </div>
  </h-dialog>`;
}
