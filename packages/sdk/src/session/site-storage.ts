import type { MemoryStorage } from '../widget-loader/widget-host.ts';

const common = 'harmony:';

export interface SiteStorage extends MemoryStorage {
  /** The name in the device's storage. */
  keyOf(name: string): string;
  /** Removes all that is the site's. */
  clear(): void;
}

/**
 * What the device keeps for one site: `harmony:visitor` is kept as `harmony:SITE:visitor`, and only names of this site are
 * seen. So two sites that share an origin (two keys on localhost, an app and its staging) never mix.
 */
export const createSiteStorage = (storage: MemoryStorage, site: string): SiteStorage => {
  const prefix = `${common}${site}:`;
  const inside = (name: string): string => prefix + name.slice(common.length);
  const names = (): string[] =>
    Array.from({ length: storage.length }, (_, at) => storage.key(at)).flatMap((name) =>
      name?.startsWith(prefix) ? common + name.slice(prefix.length) : [],
    );
  return {
    get length() {
      return names().length;
    },
    key: (index) => names()[index] ?? null,
    getItem: (name) => storage.getItem(inside(name)),
    setItem: (name, value) => storage.setItem(inside(name), value),
    removeItem: (name) => storage.removeItem(inside(name)),
    keyOf: inside,
    clear: () => names().forEach((name) => storage.removeItem(inside(name))),
  };
};
