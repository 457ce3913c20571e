import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from '../live.ts';
import { frame } from './frame.ts';
import { teller, type TextOptions } from './text.ts';

/** See `areaField`. */
export interface AreaOptions extends TextOptions {
  rows?: number;
}

/** `h-field` for several lines. Of its own, so that who draws no other kind does not carry them. Adopt `baseSheet`. */
export function areaField(options: AreaOptions): TemplateResult {
  return frame(
    options,
    ({ id, classes, invalid, describedBy }) =>
      html`<textarea
        class=${classes}
        id=${id}
        name=${options.name}
        rows=${options.rows ?? 3}
        ${options.value === undefined ? nothing : live({ value: options.value })}
        placeholder=${ifDefined(options.placeholder)}
        minlength=${ifDefined(options.minLength)}
        maxlength=${ifDefined(options.maxLength)}
        ?required=${options.isRequired === true}
        ?disabled=${options.isDisabled === true}
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
        @input=${teller(options)}
        @keydown=${options.onKeydown ?? nothing}
      ></textarea>`,
  );
}
