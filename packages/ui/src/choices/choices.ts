import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** See `choices`. */
export interface ChoicesOptions<Value extends string> {
  /** The group's accessible name. */
  label: string;
  /** Unique on the page. */
  name: string;
  value: Value;
  /** One that is disabled says in its detail why. */
  choices: readonly { value: Value; label: string; detail: string; isDisabled?: boolean }[];
  isDisabled?: boolean;
  onChange: (value: Value) => void;
}

/** A few ways of which one holds, each with a sentence of what it means: a native radio group that takes effect at once. */
export function choices<Value extends string>(options: ChoicesOptions<Value>): TemplateResult {
  const { name } = options;
  return html`<div class="choices" role="radiogroup" aria-label=${options.label}>
    ${options.choices.map(
      ({ value, label, detail, isDisabled }) =>
        html`<label class="choice">
          <input
            type="radio"
            name=${name}
            value=${value}
            aria-label=${label}
            aria-describedby=${`${name}-${value}`}
            .checked=${live(value === options.value)}
            ?disabled=${options.isDisabled === true || isDisabled === true}
            @change=${() => options.onChange(value)}
          />
          <span class="words">${label}</span>
          <span class="meta" id=${`${name}-${value}`}>${detail}</span>
        </label>`,
    )}
  </div>`;
}
