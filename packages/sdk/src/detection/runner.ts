import type { Signal } from '@harmony-live/protocol';
import type { Detector, Limits, Sign, Watch } from './detector.ts';
import type { Ears } from './ears.ts';

/** So many failures of one kind, and its detector is switched off. */
const mostFailures = 3;

/** What a site has set for one kind. */
export interface DetectorSettings {
  isOn?: boolean | undefined;
  /** 0–100. */
  weight?: number | undefined;
  limits?: Readonly<Record<string, number>> | undefined;
}

/** What the parts that all detectors share give to each. */
export interface Common extends Pick<Watch, 'page' | 'now' | 'kept' | 'later' | 'isIgnored'> {
  readonly ears: Ears;
  readonly feeds: { readonly [F in 'onPress' | 'onVerdict' | 'onRequest' | 'onError' | 'onPage']: Watch[F] };
  /** Tells a sign as this detector's, weighing as the site has set. */
  tell(detector: Pick<Detector, 'kind'>, sign: Sign & { weight: number }): Signal;
  /** It failed three times and is off from now on. */
  onFailed(kind: string, error: unknown): void;
}

/** Starts a detector with the site's settings. Its exceptions reach nobody. @returns what ends it */
export const startDetector = (detector: Detector, settings: DetectorSettings, common: Common): (() => void) => {
  const { kind, weight, limits, start } = detector;
  const offs = new Set<() => void>();
  let failures = 0;
  let isOn = true;

  const end = (): void => {
    isOn = false;
    for (const off of [...offs].reverse()) {
      try {
        off();
      } catch (error) {
        failed(error);
      }
    }
    offs.clear();
  };
  const failed = (error: unknown): void => {
    failures += 1;
    if (failures < mostFailures || !isOn) return;
    end();
    common.onFailed(kind, error);
  };
  /** The one layer around each function of a detector: all of them are called at every press. */
  const whileOn =
    <A extends unknown[], R>(fn: (...args: A) => R) =>
    (...args: A): R | undefined => {
      if (!isOn) return undefined;
      try {
        return fn(...args);
      } catch (error) {
        failed(error);
        return undefined;
      }
    };
  const keep = (off: () => void): (() => void) => {
    offs.add(off);
    return () => {
      offs.delete(off);
      off();
    };
  };
  const feed = <T, R>(on: (fn: (value: T) => R | void) => () => void) => {
    return (fn: (value: T) => R | void): (() => void) => keep(on(whileOn(fn)));
  };

  const { page, now, kept, isIgnored, ears, feeds } = common;
  const watch: Watch = {
    ...{ page, now, kept, isIgnored },
    later: (fn, delayMs) => {
      const run = whileOn(fn);
      const cancel = common.later(() => {
        offs.delete(cancel);
        run();
      }, delayMs);
      return keep(cancel);
    },
    hear: (type: string, fn: (event: never) => void) => keep(ears.hear(type, whileOn(fn as (event: Event) => void))),
    tell: (sign) => common.tell(detector, { ...sign, weight: scaled(sign.weight, weight, settings.weight) }),
    guarded: whileOn,
    onPress: feed(feeds.onPress),
    onVerdict: feed(feeds.onVerdict),
    onRequest: (fn) => {
      const safe = whileOn(fn);
      return keep(
        feeds.onRequest((request) => {
          const heard = safe(request);
          return heard ? whileOn(heard) : undefined;
        }),
      );
    },
    onError: feed(feeds.onError),
    onPage: feed(feeds.onPage),
  };
  whileOn(() => {
    const stop = start(watch, { ...limits, ...known(limits, settings.limits) });
    if (typeof stop === 'function') offs.add(stop);
  })();
  return end;
};

/** A site that weighs a kind differently weighs all its signs in the same measure. */
const scaled = (told: number | undefined, own: number, set: number | undefined): number =>
  set === undefined || own === 0 ? (told ?? set ?? own) : Math.min(100, ((told ?? own) * set) / own);

/** Of what the site has set, the limits that there are. */
const known = (limits: Limits, set: Readonly<Record<string, number>> = {}): Limits =>
  Object.fromEntries(Object.entries(set).filter(([name, value]) => name in limits && Number.isFinite(value)));
