import type { Detector, PageError } from '../detector.ts';
import type { Signal } from '@harmony-live/protocol';

/** Shared by all kinds of errors. */
const limits = {
  /** The same again within this time is counted, not told: with others between, too (Sentry compares with the last only). */
  againMs: 30_000,
  /** Told again, it is silent for twice as long as before, up to this: what fails on a timer says one thing. */
  againAtMostMs: 600_000,
  /** So many problems are remembered, the newest; a page has far fewer. */
  remembered: 50,
} as const;

const errorDetector = (kind: PageError['kind'], weight: number): Detector<typeof limits> => ({
  ...{ kind, family: 'error', weight, limits },
  start: (watch, { againMs, againAtMostMs, remembered }) => {
    const told = new Map<string, { signal: Signal; at: number; silentMs: number }>();
    watch.onError(({ kind: heard, message, fingerprint, frames, at }) => {
      if (heard !== kind) return;
      const before = told.get(fingerprint);
      if (before !== undefined && at - before.at < before.silentMs) {
        before.signal.count = Math.min(before.signal.count + 1, 10_000);
        return;
      }
      const silentMs = before === undefined ? againMs : Math.min(before.silentMs * 2, againAtMostMs);
      told.delete(fingerprint);
      if (told.size >= remembered) told.delete(told.keys().next().value!);
      const data = frames.length > 0 ? { frames: frames.join('\n').slice(0, 200) } : undefined;
      const signal = watch.tell({ message, mark: fingerprint, ...(data ? { data } : {}) });
      told.set(fingerprint, { signal, at, silentMs });
    });
  },
});

/** Weak: an error alone may have troubled nobody. */
export const uncaughtError = errorDetector('error.uncaught', 12);
export const rejection = errorDetector('error.rejection', 12);
/** Pages write to the console what they have survived. */
export const consoleError = errorDetector('error.console', 8);
export const failedResources = errorDetector('error.resource', 8);
/** For whoever keeps the site; hardly ever for its visitors. */
export const refusedByPolicies = errorDetector('error.policy', 1);
