import type { SiteStorage } from './site-storage.ts';

/** Where the visitor key is kept, and only while it may be. */
export const visitorKeyName = 'harmony:visitor';
/** Where the widget notes which request is open, while one is. */
export const openRequestName = 'harmony:request';

/** What the device keeps of a visitor on one site. */
export interface VisitorStore {
  key(): string | null;
  keep(key: string): void;
  /** True while the device notes an open request. */
  isHelpOpen(): boolean;
  /** The key goes, and with it all that waited: messages, drafts, the open request. */
  remove(): void;
  /** What only the tab kept: pages that were seen, and what was not sent yet. */
  removeTrail(): void;
}

/** @param storage of the site alone, as is `tab`; the person's choices do not lie in it and stay */
export const createVisitorStore = (storage: SiteStorage, tab: SiteStorage): VisitorStore => ({
  key: () => storage.getItem(visitorKeyName),
  keep: (key) => storage.setItem(visitorKeyName, key),
  isHelpOpen: () => storage.getItem(openRequestName) !== null,
  remove: storage.clear,
  removeTrail: tab.clear,
});
