/** Vectors that were worked out, the latest used; those longest unused go first. */
export interface Remembered {
  get(text: string): readonly number[] | undefined;
  set(text: string, vector: readonly number[]): void;
}

/** @param most how many; 2,000 of 384 numbers are 6 MB */
export const rememberVectors = (most: number): Remembered => {
  const vectors = new Map<string, readonly number[]>();
  return {
    get: (text) => {
      const vector = vectors.get(text);
      if (vector === undefined) return undefined;
      vectors.delete(text);
      vectors.set(text, vector);
      return vector;
    },
    set: (text, vector) => {
      vectors.delete(text);
      vectors.set(text, vector);
      if (vectors.size > most) vectors.delete(vectors.keys().next().value!);
    },
  };
};
