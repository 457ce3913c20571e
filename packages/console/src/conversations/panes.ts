import { focused } from '../new-request/focus.ts';

/** Where F6 leads in a pane: what is looked for in it, in this order. */
const panes: readonly { pane: string; entrances: readonly string[] }[] = [
  { pane: '.list-pane', entrances: ['a[aria-current]', 'a', 'h2'] },
  { pane: 'h-log', entrances: [] },
  { pane: 'h-composer, harmony-note-box, .read-only', entrances: ['textarea', 'button'] },
  { pane: '.ctx', entrances: ['h2'] },
];

/** Moves the focus to the next pane that is on screen, round the end; from nowhere to the first. */
export const nextPane = (root: ParentNode): boolean => {
  const shown = panes.flatMap(({ pane, entrances }) => {
    const element = [...root.querySelectorAll<HTMLElement>(pane)].find(isShown);
    return element ? [{ element, entrances }] : [];
  });
  const at = focused();
  const current = shown.findIndex(({ element }) => at !== null && isWithin(element, at));
  // From the last shown one the first follows; each that takes no focus is passed over.
  for (let step = 1; step <= shown.length; step += 1) {
    const { element, entrances } = shown[(current + step) % shown.length]!;
    if (enter(element, entrances)) return true;
  }
  return false;
};

const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0;

const isWithin = (element: HTMLElement, inner: Element): boolean =>
  element.contains(inner) || element.shadowRoot?.contains(inner) === true;

const enter = (element: HTMLElement, entrances: readonly string[]): boolean => {
  // The composer hands the focus on by itself; the log's own scroller takes it.
  const scroller = element.shadowRoot?.querySelector<HTMLElement>('[role="log"]');
  if (scroller) scroller.focus();
  else if (element.shadowRoot) element.focus();
  else {
    const entrance = entrances.flatMap((one) => [...element.querySelectorAll<HTMLElement>(one)]).find(isShown);
    if (!entrance) return false;
    if (entrance.tabIndex < 0) entrance.tabIndex = -1;
    entrance.focus();
  }
  const now = focused();
  return now !== null && isWithin(element, now);
};
