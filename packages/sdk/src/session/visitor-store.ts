import { choiceKey } from '../consent/choice.ts';
import type { MemoryStorage } from '../widget-loader/widget-host.ts';

/** Where the visitor key is kept, and only while it may be. */
export const visitorKeyName = 'harmony:visitor';
/** Where the widget notes which request is open, while one is. */
export const openRequestName = 'harmony:request';

/** What the device keeps of a visitor on one site. Sites that share an origin (two keys on localhost) keep theirs apart. */
export interface VisitorStore {
  key(): string | null;
  keep(key: string): void;
  /** True while the device notes an open request. */
  isHelpOpen(): boolean;
  /** The key goes, and with it all that waited: messages, drafts, the open request. The person's choices stay. */
  remove(): void;
}

export const createVisitorStore = (storage: MemoryStorage, site: string): VisitorStore => {
  const all = (): Record<string, unknown> => {
    try {
      const value: unknown = JSON.parse(storage.getItem(visitorKeyName) ?? '{}');
      return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    } catch {
      return {};
    }
  };
  return {
    key: () => {
      const key = all()[site];
      return typeof key === 'string' ? key : null;
    },
    keep: (key) => storage.setItem(visitorKeyName, JSON.stringify({ ...all(), [site]: key })),
    isHelpOpen: () => storage.getItem(openRequestName) !== null,
    remove: () => {
      const { [site]: _, ...others } = all();
      const names = Array.from({ length: storage.length }, (__, at) => storage.key(at));
      for (const name of names) if (name?.startsWith('harmony:') && name !== choiceKey) storage.removeItem(name);
      if (Object.keys(others).length > 0) storage.setItem(visitorKeyName, JSON.stringify(others));
    },
  };
};
