import { button, field, languageName, languages, switchControl } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** What is tested. */
export interface TrialDraft {
  text: string;
  /** BCP 47. */
  language: string;
  /** Those off duty, too. */
  isEverybody: boolean;
}

/** See `trialForm`. */
export interface TrialFormOptions {
  draft: TrialDraft;
  /** What is missing before it can be sent. */
  error: string | undefined;
  isBusy: boolean;
  onEdit: (change: Partial<TrialDraft>) => void;
  onSubmit: () => void;
}

/** As much as a request may have. */
const mostLetters = 4_000;

/** A problem as somebody might have it, and who is looked at. */
export const trialForm = ({ draft, error, isBusy, onEdit, onSubmit }: TrialFormOptions): TemplateResult =>
  html`<form
    class="stack sm"
    novalidate
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      onSubmit();
    }}
  >
    ${field({
      label: msg('A problem'),
      name: 'trial-text',
      type: 'textarea',
      value: draft.text,
      maxLength: mostLetters,
      hint: msg('As somebody would write it. Nobody is asked, nothing is kept.'),
      error,
      onInput: (text) => onEdit({ text }),
    })}
    <div class="trial-row">
      <div class="field">
        <label for="trial-language">${msg('Language')}</label>
        <select
          class="input"
          id="trial-language"
          @change=${(event: Event) => onEdit({ language: (event.target as HTMLSelectElement).value })}
        >
          ${languages.map(
            (tag) => html`<option value=${tag} ?selected=${tag === draft.language}>${languageName(tag)}</option>`,
          )}
        </select>
      </div>
      <div class="trial-switch">
        ${switchControl({
          label: msg('Also those off duty'),
          isOn: draft.isEverybody,
          onChange: (isEverybody) => onEdit({ isEverybody }),
        })}
        <span aria-hidden="true">${msg('Also those off duty')}</span>
      </div>
      ${button({ label: msg('Who would be asked?'), variant: 'primary', type: 'submit', isBusy })}
    </div>
  </form>`;
