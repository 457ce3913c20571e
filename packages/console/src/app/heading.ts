import { msg, str } from '@lit/localize';

/** The name of the product, after the name of the page. */
const product = 'HARMONY.Live';

const tab = { page: '', waiting: 0 };

/** Names the tab: the page first, since that is what is left of it in a full bar. */
export function setTitle(page: string | undefined): void {
  tab.page = page ?? '';
  nameTab();
}

/** Puts before the tab's name how many requests and unread conversations wait for this person; nothing for none. */
export function setWaiting(count: number): void {
  if (count === tab.waiting) return;
  tab.waiting = count;
  nameTab();
}

function nameTab(): void {
  const name = tab.page ? msg(str`${tab.page} · ${product}`) : product;
  document.title = tab.waiting > 0 ? `(${tab.waiting}) ${name}` : name;
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
