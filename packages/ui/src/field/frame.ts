import { html, nothing, type TemplateResult } from 'lit';
import type { ControlSize } from '../button/button.ts';

/** What stands around a control. */
export interface FrameOptions {
  /** The accessible name, exactly. */
  label: string;
  /** The control's `name` and, in its root, its id (unless `id` is given). */
  name: string;
  id?: string;
  hint?: string | TemplateResult;
  /** What is wrong and what to do; announced when it appears, and the control is marked invalid. */
  error?: string | undefined;
  size?: ControlSize;
  /** The name stays for assistive technology and Playwright; eyes have another one. */
  isLabelHidden?: boolean;
}

/** What the control itself says of it. */
export interface Framed {
  id: string;
  classes: string;
  invalid: 'true' | typeof nothing;
  describedBy: string | typeof nothing;
}

/** Label, control, hint and error, tied by `for` and `aria-describedby`: what all fields share. Adopt `baseSheet`. */
export function frame(options: FrameOptions, control: (framed: Framed) => TemplateResult): TemplateResult {
  const { label, name, id = name, hint, error, size = 'sm', isLabelHidden = false } = options;
  const described = [hint === undefined ? '' : `${id}-hint`, error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const framed: Framed = {
    id,
    classes: `input ${size}${error ? ' bad' : ''}`,
    invalid: error ? 'true' : nothing,
    describedBy: described || nothing,
  };
  return html`<div class="field ${size}">
    <label for=${id} class=${isLabelHidden ? 'sr' : nothing}>${label}</label>
    ${control(framed)} ${hint === undefined ? nothing : html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error ? html`<p class="hint bad" id=${`${id}-error`} role="alert">${error}</p>` : nothing}
  </div>`;
}
