import type { Signal } from '@harmony-live/protocol';
import { Window as StandIn } from 'happy-dom';
import type { Detector, Limits, PageError, PageRequest, PageVisit, Press, Sign, Watch } from './detector.ts';

/** A sign as it was told, with how often it came. */
export type Told = Sign & { kind: string; signal: Signal };

/** A page of a DOM library, and a clock that stands until a test moves it. */
export const createPage = (markup = '', url = 'https://app.test/invoices/2041') => {
  // Nothing is fetched.
  const settings = {
    disableJavaScriptFileLoading: true,
    disableCSSFileLoading: true,
    handleDisabledFileLoadingAsSuccess: true,
  };
  const standIn = new StandIn({ url, settings });
  standIn.document.body.innerHTML = markup;
  const page = standIn as unknown as Window & typeof globalThis;
  const timers = new Map<object, { at: number; fn: () => void }>();
  const clock = { now: Date.parse('2026-03-02T09:00:00Z') };
  return {
    page,
    now: () => clock.now,
    later: (fn: () => void, delayMs: number) => {
      const timer = {};
      timers.set(timer, { at: clock.now + delayMs, fn });
      return () => void timers.delete(timer);
    },
    /** Lets time go by; what is due happens in order. */
    pass: (ms: number) => {
      const until = clock.now + ms;
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
        if (due === undefined) break;
        timers.delete(due[0]);
        clock.now = Math.max(clock.now, due[1].at);
        due[1].fn();
      }
      clock.now = until;
    },
    timerCount: () => timers.size,
    find: <E extends Element = HTMLInputElement>(selector: string): E => page.document.querySelector(selector) as never,
    /** An event as a person's own doing; of the class that the DOM library has for it. */
    fire: (target: EventTarget, type: string, more: object = {}) => {
      const event = new standIn.Event(type, { bubbles: true, composed: true, cancelable: true });
      for (const [name, value] of Object.entries({ isTrusted: true, ...more }))
        Object.defineProperty(event, name, { value, configurable: true });
      target.dispatchEvent(event as unknown as Event);
    },
  };
};

/** One detector at work on a page, with feeds that a test speaks on. */
export const watchWith = <L extends Limits>(
  detector: Detector<L>,
  world = createPage(),
  more: { limits?: Partial<L>; kept?: Watch['kept'] } = {},
) => {
  const told: Told[] = [];
  const feeds = {
    press: new Set<(press: Press) => void>(),
    verdict: new Set<(press: Press) => void>(),
    error: new Set<(error: PageError) => void>(),
    page: new Set<(visit: PageVisit) => void>(),
    request: new Set<(request: PageRequest) => void>(),
  };
  const onto =
    <T>(set: Set<T>) =>
    (fn: T) => {
      set.add(fn);
      return () => void set.delete(fn);
    };
  const offs: (() => void)[] = [];
  const watch: Watch = {
    ...{ page: world.page, now: world.now, later: world.later, kept: more.kept ?? (() => null) },
    hear: (type: string, fn: (event: never) => void) => {
      world.page.addEventListener(type, fn as (event: Event) => void, { capture: true, passive: true });
      const off = () => world.page.removeEventListener(type, fn as (event: Event) => void, true);
      offs.push(off);
      return off;
    },
    tell: (sign) => {
      const signal = {
        ...{ id: `signal-${told.length}`, kind: detector.kind, at: new Date(world.now()).toISOString() },
        ...{ page: '/', count: sign.count ?? 1, weight: sign.weight ?? detector.weight },
      } as Signal;
      told.push({ ...sign, kind: detector.kind, signal });
      return signal;
    },
    guarded: (fn) => fn,
    isIgnored: (event) =>
      event.composedPath().some((node) => 'matches' in node && (node as Element).matches('[data-harmony-ignore]')),
    onPress: onto(feeds.press),
    onVerdict: onto(feeds.verdict),
    onRequest: onto(feeds.request as Set<Parameters<Watch['onRequest']>[0]>),
    onError: onto(feeds.error),
    onPage: onto(feeds.page),
  };
  const end = detector.start(watch, { ...detector.limits, ...more.limits });
  return {
    ...world,
    told,
    say: {
      press: (press: Partial<Press> & { root: Element }) => feeds.press.forEach((fn) => fn(press as Press)),
      verdict: (press: Partial<Press> & { root: Element }) => feeds.verdict.forEach((fn) => fn(press as Press)),
      error: (error: Partial<PageError>) =>
        feeds.error.forEach((fn) =>
          fn({
            ...{ kind: 'error.uncaught', message: 'it broke', fingerprint: 'aaaaaaaa', frames: [], at: world.now() },
            ...error,
          } as PageError),
        ),
      page: (from: string, to: string, how: PageVisit['how'] = 'push') => {
        world.page.history.pushState({}, '', to);
        feeds.page.forEach((fn) => fn({ from, to, how, at: world.now() }));
      },
      request: (request: Partial<PageRequest>) => feeds.request.forEach((fn) => fn(request as PageRequest)),
    },
    end: () => {
      end?.();
      offs.forEach((off) => off());
    },
  };
};
