/**
 * Loads a part of the widget once, at the first call. What failed is forgotten, so that the next press tries again.
 * @param load an `import()` of the part
 */
export const lazy = <Part>(load: () => Promise<Part>): (() => Promise<Part>) => {
  let coming: Promise<Part> | null = null;
  return () =>
    (coming ??= load().catch((error: unknown) => {
      coming = null;
      throw error;
    }));
};
