import type { Member, Removal } from '@harmony-live/protocol';
import { button, skeleton } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { consequences } from './consequences.ts';
import { standingMeaning, type Standing } from './standing.ts';

/** A change that is asked about once more, since it cannot simply be taken back. */
export type Question = { member: Member; removal: Removal | null } & (
  { kind: 'remove' } | { kind: 'role'; standing: Standing }
);

/** See `memberDialog`. */
export interface MemberDialogOptions {
  question: Question | null;
  onClose: () => void;
  onYes: (question: Question) => void;
}

/** The question before a member goes, becomes owner, or may only read from then on: what it means, in numbers. */
export function memberDialog({ question, onClose, onYes }: MemberDialogOptions): TemplateResult {
  return html`<h-dialog
    kind="alertdialog"
    .label=${question === null ? '' : title(question)}
    .isOpen=${question !== null}
    @h-close=${onClose}
  >
    ${question === null ? nothing : body(question)}
    <div slot="actions" class="row">
      ${button({ label: msg('Cancel'), size: 'md', onClick: onClose })}
      ${
        question === null
          ? nothing
          : button({
              label: question.kind === 'remove' ? msg('Remove') : msg('Change role'),
              size: 'md',
              variant: 'danger',
              onClick: () => onYes(question),
            })
      }
    </div>
  </h-dialog>`;
}

function title(question: Question): string {
  const { name } = question.member;
  if (question.kind === 'remove') return msg(str`Remove ${name}?`);
  return question.standing === 'owner' ? msg(str`Make ${name} an owner?`) : msg(str`Make ${name} an auditor?`);
}

function body(question: Question): TemplateResult {
  if (question.kind === 'remove') {
    return html`<p>
        ${msg('They are signed out at once and cannot come in any more. Their name stays on what they wrote.')}
      </p>
      ${numbers(question.removal)}`;
  }
  if (question.standing === 'owner') {
    return html`<p>
      ${msg('They may do everything then, also change or remove you. Only an owner can take that back.')}
    </p>`;
  }
  return html`<p>
      ${standingMeaning(question.standing)} ${msg('What they said about themselves as an expert is dropped.')}
    </p>
    ${numbers(question.removal)}`;
}

const numbers = (removal: Removal | null): TemplateResult =>
  removal === null
    ? skeleton({ label: msg('We count what is under way'), rows: 1, rowHeight: 20 })
    : html`${consequences(removal).map((sentence) => html`<p>${sentence}</p>`)}`;
