import type { Page } from '../page.ts';
import { patchMethod } from '../patch.ts';

/** So many elements are looked at in one go: well under a millisecond. */
const sliceElements = 1_000;
/** So many shadow roots are observed at once, the newest. */
const mostRoots = 300;

/** Where a page's changes can be seen: its document, its open shadow roots, and the frames that it asks for. */
export interface Roots {
  /** Those that are in the page now. */
  list(): Node[];
  /** Looks for shadow roots that were there before us, a slice at a time. */
  search(): void;
  /** One that a press went through. */
  add(root: Node): void;
  stop(): void;
}

/** @param onNew a root that came while somebody may be watching */
export const createRoots = (
  page: Page,
  later: (fn: () => void, delayMs: number) => () => void,
  onNew: (root: Node) => void,
): Roots => {
  // Weak: a page that makes and drops components for hours must not grow by us.
  let shadows: WeakRef<ShadowRoot>[] = [];
  const known = new WeakSet<Node>();
  let cancel = (): void => {};

  const add = (root: Node | null | undefined): void => {
    if (root == null || known.has(root) || isOurs(root)) return;
    known.add(root);
    shadows = [...shadows.filter((shadow) => shadow.deref() !== undefined), new WeakRef(root as ShadowRoot)];
    onNew(root);
  };

  const restore = patchMethod(page.Element?.prototype, 'attachShadow', (self, [init]) => {
    if ((init as ShadowRootInit | undefined)?.mode !== 'open') return;
    // It is there once the call is through.
    void Promise.resolve().then(() => add((self as Element).shadowRoot));
  });

  const searchFrom = (elements: ArrayLike<Element>[], from: number): void => {
    const [first, ...rest] = elements;
    if (first === undefined) return;
    const end = Math.min(first.length, from + sliceElements);
    const inside: ArrayLike<Element>[] = [];
    for (let at = from; at < end; at += 1) {
      const root = first[at]!.shadowRoot;
      if (root === null || root === undefined || isOurs(root)) continue;
      add(root);
      inside.push(root.querySelectorAll('*'));
    }
    const next = end < first.length ? [first, ...inside, ...rest] : [...inside, ...rest];
    cancel = later(() => searchFrom(next, end < first.length ? end : 0), 0);
  };

  return {
    list: () => {
      const live = shadows.flatMap((shadow) => shadow.deref() ?? []).filter(({ isConnected }) => isConnected);
      return [page.document, ...live.slice(-mostRoots), ...framesAsked(page)];
    },
    search: () => {
      cancel();
      searchFrom([page.document.querySelectorAll('*')], 0);
    },
    add,
    stop: () => {
      cancel();
      restore();
      shadows = [];
    },
  };
};

/** Documents of frames that the page has marked, as far as they are of its own origin. */
export const framesAsked = (page: Page): Document[] =>
  // A live list that the browser keeps anyway.
  [...page.document.getElementsByTagName('iframe')].flatMap((frame) =>
    frame.hasAttribute('data-harmony-frame') ? (frame.contentDocument ?? []) : [],
  );

const isOurs = (root: Node): boolean => (root as ShadowRoot).host?.localName?.startsWith('harmony-widget') ?? false;
