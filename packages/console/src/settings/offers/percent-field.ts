import { msg, str } from '@lit/localize';
import { html, noChange, nothing, type TemplateResult } from 'lit';
import { notSaved, type Part } from './part.ts';

/** See `percentField`. */
export interface PercentOptions {
  part: Pick<Part, 'canEdit' | 'problemOf'>;
  /** Which control it is; its id, too. */
  control: string;
  label: string;
  hint: string;
  /** 0–1. */
  share: number;
  /** The largest share, 0–1. */
  most: number;
  onChange: (share: number) => void;
}

/** A share in per cent; saved when it is left or Enter is pressed. What is being typed stays when something else is saved meanwhile. */
export function percentField({ part, control, label, hint, share, most, onChange }: PercentOptions): TemplateResult {
  const isBad = part.problemOf(control) !== undefined;
  return html`<div class="field percent">
    <label for=${control}>${label}</label>
    <span class="row">
      <input
        class=${isBad ? 'input bad' : 'input'}
        id=${control}
        type="number"
        min="0"
        max=${most * 100}
        step="1"
        inputmode="numeric"
        aria-invalid=${isBad ? 'true' : nothing}
        aria-describedby=${`${control}-hint`}
        .value=${isBad ? noChange : String(Math.round(share * 1000) / 10)}
        ?disabled=${!part.canEdit}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).valueAsNumber / 100)}
      />
      <span aria-hidden="true">%</span>
    </span>
    <p class="hint" id=${`${control}-hint`}>${hint} ${msg(str`From 0 to ${most * 100} per cent.`)}</p>
    ${notSaved(part, control)}
  </div>`;
}
