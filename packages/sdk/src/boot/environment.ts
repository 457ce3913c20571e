import { createGuard } from '../events/guard.ts';
import type { Page } from '../detection/page.ts';
import type { NoticingModule } from '../noticing/loader.ts';
import type { MemoryStorage, WidgetModule } from '../widget-loader/widget-host.ts';

/** Everything of the browser that the SDK touches. Only this file and `script-tag.ts` reach for globals. */
export interface Environment {
  /** Milliseconds since the epoch, by a clock that may be set at any time. */
  now(): number;
  /** Milliseconds since the page was loaded, by one that nobody sets: for how long something takes. */
  monotonic(): number;
  newId(): string;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Whether the page can be seen at this moment. */
  isVisible(): boolean;
  /** The device's, and it never throws: where the browser refuses it, things are kept as long as the page. */
  storage: MemoryStorage;
  /** The same for this tab, from one load to the next. */
  tab: MemoryStorage;
  /** Calls `fn` once; @returns a function that takes it back */
  later(fn: () => void, delayMs: number): () => void;
  /** Calls `fn` when the page has nothing better to do, after 2 s at the latest. */
  whenIdle(fn: () => void): void;
  /** Listens on `window`. @returns a function that ends it */
  listen(type: string, fn: (event: Event) => void): () => void;
  /** Fires a `CustomEvent` on `window`. */
  dispatch(type: string, detail: object): void;
  importWidget(url: string): Promise<WidgetModule>;
  importNoticing(url: string): Promise<NoticingModule>;
  /** What noticing listens to and patches, and puts back. */
  window: Page;
  warn(message: string): void;
  privacy: { gpc: boolean; dnt: boolean };
  page(): PageFacts;
}

/** What the page and browser say about themselves at this moment. */
export interface PageFacts {
  path: string;
  lang: string;
  languages: readonly string[];
}

interface PrivateNavigator extends Navigator {
  globalPrivacyControl?: boolean;
}

/** The browser itself. */
export const browserEnvironment = (): Environment => {
  const { navigator } = window as unknown as { navigator: PrivateNavigator };
  const warn = (message: string): void => console.warn(`[Harmony] ${message}`);
  const guarded = createGuard(warn);
  /** What calls us is the browser, and what we throw would be the page's error. */
  const ours =
    <A extends unknown[]>(fn: (...args: A) => void) =>
    (...args: A): void =>
      guarded('A mistake of ours', () => fn(...args));
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    newId: () => uuidv7(Date.now()),
    fetch: (url, init) => fetch(url, init),
    isVisible: () => document.visibilityState === 'visible',
    storage: safeStorage(() => localStorage),
    tab: safeStorage(() => sessionStorage),
    later: (fn, delayMs) => {
      const timer = nativeTimer()(ours(fn), delayMs);
      return () => clearTimeout(timer);
    },
    whenIdle: (fn) => {
      // Safari has no requestIdleCallback.
      if (typeof requestIdleCallback === 'function') requestIdleCallback(ours(fn), { timeout: 2_000 });
      else setTimeout(ours(fn), 200);
    },
    listen: (type, fn) => {
      const own = ours(fn);
      addEventListener(type, own);
      return () => removeEventListener(type, own);
    },
    dispatch: (type, detail) => void dispatchEvent(new CustomEvent(type, { detail })),
    importWidget: (url) => import(url) as Promise<WidgetModule>,
    importNoticing: (url) => import(url) as Promise<NoticingModule>,
    window,
    warn,
    privacy: { gpc: navigator.globalPrivacyControl === true, dnt: navigator.doNotTrack === '1' },
    page: () => ({
      path: location.pathname,
      lang: document.documentElement.lang,
      languages: navigator.languages,
    }),
  };
};

// A timer of zone.js sets off Angular's change detection each time; it keeps the browser's own under this name.
const nativeTimer = (): typeof setTimeout =>
  ((window as unknown as Record<string, typeof setTimeout | undefined>).__zone_symbol__setTimeout ?? setTimeout).bind(
    window,
  );

/** Keeps as long as the page. */
export const createMemory = (): MemoryStorage => {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
};

// Even reading `localStorage` throws where a browser or a sandboxed frame refuses it; writing does when it is full.
const safeStorage = (own: () => Storage): MemoryStorage => {
  const memory = createMemory();
  const attempt = <T>(fn: (storage: MemoryStorage) => T): T => {
    try {
      return fn(own());
    } catch {
      return fn(memory);
    }
  };
  return {
    get length() {
      return attempt((storage) => storage.length);
    },
    key: (index) => attempt((storage) => storage.key(index)),
    getItem: (key) => attempt((storage) => storage.getItem(key)),
    setItem: (key, value) => attempt((storage) => storage.setItem(key, value)),
    removeItem: (key) => attempt((storage) => storage.removeItem(key)),
  };
};

/** RFC 9562, section 5.7. Not `randomUUID`, which pages without TLS do not have. */
const uuidv7 = (now: number): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(now / 0x10000));
  view.setUint16(4, now % 0x10000);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
