/**
 * The optional inline stub: keeps calls and the first 50 errors until the bundle is there. The docs print it minified
 * with its CSP hash, 0.5 KB at most. It stands alone: nothing may be imported.
 */
((page: Window & { Harmony?: Record<string, unknown> }) => {
  if (page.Harmony) return;
  const calls: unknown[] = [];
  const errors: Event[] = [];
  const keep = (event: Event): unknown => errors.length < 50 && errors.push(event);
  const types = ['error', 'unhandledrejection'];
  const stub: Record<string, unknown> = (page.Harmony = {
    q: calls,
    e: errors,
    x: () => types.map((type) => page.removeEventListener(type, keep)),
  });
  types.map((type) => page.addEventListener(type, keep));
  'ready init identify reset consent context report trigger detector open close search requestHelp on shutdown'
    .split(' ')
    .map((name) => (stub[name] = (...args: unknown[]) => new Promise((resolve) => calls.push([name, args, resolve]))));
})(window as never);
