import { html, type TemplateResult } from 'lit';

/** See `choices`. */
export interface ChoicesOptions {
  /** The group's name, above it. */
  label: string;
  name: string;
  choices: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

/** Any number of short choices that wrap: a native radio group (arrows move, one tab stop). */
export const choices = ({ label, name, choices: all, value, onChange }: ChoicesOptions): TemplateResult =>
  html`<fieldset class="choices">
    <legend class="label">${label}</legend>
    ${all.map(
      (one) =>
        html`<label
          ><input
            type="radio"
            name=${name}
            value=${one.value}
            .checked=${one.value === value}
            @change=${() => onChange(one.value)}
          /><span>${one.label}</span></label
        >`,
    )}
  </fieldset>`;
