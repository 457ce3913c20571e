import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from '../live.ts';
import { areaField, type AreaOptions } from './area.ts';
import { frame } from './frame.ts';
import { teller } from './text.ts';

/** See `field`. */
export interface FieldOptions extends AreaOptions {
  type?: 'text' | 'email' | 'password' | 'search' | 'url' | 'textarea';
  autocomplete?: AutoFill;
}

/**
 * `h-field`: label, control, hint and error, tied by `for` and `aria-describedby`, as native elements in the caller's
 * own root. That keeps names right, lets password managers find the form, and Enter submit it. Adopt `baseSheet`.
 */
export function field(options: FieldOptions): TemplateResult {
  if (options.type === 'textarea') return areaField(options);
  return frame(
    options,
    ({ id, classes, invalid, describedBy }) =>
      html`<input
        class=${classes}
        id=${id}
        name=${options.name}
        type=${options.type ?? 'text'}
        ${options.value === undefined ? nothing : live({ value: options.value })}
        autocomplete=${ifDefined(options.autocomplete)}
        placeholder=${ifDefined(options.placeholder)}
        minlength=${ifDefined(options.minLength)}
        maxlength=${ifDefined(options.maxLength)}
        ?required=${options.isRequired === true}
        ?disabled=${options.isDisabled === true}
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
        @input=${teller(options)}
        @keydown=${options.onKeydown ?? nothing}
      />`,
  );
}
