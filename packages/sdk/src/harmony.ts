import type { SiteConfig } from '@harmony-live/protocol';
import { consentState, purposesOf, refusesTracking, type ConsentState, type Purposes } from './consent/consent.ts';
import { createKeep, createMemory } from './consent/keep.ts';
import { createContext } from './context/context.ts';
import { createEvents, type EventName, type HarmonyEvents } from './events/events.ts';
import { createSession, Refused } from './session/session.ts';
import { loadFailure, loadWidget } from './widget-loader/widget-loader.ts';
import type { HelpPrefill, WidgetHandle, WidgetHost, WidgetLook } from './widget-loader/widget-host.ts';

/** What `init` and `createHarmony` take; the script tag's attributes give the same. */
export interface HarmonyOptions {
  /** Public site key, `pk_…`. */
  site: string;
  /** The backend's origin; the script tag takes it from its own address. */
  host: string;
  /** A JWT signed with the site's secret. */
  user?: string | undefined;
  consent?: 'required' | 'granted' | 'denied' | undefined;
  /** BCP 47; the page's `lang`, then the browser's, when left out. */
  locale?: string | undefined;
  theme?: WidgetLook['theme'] | undefined;
  position?: WidgetLook['position'] | undefined;
  bubble?: WidgetLook['bubble'] | undefined;
  release?: string | undefined;
}

/** The public API of one help system on one page. No call throws into the page, except for what it was given wrongly. */
export interface Harmony {
  /** Signs the visitor in with a JWT of the host. */
  identify(jwt: string): void;
  /** Forgets the visitor: token, key and what waited. */
  reset(): Promise<void>;
  /** Grants or withdraws all purposes, or single ones; withdrawing forgets the visitor and tells the server once. */
  consent(choice: 'granted' | 'denied' | Purposes): void;
  /** App state to go with a help request: JSON, 8 KB at most, scrubbed. @throws TypeError, RangeError */
  context(state: object): void;
  /** A handled error, kept in memory and attached to a request as previewed. */
  report(error: unknown, details?: { extra?: unknown }): void;
  open(): void;
  close(): void;
  /** Asks for a person. @throws Refused with the code */
  requestHelp(prefill?: HelpPrefill): Promise<{ requestId: string }>;
  on<N extends EventName>(name: N, fn: (detail: HarmonyEvents[N]) => void): () => void;
  /** Removes everything; the page is as before. */
  shutdown(): void;
}

/** Starts on this page. Only `GET /v1/config` leaves it until the person asks for help or agreed. */
export const createHarmony = (options: HarmonyOptions): Harmony => {
  const backend = options.host.replace(/\/+$/, '');
  const warn = (text: string): void => console.warn(text);
  const device = safeStorage();
  const keep = createKeep(device ?? createMemory(), options.site);
  const memory = createMemory();
  let asked: 'required' | 'granted' | 'denied' = options.consent ?? 'required';
  let how = options.consent ? 'script-tag' : 'site-default';
  let isHelpOpen = false;
  let isShut = false;
  let handle: WidgetHandle | null = null;

  const state = (): ConsentState =>
    consentState({ asked, personal: keep.choice(), refusesTracking: refusesTracking(navigator as never) });
  const locale = (): string => options.locale ?? (document.documentElement.lang || navigator.language || 'en');

  const events = createEvents(
    (name, detail) => window.dispatchEvent(new CustomEvent(`harmony:${name}`, { detail })),
    (error) => warn(`HARMONY.Live: a listener threw: ${String(error)}`),
  );
  const context = createContext({
    path: () => location.pathname,
    userAgent: navigator.userAgent,
    language: navigator.language,
    viewport: () => ({ width: window.innerWidth, height: window.innerHeight }),
    now: () => Date.now(),
    release: options.release,
  });
  const session = createSession({
    backend,
    site: options.site,
    keep,
    fetch: (input, init) => window.fetch(input, init),
    locale,
    release: options.release,
    consent: () => ({ state: state(), how: isHelpOpen ? 'help-request' : how }),
  });
  if (options.user) session.identify(options.user);

  const host = (config: SiteConfig): WidgetHost => ({
    backend,
    config,
    look: { theme: options.theme ?? 'auto', position: options.position ?? 'bottom-end', bubble: options.bubble ?? 'show', locale: locale() },
    startVisit() {
      isHelpOpen = true;
      session.setKeepKey(true);
      return session.start();
    },
    resumeVisit: () => session.resume(),
    token: () => session.token(),
    renew: () => session.renew(),
    setHelpOpen(isOpen) {
      isHelpOpen = isOpen;
      session.setKeepKey(isOpen || state() === 'on');
    },
    attachable: () => context.attachable(),
    storage: device ?? memory,
    emit: (name, detail) => events.emit(name, detail),
  });

  const ready: Promise<WidgetHandle | null> = (async () => {
    const config = await session.loadConfig();
    if (!options.consent) asked = config.consent.default;
    if (!config.isOn || isShut) return null;
    await idle();
    handle = await loadWidget(backend, host(config));
    if (isShut) handle.destroy();
    return handle;
  })().catch((error: unknown) => {
    const code = error instanceof Refused ? error.code : 'widget/blocked';
    warn(error instanceof Refused ? `HARMONY.Live: ${error.code}: ${error.message}` : loadFailure(backend, error));
    events.emit('error', { code });
    return null;
  });

  return {
    identify: (jwt) => session.identify(String(jwt)),
    async reset() {
      isHelpOpen = false;
      session.forget();
      handle?.close();
    },
    consent(choice) {
      const purposes = purposesOf(choice);
      how = 'api';
      if (purposes.detect !== undefined) keep.setChoice(purposes.detect ? 'granted' : 'denied');
      void session.recordConsent(purposes, how);
      if (purposes.detect === false && !isHelpOpen) session.forget();
    },
    context: (app) => context.set(app),
    report: (error, details) => context.report(error, details?.extra),
    open: () => void ready.then((widget) => widget?.open()),
    close: () => handle?.close(),
    async requestHelp(prefill = {}) {
      const widget = await ready;
      if (!widget) throw new Refused('widget/blocked', 'The help panel is not available on this page.');
      return widget.requestHelp(prefill);
    },
    on: (name, fn) => events.on(name, fn),
    shutdown() {
      isShut = true;
      handle?.destroy();
      handle = null;
      events.clear();
    },
  };
};

/** After the page has had its turn; at most two seconds later. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });

/** `localStorage` itself throws on access where it is blocked. */
const safeStorage = (): Storage | null => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};
