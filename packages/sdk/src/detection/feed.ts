/** What is told to everybody who listens. */
export interface Feed<T, R> {
  on(fn: (value: T) => R | void): () => void;
  /** @returns what the listeners gave back */
  tell(value: T): R[];
}

export const createFeed = <T, R = void>(): Feed<T, R> => {
  const listeners = new Set<(value: T) => R | void>();
  return {
    on: (fn) => {
      listeners.add(fn);
      return () => void listeners.delete(fn);
    },
    tell: (value) => [...listeners].flatMap((fn) => fn(value) ?? []),
  };
};
