/** Tasks of one lane run one after another in their order; lanes run beside each other. */
export interface Lanes {
  /** `task` must not reject. */
  run<T>(lane: string, task: () => Promise<T>): Promise<T>;
}

/** Lanes of which at most `most` move at a time. They take turns, so that a long lane keeps no other one waiting. */
export function createLanes(most: number): Lanes {
  const waiting = new Map<string, (() => Promise<void>)[]>();
  const turns: string[] = [];
  let running = 0;

  function next(): void {
    while (running < most) {
      const lane = turns.shift();
      const task = lane === undefined ? undefined : waiting.get(lane)?.shift();
      if (lane === undefined || task === undefined) return;
      running += 1;
      void task().finally(() => {
        running -= 1;
        if (waiting.get(lane)?.length === 0) waiting.delete(lane);
        else turns.push(lane);
        next();
      });
    }
  }

  return {
    run: (lane, task) =>
      new Promise((resolve, reject) => {
        const entry = (): Promise<void> => task().then(resolve, reject);
        const tasks = waiting.get(lane);
        if (tasks === undefined) {
          waiting.set(lane, [entry]);
          turns.push(lane);
        } else {
          tasks.push(entry);
        }
        next();
      }),
  };
}
