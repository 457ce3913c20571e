/** The parts of `window` that detection uses. */
export type Page = Pick<
  Window & typeof globalThis,
  | 'document'
  | 'location'
  | 'console'
  | 'fetch'
  | 'XMLHttpRequest'
  | 'MutationObserver'
  | 'addEventListener'
  | 'removeEventListener'
  | 'getSelection'
>;
