import type { MemoryStorage } from '../widget-loader/widget-host.ts';

/** The person's own choices: the one key that may be written in every consent state, because they made them. */
const choiceKey = 'harmony:choice';
/** Renews the visit; written only in state `on`, or while help is open. */
const visitorKey = 'harmony:visitor';

/** What is kept on the device, one site's things apart from another's. Storage that throws keeps nothing. */
export interface Keep {
  choice(): 'granted' | 'denied' | null;
  setChoice(choice: 'granted' | 'denied'): void;
  visitorKey(): string | null;
  setVisitorKey(key: string): void;
  /** Forgets the visitor: key and messages that waited. The choice stays. */
  forgetVisitor(): void;
}

export const createKeep = (storage: MemoryStorage, site: string): Keep => {
  const name = `${visitorKey}:${site}`;
  return {
    choice() {
      const value = quietly(() => storage.getItem(choiceKey));
      return value === 'granted' || value === 'denied' ? value : null;
    },
    setChoice: (choice) => quietly(() => storage.setItem(choiceKey, choice)),
    visitorKey: () => quietly(() => storage.getItem(name)) ?? null,
    setVisitorKey: (key) => quietly(() => storage.setItem(name, key)),
    forgetVisitor: () =>
      quietly(() => {
        const ours = Array.from({ length: storage.length }, (_, at) => storage.key(at));
        for (const key of ours) if (key?.startsWith('harmony:') && key !== choiceKey) storage.removeItem(key);
      }),
  };
};

/** Private windows and blocked storage throw on any access: help must still work. */
const quietly = <T>(action: () => T): T | undefined => {
  try {
    return action();
  } catch {
    return undefined;
  }
};

/** Keeps until the page goes. */
export const createMemory = (): MemoryStorage => {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
};
