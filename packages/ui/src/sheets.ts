import { unsafeCSS, type CSSResult } from 'lit';
import baseText from './styles/base.css';
import documentText from './styles/document.css';
import fallbackText from './styles/fallback.css';
import tokensText from './styles/tokens.css';

/**
 * Colours, type, space, motion for a whole tree. Adopt it once, at the root (the widget's shadow root; the console uses
 * `adoptInDocument`). Fixed colours for browsers without `light-dark()` come first, so that newer ones overrule them.
 */
export const tokensSheet: CSSResult = /* @__PURE__ */ unsafeCSS(fallbackText + tokensText);

/** Reset, controls and small parts. Adopt it in every root that draws with this package's template functions. */
export const baseSheet: CSSResult = /* @__PURE__ */ unsafeCSS(baseText);

/** Page ground and body text, for a document that is wholly ours. */
export const documentSheet: CSSResult = /* @__PURE__ */ unsafeCSS(documentText);

/** Puts tokens, base and page rules on `document`: the console's first act. Calling it twice adds nothing. */
export function adoptInDocument(target: Document): void {
  const sheets = [tokensSheet, baseSheet, documentSheet].flatMap(({ styleSheet }) => styleSheet ?? []);
  const missing = sheets.filter((sheet) => !target.adoptedStyleSheets.includes(sheet));
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, ...missing];
}
