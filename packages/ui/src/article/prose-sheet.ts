import { unsafeCSS, type CSSResult } from 'lit';
import proseText from './prose.css';

/** How an article's Markdown looks, inside an element of class `prose`. */
export const proseSheet: CSSResult = /* @__PURE__ */ unsafeCSS(proseText);
