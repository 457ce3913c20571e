/** How near two vectors of unit length are, -1–1; 0 where either says nothing. */
export const cosineOf = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);
