import type { Detector, Press } from '../detector.ts';
import { requestMark } from './failed.ts';

/** An error this soon after a press was caused by it: scripts run at once, or after one request. Milliseconds. */
const limits = { afterMs: 1_000 };

/** Enough for what a person can press within the time that a request may take. */
const mostPresses = 30;

/** The press that may have caused what happens now: the newest that explains nothing yet. */
export const culprit = (presses: readonly Press[], now: number, afterMs: number): Press | undefined =>
  presses.findLast((press) => !press.isSpent && now >= press.at && (now - press.at <= afterMs || press.pending > 0));

/** Pressing something led to an error of the page, or to a request that failed. It carries the mark of what went wrong. */
export const clickError: Detector<typeof limits> = {
  ...{ kind: 'click.error', family: 'click', weight: 45, limits },
  start: (watch, { afterMs }) => {
    let presses: readonly Press[] = [];
    const blame = (press: Press | undefined | null, message: string, mark?: string): void => {
      if (press == null || press.isSpent) return;
      press.isSpent = true;
      watch.tell({ root: press.root, message, ...(mark === undefined ? {} : { mark }) });
    };
    watch.onPress((press) => {
      presses = [...presses, press].slice(-mostPresses);
    });
    watch.onError(({ kind, message, fingerprint }) => {
      if (kind === 'error.uncaught' || kind === 'error.rejection')
        blame(culprit(presses, watch.now(), afterMs), message, fingerprint);
    });
    watch.onRequest(({ method, endpoint, press, isUserCaused, at }) => {
      if (!isUserCaused) return;
      return ({ hasFailed }) => {
        if (hasFailed)
          blame(press ?? culprit(presses, at, afterMs), `${method} ${endpoint}`, requestMark(method, endpoint));
      };
    });
  },
};
