import type { WidgetLook } from '@harmony-live/sdk';

/** A rectangle in CSS pixels of the viewport, as `getBoundingClientRect` gives it. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Room left between the bubble and what it stands over, CSS pixels. */
const gapPx = 8;
/** How far it may go down instead of up, CSS pixels: what remains of its usual distance to the edge is still seen as one. */
const dropPx = 12;

/**
 * How far the bubble must be raised, in CSS pixels, so that it lies on no control of the page's; less than 0: lowered. 0
 * where nothing is in the way, or where nothing up to `mostPx` helps: then it stays where people look for it, and they
 * scroll.
 * @param controlAt the page's control at a point, or null
 */
export const liftOver = (bubble: Box, controlAt: (x: number, y: number) => Box | null, mostPx: number): number => {
  const coveredAt = (lift: number): Box[] => pointsOf(bubble, lift).flatMap(([x, y]) => controlAt(x, y) ?? []);
  let covered = coveredAt(0);
  if (covered.length === 0) return 0;
  if (coveredAt(-dropPx).length === 0) return -dropPx;
  let lift = 0;
  while (covered.length > 0 && lift <= mostPx) {
    lift = bubble.bottom - Math.min(...covered.map(({ top }) => top)) + gapPx;
    covered = coveredAt(lift);
  }
  return lift <= mostPx ? lift : 0;
};

/** Whether something of ours would lie over a control of the page's. */
export const coversControl = (ours: Box, controlAt: (x: number, y: number) => Box | null): boolean =>
  pointsOf(ours, 0).some(([x, y]) => controlAt(x, y) !== null);

/**
 * The corner as our own writing counts it: what the page calls its end is our start where the two run in different ways.
 * @param ownDir the direction of our words
 */
export const cornerFor = (position: WidgetLook['position'], ownDir: string): WidgetLook['position'] => {
  const page = document.documentElement;
  // A page's attribute before its style sheets: some set all styles back.
  const dir = /^(ltr|rtl)$/.test(page.dir) ? page.dir : getComputedStyle(page).direction;
  if (dir === ownDir) return position;
  return position === 'bottom-end' ? 'bottom-start' : 'bottom-end';
};

/** What can be pressed or written in. A label counts as its field. */
const controls =
  'a[href],button,input,select,textarea,summary,label,[contenteditable],[role=button],[role=link],[role=tab],[role=switch]';

/** The page's control at a point of the viewport, under whatever of ours lies over it. */
export const pageControlAt =
  (ours: Element) =>
  (x: number, y: number): Box | null => {
    const under = document.elementsFromPoint(x, y).find((element) => element !== ours);
    return under?.closest(controls)?.getBoundingClientRect() ?? null;
  };

/** Corners, middle, and enough between them that nothing of 24 px is missed (the least size of a target, WCAG 2.5.8). */
const pointsOf = ({ left, right, top, bottom }: Box, lift: number): [number, number][] =>
  [left + 1, left * 0.75 + right * 0.25, (left + right) / 2, left * 0.25 + right * 0.75, right - 1].flatMap((x) =>
    [top + 1, (top + bottom) / 2, bottom - 1].map((y): [number, number] => [x, y - lift]),
  );
