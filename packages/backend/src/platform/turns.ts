/** Takes what the next turn does out of `waiting`, at least one. */
export type Take<T> = (waiting: T[]) => T[];

/**
 * Does at once what is asked for at the same time: whoever comes while a turn runs waits for the next one, together with all
 * others of the lane. Who comes alone waits for nobody, and a crowd costs one transaction, not hundreds. No timer: the turns are
 * as long as the work takes.
 *
 * @param run does a turn; one result for each of its items, in their order. A result that is an Error is thrown to its asker
 * alone; what `run` itself throws, to all when it was one, else each is run by itself, so that none takes others with it
 */
export const createTurns = <T, R>(
  run: (lane: string, items: readonly T[]) => Promise<readonly (R | Error)[]>,
  take: Take<T>,
): ((lane: string, item: T) => Promise<R>) => {
  interface Asked {
    item: T;
    resolve(result: R): void;
    reject(error: unknown): void;
  }
  const lanes = new Map<string, Asked[]>();

  const turn = async (lane: string, asked: readonly Asked[]): Promise<void> => {
    try {
      const results = await run(
        lane,
        asked.map(({ item }) => item),
      );
      for (const [at, { resolve, reject }] of asked.entries()) {
        const result = results[at];
        if (result instanceof Error) reject(result);
        else resolve(result as R);
      }
    } catch (error) {
      if (asked.length === 1) asked[0]!.reject(error);
      else for (const one of asked) await turn(lane, [one]);
    }
  };

  const drain = async (lane: string, waiting: Asked[]): Promise<void> => {
    while (waiting.length > 0) {
      const chosen = new Set(take(waiting.map(({ item }) => item)));
      const asked = waiting.filter(({ item }) => chosen.has(item));
      waiting.splice(0, waiting.length, ...waiting.filter(({ item }) => !chosen.has(item)));
      await turn(lane, asked);
    }
    lanes.delete(lane);
  };

  return (lane, item) =>
    new Promise<R>((resolve, reject) => {
      const asked: Asked = { item, resolve, reject };
      const waiting = lanes.get(lane);
      if (waiting !== undefined) return void waiting.push(asked);
      const first = [asked];
      lanes.set(lane, first);
      void drain(lane, first);
    });
};
