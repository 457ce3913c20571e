import type { Ears } from '../ears.ts';
import { nativeOf, type Page } from '../page.ts';
import { answeringTypes } from './events.ts';
import { createRoots, framesAsked } from './roots.ts';
import { createSilent } from './silent.ts';

/** So long after the last press what was put around the page's functions stays, asleep: the next press needs it again. */
const lingerMs = 10_000;

/** Old values tell what was only written again. */
const observed: MutationObserverInit = {
  ...{ subtree: true, childList: true, attributes: true, characterData: true },
  ...{ attributeOldValue: true, characterDataOldValue: true },
};

export interface WatchingOptions {
  page: Page;
  ears: Ears;
  now(): number;
  later(fn: () => void, delayMs: number): () => void;
  guard<A extends unknown[]>(fn: (...args: A) => void): (...args: A) => void;
  onChanges(records: MutationRecord[]): void;
  onEvent(event: Event): void;
  /** Something was done to `node` that raises no event. */
  onSilent(node: object, by: string): void;
  /** The page goes somewhere. */
  onNavigate(): void;
}

/**
 * All that must be heard to know whether the page answers. The page is observed while somebody waits, and let go after.
 * A listener costs more to add than to have, so those are there from the start and deaf until then.
 */
export interface Watching {
  begin(): void;
  end(): void;
  /** A root that a press went through. */
  add(root: Node): void;
  /** Looks for shadow roots, and joins frames that the page has marked. */
  search(): void;
  stop(): void;
}

export const createWatching = (options: WatchingOptions): Watching => {
  const { page, ears, now, later, guard, onChanges, onEvent, onSilent, onNavigate } = options;
  const observer = new (nativeOf(page, 'MutationObserver'))(guard(onChanges));
  const silent = createSilent(page, onSilent);
  let isOn = false;
  let endedAt = 0;
  let isLingering = false;

  const whileOn =
    <T>(fn: (value: T) => void) =>
    (value: T): void => {
      if (isOn) fn(value);
    };
  const offs = answeringTypes.map((type) => ears.hear(type, whileOn(onEvent)));
  const { navigation } = page;
  const navigated = guard(whileOn(onNavigate));
  navigation?.addEventListener('navigate', navigated);
  // Elsewhere the start of a navigation is told by nothing else; a listener for good would spoil the back button.
  let offUnload = (): void => {};

  const observe = (root: Node): void => {
    observer.observe(root, observed);
  };
  const roots = createRoots(page, later, (root) => {
    if (isOn) observe(root);
  });
  /** One timer for all presses of a while: setting one costs more than what it does. */
  const linger = (forMs: number): void => {
    isLingering = true;
    later(() => {
      isLingering = false;
      const leftMs = isOn ? lingerMs : endedAt + lingerMs - now();
      if (leftMs > 0) linger(leftMs);
      else silent.restore();
    }, forMs);
  };
  const end = (): void => {
    if (!isOn) return;
    isOn = false;
    endedAt = now();
    observer.disconnect();
    silent.off();
    offUnload();
  };

  return {
    begin: () => {
      if (isOn) return;
      isOn = true;
      for (const root of roots.list()) observe(root);
      silent.on();
      if (!isLingering) linger(lingerMs);
      if (navigation === undefined) offUnload = ears.hear('beforeunload', onEvent);
    },
    end,
    add: roots.add,
    search: () => {
      roots.search();
      for (const { defaultView } of framesAsked(page)) if (defaultView !== null) ears.join(defaultView);
    },
    stop: () => {
      end();
      silent.restore();
      for (const off of offs) off();
      navigation?.removeEventListener('navigate', navigated);
      roots.stop();
    },
  };
};
