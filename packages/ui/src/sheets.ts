import { unsafeCSS, type CSSResult } from 'lit';
import { coreSheet } from './core-sheet.ts';
import { fallbackSheet } from './fallback-sheet.ts';
import documentText from './styles/document.css';
import partsText from './styles/parts.css';
import { rulerSheet } from './ruler/ruler-sheet.ts';
import { tokensSheet } from './tokens-sheet.ts';

/** Discs, tags, dots, keys, switches, rarer states of controls: what only the console and a conversation draw. Adopt it after `coreSheet`. */
const partsSheet: CSSResult = /* @__PURE__ */ unsafeCSS(partsText);

/** Reset, controls and small parts. Adopt it in every root that draws with this package's template functions. */
export const baseSheet: CSSResult[] = [coreSheet, partsSheet];

/** Page ground and body text, for a document that is wholly ours. */
export const documentSheet: CSSResult = /* @__PURE__ */ unsafeCSS(documentText);

/** Puts tokens, base and page rules on `document`: the console's first act. Calling it twice adds nothing. */
export function adoptInDocument(target: Document): void {
  const sheets = [fallbackSheet, tokensSheet, ...baseSheet, rulerSheet, documentSheet].flatMap(
    ({ styleSheet }) => styleSheet ?? [],
  );
  const missing = sheets.filter((sheet) => !target.adoptedStyleSheets.includes(sheet));
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, ...missing];
}
