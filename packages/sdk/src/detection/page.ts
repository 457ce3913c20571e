/** The parts of `window` that detection uses; the second half is missing in some browsers. */
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
> & {
  readonly navigation?: EventTarget;
  readonly Element?: { prototype: object };
} & Partial<
    Pick<
      Window & typeof globalThis,
      'history' | 'performance' | 'PerformanceObserver' | 'ReportingObserver' | 'localStorage' | 'sessionStorage'
    >
  >;

/**
 * What the browser itself gave, where zone.js (Angular) has put its own in the place: ours would set off its change
 * detection at every event. It keeps the originals under this prefix.
 */
export const nativeOf = <K extends keyof Page>(page: Page, name: K): Page[K] =>
  (page as unknown as Record<string, Page[K] | undefined>)[`__zone_symbol__${name}`] ?? page[name];
