import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Glyph } from '../glyphs.ts';
import { icon } from '../icons.ts';

/** `sm` 28 px (console), `md` 36 px (widget; console on touch), `lg` 44 px (the widget's main button). */
export type ControlSize = 'sm' | 'md' | 'lg';

interface Pressable {
  type?: 'button' | 'submit';
  /** Set to say why it cannot be pressed: it stays focusable and the reason is its description. */
  disabledReason?: string;
  isDisabled?: boolean;
  part?: string;
  onClick?: (event: MouseEvent) => void;
  /** Id of the thing it opens or of words that say more, in the same root. */
  describedBy?: string;
}

/** See `button`. */
export interface ButtonOptions extends Pressable {
  label: string | TemplateResult;
  /** One `primary` per view. */
  variant?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: ControlSize;
  icon?: Glyph;
  /** The key that does the same, shown beside the word and kept out of the name. */
  key?: string;
  /** The words stay, `aria-busy` says that it is at work, and presses do nothing. */
  isBusy?: boolean;
  isWide?: boolean;
}

/** See `iconButton`. */
export interface IconButtonOptions extends Pressable {
  /** The button's name and its tooltip. */
  label: string;
  icon: Glyph;
  size?: ControlSize;
  isPressed?: boolean;
  isExpanded?: boolean;
  tone?: 'danger';
}

/**
 * `h-button`: a native button in the caller's own root, so that it submits its form, is the form's default button and
 * has the name of its words. Adopt `baseSheet`.
 */
export function button(options: ButtonOptions): TemplateResult {
  const { variant = 'plain', size = 'sm', isBusy = false, isWide = false, key, disabledReason } = options;
  const classes = ['btn', size, variant === 'plain' ? '' : variant, isWide ? 'wide' : ''].filter(Boolean).join(' ');
  return html`<button
    class=${classes}
    part=${ifDefined(options.part)}
    type=${options.type ?? 'button'}
    ?disabled=${options.isDisabled === true}
    aria-busy=${isBusy ? 'true' : nothing}
    aria-disabled=${disabledReason === undefined ? nothing : 'true'}
    title=${disabledReason ?? nothing}
    aria-describedby=${ifDefined(options.describedBy)}
    @click=${pressed(options, isBusy)}
  >
    ${options.icon ? icon(options.icon) : nothing}${options.label}${
      key === undefined ? nothing : html`<kbd aria-hidden="true">${key}</kbd>`
    }
  </button>`;
}

/** `h-icon-button`: the same without words; `label` is its name and tooltip. */
export function iconButton(options: IconButtonOptions): TemplateResult {
  const { size = 'sm', isPressed, isExpanded, disabledReason } = options;
  return html`<button
    class=${`icon-btn ${size} ${options.tone ?? ''}`.trim()}
    part=${ifDefined(options.part)}
    type=${options.type ?? 'button'}
    aria-label=${options.label}
    title=${disabledReason ?? options.label}
    ?disabled=${options.isDisabled === true}
    aria-disabled=${disabledReason === undefined ? nothing : 'true'}
    aria-pressed=${isPressed === undefined ? nothing : String(isPressed)}
    aria-expanded=${isExpanded === undefined ? nothing : String(isExpanded)}
    aria-describedby=${ifDefined(options.describedBy)}
    @click=${pressed(options, false)}
  >
    ${icon(options.icon, { size: size === 'sm' ? 'sm' : 'md' })}
  </button>`;
}

function pressed({ disabledReason, onClick }: Pressable, isBusy: boolean): (event: MouseEvent) => void {
  return (event) => {
    // Not the `disabled` attribute: that would drop the focus and hide the reason from the keyboard.
    if (isBusy || disabledReason !== undefined) event.preventDefault();
    else onClick?.(event);
  };
}
