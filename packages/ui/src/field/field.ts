import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from '../live.ts';
import type { ControlSize } from '../button/button.ts';

/** See `field`. */
export interface FieldOptions {
  /** The accessible name, exactly. */
  label: string;
  /** The control's `name` and, in its root, its id (unless `id` is given). */
  name: string;
  id?: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'url' | 'textarea';
  /** Left out: the field keeps what is typed by itself, to be read from the form. */
  value?: string;
  hint?: string | TemplateResult;
  /** What is wrong and what to do; announced when it appears, and the control is marked invalid. */
  error?: string | undefined;
  size?: ControlSize;
  rows?: number;
  placeholder?: string;
  autocomplete?: AutoFill;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** The name stays for assistive technology and Playwright; eyes have another one. */
  isLabelHidden?: boolean;
  minLength?: number;
  maxLength?: number;
  onInput?: (value: string, event: InputEvent) => void;
  onKeydown?: (event: KeyboardEvent) => void;
}

/**
 * `h-field`: label, control, hint and error, tied by `for` and `aria-describedby`, as native elements in the caller's
 * own root. That keeps names right, lets password managers find the form, and Enter submit it. Adopt `baseSheet`.
 */
export function field(options: FieldOptions): TemplateResult {
  const { label, name, id = name, hint, error, size = 'sm', isLabelHidden = false } = options;
  const described = [hint === undefined ? '' : `${id}-hint`, error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return html`<div class="field ${size}">
    <label for=${id} class=${isLabelHidden ? 'sr' : nothing}>${label}</label>
    ${options.type === 'textarea' ? area(options, id, described) : line(options, id, described)}
    ${hint === undefined ? nothing : html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error ? html`<p class="hint bad" id=${`${id}-error`} role="alert">${error}</p>` : nothing}
  </div>`;
}

function line(options: FieldOptions, id: string, described: string): TemplateResult {
  return html`<input
    class=${inputClasses(options)}
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
    aria-invalid=${options.error ? 'true' : nothing}
    aria-describedby=${described || nothing}
    @input=${handler(options)}
    @keydown=${options.onKeydown ?? nothing}
  />`;
}

function area(options: FieldOptions, id: string, described: string): TemplateResult {
  return html`<textarea
    class=${inputClasses(options)}
    id=${id}
    name=${options.name}
    rows=${options.rows ?? 3}
    ${options.value === undefined ? nothing : live({ value: options.value })}
    placeholder=${ifDefined(options.placeholder)}
    minlength=${ifDefined(options.minLength)}
    maxlength=${ifDefined(options.maxLength)}
    ?required=${options.isRequired === true}
    ?disabled=${options.isDisabled === true}
    aria-invalid=${options.error ? 'true' : nothing}
    aria-describedby=${described || nothing}
    @input=${handler(options)}
    @keydown=${options.onKeydown ?? nothing}
  ></textarea>`;
}

function inputClasses({ size = 'sm', error }: FieldOptions): string {
  return `input ${size}${error ? ' bad' : ''}`;
}

function handler({ onInput }: FieldOptions): (event: InputEvent) => void {
  return (event) => onInput?.((event.target as HTMLInputElement | HTMLTextAreaElement).value, event);
}
