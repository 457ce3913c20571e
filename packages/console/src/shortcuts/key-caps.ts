import { html, type TemplateResult } from 'lit';
import { printed } from './keys.ts';

const isMac = /^mac|^iphone|^ipad/i.test(navigator.platform);

/** A way to press something, drawn as the keys of this keyboard. */
export const keyCaps = (keys: string): TemplateResult =>
  html`<span class="keys">${printed(keys, isMac).map((key) => html`<kbd>${key}</kbd>`)}</span>`;

/** The same as words, for where the style sheet draws them so that they are in no name. */
export const keyWords = (keys: string): string => printed(keys, isMac).join(' ');
