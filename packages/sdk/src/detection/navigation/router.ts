import { pageTemplate } from '../../context/page.ts';
import type { PageVisit } from '../detector.ts';
import type { Page } from '../page.ts';

/**
 * Tells each page that is shown in this document after the first, by whatever router: through the Navigation API where
 * there is one, else by patched `pushState` and `replaceState`, `popstate` and `hashchange`; and the return of the document
 * from the back/forward cache, with an empty `from`. A view transition changes the address in one of these ways too. A new
 * query or anchor is no new page; a route behind `#/` is.
 *
 * @param onAddress the address is another, be it by its query alone
 * @returns what ends it and puts the originals back, where ours are still in place
 */
export const watchPages = (
  page: Page,
  now: () => number,
  onPage: (visit: PageVisit) => void,
  onAddress: () => void = () => {},
): (() => void) => {
  let last = routeOf(page.location);
  let address = page.location.href;
  const moved = (how: PageVisit['how'], from = last): void => {
    if (page.location.href !== address) {
      address = page.location.href;
      onAddress();
    }
    const to = routeOf(page.location);
    if (to === from) return;
    last = to;
    onPage({ from: templateOf(from), to: templateOf(to), how, at: now() });
  };
  const shown = ({ persisted }: Event & { persisted?: boolean }): void => {
    if (persisted === true) moved('traverse', '');
  };
  page.addEventListener('pageshow', shown);
  const off = page.navigation === undefined ? byHistory(page, moved) : byNavigation(page.navigation, moved);
  return () => {
    page.removeEventListener('pageshow', shown);
    off();
  };
};

type Moved = (how: PageVisit['how']) => void;

/** What stands for a page in the address: its path, and the route behind `#/` or `#!/`. */
export const routeOf = ({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): string =>
  pathname + (/^#!?\//.test(hash) ? hash.split('?')[0]! : '');

const templateOf = (route: string): string => {
  const [path = '', inHash] = route.split('#');
  return inHash === undefined ? pageTemplate(path) : `${pageTemplate(path)}#${pageTemplate(inHash)}`;
};

const byNavigation = (navigation: EventTarget, moved: Moved): (() => void) => {
  const changed = (event: Event): void => {
    const { navigationType: how } = event as NavigationCurrentEntryChangeEvent;
    if (how !== null && how !== 'reload') moved(how);
  };
  navigation.addEventListener('currententrychange', changed);
  return () => navigation.removeEventListener('currententrychange', changed);
};

const byHistory = (page: Page, moved: Moved): (() => void) => {
  const traversed = (): void => moved('traverse');
  // A link to `#/route` adds an entry; going back to one fires `popstate` first.
  const hashed = (): void => moved('push');
  page.addEventListener('popstate', traversed);
  page.addEventListener('hashchange', hashed);
  const offs = [
    patch(page.history, 'pushState', () => moved('push')),
    patch(page.history, 'replaceState', () => moved('replace')),
  ];
  return () => {
    page.removeEventListener('popstate', traversed);
    page.removeEventListener('hashchange', hashed);
    for (const off of offs) off();
  };
};

const patch = (history: History | undefined, name: 'pushState' | 'replaceState', after: () => void): (() => void) => {
  const original = history?.[name];
  if (history === undefined || typeof original !== 'function') return () => {};
  let isOn = true;
  const hadOwn = Object.hasOwn(history, name);
  const ours = function (this: unknown, ...args: Parameters<History['pushState']>): void {
    const answer: unknown = Reflect.apply(original, this, args);
    try {
      if (isOn) after();
    } catch {
      // The page has moved; what we make of it is ours.
    }
    return answer as void;
  };
  try {
    history[name] = ours;
  } catch {
    return () => {};
  }
  return () => {
    isOn = false;
    if (history[name] !== ours) return;
    if (hadOwn) history[name] = original;
    else delete (history as Partial<History>)[name];
  };
};
