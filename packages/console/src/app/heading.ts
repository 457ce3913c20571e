import { msg, str } from '@lit/localize';

/** The name of the product, after the name of the page. */
const product = 'HARMONY.Live';

/** Names the tab: the page first, since that is what is left of it in a full bar. */
export function setTitle(page: string | undefined): void {
  document.title = page ? msg(str`${page} · ${product}`) : product;
}

/**
 * Moves the focus to a heading, so that a new page is read out and the keyboard goes on from its start. Headings take no
 * focus by themselves. Returns whether there was one.
 */
export function focusHeading(root: ParentNode, selector = 'h1'): boolean {
  const heading = root.querySelector<HTMLElement>(selector);
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return document.activeElement === heading;
}
