/** So many texts go to the model at once: more make each other wait, fewer leave it idle. */
export const mostAtOnce = 16;

/** Hands texts to the model in batches, one batch after the other; what somebody waits for goes before what is only kept. */
export interface Batches {
  vectorsOf(texts: readonly string[], isUrgent: boolean): Promise<number[][]>;
}

interface Wanted {
  text: string;
  resolve(vector: number[]): void;
  reject(error: unknown): void;
}

export const createBatches = (vectorsOf: (texts: readonly string[]) => Promise<number[][]>): Batches => {
  const urgent: Wanted[] = [];
  const others: Wanted[] = [];
  let isRunning = false;

  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      const batch = urgent.length > 0 ? urgent.splice(0, mostAtOnce) : others.splice(0, mostAtOnce);
      if (batch.length === 0) break;
      try {
        const vectors = await vectorsOf(batch.map(({ text }) => text));
        batch.forEach(({ resolve }, at) => resolve(vectors[at]!));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isRunning = false;
  };

  return {
    vectorsOf: (texts, isUrgent) => {
      const wanted = texts.map((text) => {
        const { promise, resolve, reject } = Promise.withResolvers<number[]>();
        (isUrgent ? urgent : others).push({ text, resolve, reject });
        return promise;
      });
      void run();
      return Promise.all(wanted);
    },
  };
};
