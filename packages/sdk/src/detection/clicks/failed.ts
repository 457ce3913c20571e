import type { Signal } from '@harmony-live/protocol';
import type { Detector } from '../detector.ts';
import { fingerprint } from '../fingerprint.ts';

/** A request that fails again so soon is one that somebody tries again. Milliseconds; each time weighs so much more. */
const limits = { againMs: 30_000, addedWeight: 10, mostWeight: 45 };

/** The mark of a request that fails, wherever it was made. */
export const requestMark = (method: string, endpoint: string): string =>
  fingerprint('network', `${method} ${endpoint}`);

/** Endpoints that are remembered. */
const mostEndpoints = 50;

/** A request that the person caused failed. Repeats take the place of what was told before, and weigh more. */
export const networkFailed: Detector<typeof limits> = {
  ...{ kind: 'network.failed', family: 'error', weight: 25, limits },
  start: (watch, { againMs, addedWeight, mostWeight }) => {
    const last = new Map<string, { at: number; count: number; signal: Signal; weight: number }>();
    watch.onRequest(({ method, endpoint, isUserCaused }) => {
      if (!isUserCaused) return;
      return ({ hasFailed, status }) => {
        if (!hasFailed) return;
        const message = `${method} ${endpoint}`;
        const at = watch.now();
        const known = last.get(message);
        const before = known !== undefined && at - known.at < againMs ? known : undefined;
        const count = (before?.count ?? 0) + 1;
        const weight = before === undefined ? undefined : Math.min(mostWeight, before.weight + addedWeight);
        const signal = watch.tell({
          ...{ message, mark: requestMark(method, endpoint), count, data: { status } },
          ...(before === undefined ? {} : { replaces: before.signal, weight: weight! }),
        });
        if (last.size >= mostEndpoints) last.clear();
        last.set(message, { at, count, signal, weight: signal.weight });
      };
    });
  },
};
