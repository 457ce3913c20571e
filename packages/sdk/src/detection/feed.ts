/** What is told to everybody who listens. */
export interface Feed<T, R> {
  on(fn: (value: T) => R | void): () => void;
  /** @returns what the listeners gave back */
  tell(value: T): R[];
}

export const createFeed = <T, R = void>(): Feed<T, R> => {
  // Replaced where it changes: whoever comes or goes while something is told does not disturb that.
  let listeners: readonly ((value: T) => R | void)[] = [];
  return {
    on: (fn) => {
      listeners = [...listeners, fn];
      return () => {
        listeners = listeners.filter((one) => one !== fn);
      };
    },
    tell: (value) => {
      const back: R[] = [];
      for (const fn of listeners) {
        const heard = fn(value);
        if (heard) back.push(heard);
      }
      return back;
    },
  };
};
