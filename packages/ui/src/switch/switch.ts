import { html, nothing, type TemplateResult } from 'lit';
import { live } from '../live.ts';

/** See `switchControl`. */
export interface SwitchOptions {
  /** The accessible name. The visible word stands beside it, in the caller's words and place. */
  label: string;
  isOn: boolean;
  /** `ok` is green: holds, available. */
  tone?: 'ok';
  isDisabled?: boolean;
  /** The change is on its way; shown, and presses wait. */
  isBusy?: boolean;
  onChange?: (isOn: boolean) => void;
}

/** `h-switch`: takes effect at once (a checkbox waits for its form). Role `switch` on a native checkbox. Adopt `baseSheet`. */
export function switchControl(options: SwitchOptions): TemplateResult {
  return html`<input
    class=${options.tone === 'ok' ? 'switch ok' : 'switch'}
    type="checkbox"
    role="switch"
    aria-label=${options.label}
    aria-busy=${options.isBusy === true ? 'true' : nothing}
    ${live({ checked: options.isOn })}
    ?disabled=${options.isDisabled === true}
    @click=${(event: MouseEvent) => {
      if (options.isBusy === true) event.preventDefault();
    }}
    @change=${(event: Event) => options.onChange?.((event.target as HTMLInputElement).checked)}
  />`;
}
