import { html, nothing, type TemplateResult } from 'lit';
import { live } from '../live.ts';

/** See `segments`. */
export interface SegmentsOptions<Value extends string> {
  /** The group's accessible name. */
  label: string;
  /** Unique in its root: what makes the radios one group. */
  name: string;
  choices: readonly { value: Value; label: string }[];
  value: Value;
  size?: 'sm' | 'md';
  /** Shows the group's name above it. */
  hasLegend?: boolean;
  isDisabled?: boolean;
  onChange?: (value: Value) => void;
}

/** `h-segments`: two to five choices side by side, a native radio group (arrows move, one tab stop). Adopt `baseSheet`. */
export function segments<Value extends string>(options: SegmentsOptions<Value>): TemplateResult {
  const { name, size = 'md', hasLegend = false } = options;
  const legendId = `${name}-legend`;
  return html`${hasLegend ? html`<p class="label" id=${legendId}>${options.label}</p>` : nothing}
    <div
      class=${size === 'sm' ? 'seg sm' : 'seg'}
      role="radiogroup"
      aria-label=${hasLegend ? nothing : options.label}
      aria-labelledby=${hasLegend ? legendId : nothing}
    >
      ${options.choices.map(
        ({ value, label }) =>
          html`<label
            ><input
              type="radio"
              name=${name}
              value=${value}
              ${live({ checked: value === options.value })}
              ?disabled=${options.isDisabled === true}
              @change=${() => options.onChange?.(value)}
            /><span>${label}</span></label
          >`,
      )}
    </div>`;
}
