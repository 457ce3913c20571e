import type { Calls, ConversationModel } from '@harmony-live/client';
import { msg, str } from '@lit/localize';
import { adoptStyles, html, nothing, unsafeCSS, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { coversControl, pageControlAt } from '../place.ts';
import css from './sharing.css';

/** Adopted by the outermost root once somebody shares: pages reach these parts there. */
const sheet = unsafeCSS(css);
const dressed = new WeakSet<ShadowRoot>();

/** Where the sentence may stand, by preference: people look for it at the top. */
const places = ['top', 'top-start', 'top-end', 'bottom', 'bottom-start'];

/** A frame around the page and one sentence, for as long as somebody else sees it: first on the page. */
export function sharingFrame(calls: Calls, { state }: ConversationModel): TemplateResult | typeof nothing {
  if (!calls.view.call?.isSharing) return nothing;
  const name = state.others[0]?.name ?? msg('The expert');
  return html`<div class="share-frame" part="share-frame" aria-hidden="true"></div>
    <div class="share-tab" part="share-tab" role="status" ${ref(settle)}>
      <span>${msg(str`You are sharing your screen with ${name}`)}</span>
      <button type="button" @click=${() => calls.stop()}>${msg('Stop sharing')}</button>
    </div>`;
}

/**
 * Puts the sentence where no control of the page lies under it. On a page that is full of controls it stays at the top:
 * that somebody watches must be seen.
 */
const settle = (tab: Element | undefined): void => {
  if (tab === undefined) return;
  queueMicrotask(() => {
    // Only now does it stand in the page.
    if (!tab.isConnected) return;
    const root = tab.getRootNode() as ShadowRoot;
    dress(root);
    const controlAt = pageControlAt(root.host);
    const isFree = (place: string): boolean => {
      tab.setAttribute('data-place', place);
      return !coversControl(tab.getBoundingClientRect(), controlAt);
    };
    if (!places.some(isFree)) tab.setAttribute('data-place', places[0]!);
  });
};

/** Adds the sheet to those that stand in a root. Browsers that adopt none get an element, as Lit does it. */
const dress = (root: ShadowRoot): void => {
  if (dressed.has(root)) return;
  dressed.add(root);
  const { styleSheet } = sheet;
  if (styleSheet === undefined) adoptStyles(root, [sheet]);
  else root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
};
