import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from '../live.ts';

/** See `check`. */
export interface CheckOptions {
  /** The accessible name, exactly; `detail` describes it. */
  label: string;
  name: string;
  id?: string;
  detail?: string | TemplateResult;
  isChecked: boolean;
  isDisabled?: boolean;
  isRequired?: boolean;
  onChange?: (isChecked: boolean) => void;
}

/** `h-check`: a native checkbox with its words, and a quieter line that describes it. Adopt `baseSheet`. */
export function check(options: CheckOptions): TemplateResult {
  const { name, id = name, detail } = options;
  const detailId = `${id}-detail`;
  return html`<label class="check">
    <input
      type="checkbox"
      id=${id}
      name=${name}
      aria-label=${options.label}
      aria-describedby=${ifDefined(detail === undefined ? undefined : detailId)}
      ${live({ checked: options.isChecked })}
      ?disabled=${options.isDisabled === true}
      ?required=${options.isRequired === true}
      @change=${(event: Event) => options.onChange?.((event.target as HTMLInputElement).checked)}
    />
    <span class=${detail === undefined ? 'words' : 'words strong'}>${options.label}</span>
    ${detail === undefined ? nothing : html`<span class="meta" id=${detailId}>${detail}</span>`}
  </label>`;
}
