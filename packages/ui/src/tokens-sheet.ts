import { unsafeCSS, type CSSResult } from 'lit';
import tokensText from './styles/tokens.css';

/**
 * Colours, type, space, motion for a whole tree. Adopt it once, at the root: the widget's shadow root; the console uses
 * `adoptInDocument`. Its colours need a newer browser: where `knowsTokenColours()` is false, `fallbackSheet` goes before.
 */
export const tokensSheet: CSSResult = /* @__PURE__ */ unsafeCSS(tokensText);

/** False in browsers without `light-dark()` or relative colours: before Chrome 123, Safari 18, Firefox 128. */
export function knowsTokenColours(): boolean {
  return CSS.supports('(color: light-dark(#000, #fff)) and (color: oklch(from red l c h))');
}
