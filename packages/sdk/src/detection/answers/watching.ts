import type { Ears } from '../ears.ts';
import { nativeOf, type Page } from '../page.ts';
import { answeringTypes } from './events.ts';
import { createRoots, framesAsked } from './roots.ts';
import { watchSilent } from './silent.ts';

export interface WatchingOptions {
  page: Page;
  ears: Ears;
  later(fn: () => void, delayMs: number): () => void;
  guard<A extends unknown[]>(fn: (...args: A) => void): (...args: A) => void;
  onChanges(records: MutationRecord[]): void;
  onEvent(event: Event): void;
  /** Something was done to `node` that raises no event. */
  onSilent(node: object, by: string): void;
  /** The page goes somewhere. */
  onNavigate(): void;
}

/** All that must be heard to know whether the page answers: connected while somebody waits, and let go after. */
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
  const { page, ears, later, guard, onChanges, onEvent, onSilent, onNavigate } = options;
  const observer = new (nativeOf(page, 'MutationObserver'))(guard(onChanges));
  let offs: (() => void)[] = [];

  const observe = (root: Node): void => {
    const kinds = { subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true };
    observer.observe(root, kinds);
  };
  const roots = createRoots(page, later, (root) => {
    if (offs.length > 0) observe(root);
  });
  const end = (): void => {
    observer.disconnect();
    offs.forEach((off) => off());
    offs = [];
  };

  return {
    begin: () => {
      if (offs.length > 0) return;
      for (const root of roots.list()) observe(root);
      offs = answeringTypes.map((type) => ears.hear(type, onEvent));
      offs.push(watchSilent(page, onSilent));
      const { navigation } = page;
      const navigated = guard(onNavigate);
      navigation?.addEventListener('navigate', navigated);
      offs.push(() => navigation?.removeEventListener('navigate', navigated));
      // Elsewhere the start of a navigation is told by nothing else; a listener for good would spoil the back button.
      if (navigation === undefined) offs.push(ears.hear('beforeunload', onEvent));
    },
    end,
    add: roots.add,
    search: () => {
      roots.search();
      for (const { defaultView } of framesAsked(page)) if (defaultView !== null) ears.join(defaultView);
    },
    stop: () => {
      end();
      roots.stop();
    },
  };
};
