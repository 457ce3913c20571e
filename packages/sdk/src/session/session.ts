import type { StartVisit, VisitStarted } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import { HarmonyError, type Call } from './http.ts';
import type { VisitorStore } from './visitor-store.ts';

/**
 * So long a token is taken for good: 15 minutes, as the wire has it, less half a minute, so that no call starts with one that
 * dies on the way. It is measured from when it was asked for, by the page's own clocks: `expiresAt` is the server's time, and
 * a page may be hours before or behind it.
 */
const goodForMs = 15 * 60_000 - 30_000;

export interface SessionOptions {
  env: Environment;
  call: Call;
  store: VisitorStore;
  site: string;
  locale: string;
  release: string | undefined;
  /** What is recorded with a visit. */
  consent: () => NonNullable<StartVisit['consent']>;
  /** True where the visitor key may be kept though no help is open: consent state `on`. */
  mayKeep: () => boolean;
}

/**
 * Who the visitor is: one visit at a time, its token in memory only. The key that renews it is kept on the device while
 * `mayKeep`, or while a help request or conversation is open.
 */
export interface Session {
  /** True once a visit was started, or a kept key could start one. */
  isKnown(): boolean;
  /** True while a request or conversation is open. */
  isHelpOpen(): boolean;
  /** True while the token is good for another half minute. */
  isGood(): boolean;
  /** Whose visit it is; null before it has started. */
  visitorId(): string | null;
  /** The key, while the device keeps it. */
  keptKey(): string | null;
  /** The last token, which may have run out: the server says so, and `renew` follows. */
  token(): string | null;
  /** Starts or renews where needed; callers at the same time share one attempt. @throws HarmonyError */
  start(): Promise<VisitStarted>;
  renew(): Promise<VisitStarted>;
  /** Settled when no visit is being started any more; what one brings was asked for before now. */
  pending(): Promise<unknown> | undefined;
  /** The next visit says who this is; a running one is renewed. @throws HarmonyError */
  identify(jwt: string): Promise<void>;
  /** Help begins or ends: while it is open the key is kept whatever consent says. */
  setHelpOpen(isOpen: boolean): void;
  /** Consent changed: keeps or drops the key as it now may. */
  settle(): void;
  /** Forgets the visitor, here and in storage. */
  forget(): void;
}

export const createSession = ({ env, call, store, site, locale, release, ...options }: SessionOptions): Session => {
  let key = store.key() ?? undefined;
  /** Help that this page opened; what another tab opened stands in the store. */
  let isOpenedHere = false;
  let user: string | undefined;
  let visit: VisitStarted | null = null;
  let starting: Promise<VisitStarted> | null = null;
  /** Counts what was forgotten, so that an answer on its way then brings nothing back. */
  let era = 0;

  /** A clock that nobody sets may stand while a machine sleeps; one that may be set does not: whichever says later. */
  let askedAt = { now: 0, monotonic: 0 };
  const isGood = (): boolean =>
    visit !== null && Math.max(env.now() - askedAt.now, env.monotonic() - askedAt.monotonic) < goodForMs;

  const isHelpOpen = (): boolean => isOpenedHere || store.isHelpOpen();

  const settle = (): void => {
    // Another tab may have begun: who withdraws here does it for the device.
    key ??= store.key() ?? undefined;
    if (!options.mayKeep()) store.removeTrail();
    if (key !== undefined && (isHelpOpen() || options.mayKeep())) store.keep(key);
    else if (!isHelpOpen()) store.remove();
  };

  const ask = (withUser: boolean): Promise<VisitStarted> => {
    const body: StartVisit = { site, locale, consent: options.consent() };
    // Another tab may have become somebody in the meantime: the same person has one key.
    key = store.key() ?? key;
    if (key !== undefined) body.visitorKey = key;
    if (withUser && user !== undefined) body.user = user;
    if (release !== undefined) body.release = release;
    return call<VisitStarted>('/v1/visits', { method: 'POST', body });
  };

  const begin = async (): Promise<VisitStarted> => {
    const startedIn = era;
    const at = { now: env.now(), monotonic: env.monotonic() };
    const started = await ask(true).catch((error: unknown) => {
      const isAboutUser = error instanceof HarmonyError && error.code.startsWith('token/') && user !== undefined;
      if (!isAboutUser) throw error;
      env.warn(
        `The user token was refused (${error.message}) The visitor stays anonymous; call Harmony.identify with a new one.`,
      );
      user = undefined;
      return ask(false);
    });
    if (startedIn !== era) throw new HarmonyError('visitor/not-found', 'The visitor was forgotten in the meantime.');
    visit = started;
    askedAt = at;
    key = started.visitorKey ?? key;
    settle();
    return started;
  };

  const renew = (): Promise<VisitStarted> => {
    starting ??= begin().finally(() => (starting = null));
    return starting;
  };

  return {
    isKnown: () => key !== undefined || store.key() !== null,
    isHelpOpen,
    isGood,
    keptKey: store.key,
    token: () => visit?.token ?? null,
    visitorId: () => visit?.visitorId ?? null,
    start: async () => (isGood() ? visit! : renew()),
    renew,
    pending: () => starting?.catch(() => {}),
    identify: async (jwt) => {
      user = jwt;
      if (visit === null) return;
      await starting;
      await renew();
    },
    setHelpOpen: (isOpen) => {
      isOpenedHere = isOpen;
      settle();
    },
    settle,
    forget: () => {
      era += 1;
      key = undefined;
      user = undefined;
      visit = null;
      starting = null;
      isOpenedHere = false;
      store.remove();
      store.removeTrail();
    },
  };
};
