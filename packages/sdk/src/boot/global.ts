import { createHarmony, type Harmony, type HarmonyOptions } from '../harmony.ts';

/** What stands on `window.Harmony`: the API, `init`, `ready`, and what the inline stub queued. */
export interface HarmonyGlobal extends Harmony {
  /** Starts with options instead of the script tag's attributes; a second call is a no-op with a warning. */
  init(options: HarmonyOptions): void;
  /** Calls `fn` with the API, now or once it is there. */
  ready(fn: (harmony: HarmonyGlobal) => void): void;
  version: string;
}

interface Stub {
  q?: unknown[][];
  version?: string;
}

/** Puts the API on `window`, takes over what a stub queued, and stands down where another copy is at work. */
export const installGlobal = (fallbackHost: string): HarmonyGlobal | null => {
  const page = window as unknown as { Harmony?: Stub };
  const before = page.Harmony;
  if (before?.version) {
    console.warn('HARMONY.Live: a second copy was loaded on this page and stands down.');
    return null;
  }
  let harmony: Harmony | null = null;
  const waiting: ((one: Harmony) => void)[] = [];

  /** Now if it has started, else when it does. */
  const later = (action: (one: Harmony) => void): void => {
    if (harmony) action(harmony);
    else waiting.push(action);
  };

  const api: HarmonyGlobal = {
    version: __SDK_VERSION__,
    init(options) {
      if (harmony) return console.warn('HARMONY.Live: init was called a second time; nothing changed.');
      harmony = createHarmony({ ...options, host: options.host || fallbackHost });
      for (const action of waiting.splice(0)) guarded(() => action(harmony!));
    },
    ready: (fn) => later(() => guarded(() => fn(api))),
    identify: (jwt) => later((one) => one.identify(jwt)),
    reset: async () => harmony?.reset(),
    consent: (choice) => later((one) => one.consent(choice)),
    context: (state) => later((one) => one.context(state)),
    report: (error, details) => later((one) => one.report(error, details)),
    open: () => later((one) => one.open()),
    close: () => later((one) => one.close()),
    requestHelp: (prefill) => new Promise((resolve, reject) => later((one) => void one.requestHelp(prefill).then(resolve, reject))),
    on(name, fn) {
      let off: (() => void) | null = null;
      let isOff = false;
      later((one) => {
        if (!isOff) off = one.on(name, fn);
      });
      return () => {
        isOff = true;
        off?.();
      };
    },
    shutdown: () => harmony?.shutdown(),
  };

  (page as { Harmony?: HarmonyGlobal }).Harmony = api;
  for (const [name, ...values] of before?.q ?? []) {
    const method = api[name as keyof HarmonyGlobal];
    if (typeof method === 'function') guarded(() => (method as (...given: unknown[]) => unknown)(...values));
  }
  return api;
};

/** Nothing of ours reaches the page as an exception. */
export const guarded = (action: () => void): void => {
  try {
    action();
  } catch (error) {
    console.warn(`HARMONY.Live: ${String(error)}`);
  }
};
