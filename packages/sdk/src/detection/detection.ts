import type { Signal, SignalKind, Struggle } from '@harmony-live/protocol';
import { pageTemplate } from '../context/page.ts';
import { watchClicks } from './clicks.ts';
import { watchErrors } from './errors.ts';
import { fingerprint, messageTemplate } from './fingerprint.ts';
import { watchHesitation } from './hesitation.ts';
import { watchRequests } from './requests.ts';
import type { Page } from './page.ts';
import { judge } from './score.ts';
import { describeTarget } from './target.ts';
import { thresholds, weights } from './thresholds.ts';

export interface DetectionOptions {
  page: Page;
  now(): number;
  newId(): string;
  later(fn: () => void, delayMs: number): () => void;
  /** Origin of the backend: requests to it are ours. */
  backend: string;
  /** Errors from before this part was here. */
  early: readonly Event[];
  onSignal(signal: Signal): void;
  /** Somebody is stuck; told once until the score has fallen below the threshold again. */
  onStruggle(struggle: Struggle & { fingerprints: string[]; page: string }): void;
}

/** What was noticed on this page, in memory only. */
export interface Detection {
  /** The newest signals. */
  signals(): Signal[];
  /** Score and reasons at this moment. */
  struggle(): Struggle;
  /** True while a press waits for its answer. */
  isBusy(): boolean;
  /** Adds a sign of the host's own. */
  add(kind: SignalKind, weight: number): void;
  /** Takes everything back: the page is as before. */
  stop(): void;
}

/** Notices that somebody is stuck. Nothing leaves the page from here. */
export const startDetection = (options: DetectionOptions): Detection => {
  const { page, now, newId, later, backend, early, onSignal, onStruggle } = options;
  let kept: Signal[] = [];
  let wasStruggling = false;
  const lastErrors = new Map<string, Signal>();

  const here = (): string => pageTemplate(page.location.pathname);
  const ofThisPage = (): Signal[] => {
    const path = here();
    return kept.filter(({ page: where, at }) => where === path && now() - Date.parse(at) < thresholds.keptMs);
  };

  const tell = (
    kind: SignalKind,
    { root, message, count = 1, mark, weight = weights[kind] ?? 0 }: Partial<Told> & { mark: string },
  ): Signal => {
    const signal: Signal = {
      id: newId(),
      kind,
      at: new Date(now()).toISOString(),
      page: here(),
      ...(root === undefined ? {} : { target: describeTarget(root) }),
      ...(message === undefined ? {} : { message }),
      fingerprint: mark,
      count,
      weight,
    };
    kept = [...kept, signal].slice(-thresholds.keptSignals);
    onSignal(signal);
    const verdict = judge(ofThisPage(), now());
    if (verdict.isStruggling && !wasStruggling) {
      const fingerprints = [...new Set(ofThisPage().map(({ fingerprint: one }) => one!))].reverse();
      onStruggle({ score: verdict.score, reasons: verdict.reasons, fingerprints, page: here() });
    }
    wasStruggling = verdict.isStruggling;
    return signal;
  };

  const clicks = watchClicks(page, { now, later }, ({ kind, root, count, cause }) => {
    const mark = cause?.fingerprint ?? fingerprint('click', here(), describeTarget(root).selector);
    tell(kind, { root, count, mark, ...(cause === undefined ? {} : { message: cause.message }) });
  });

  const offErrors = watchErrors(page, ownScripts, early, ({ kind, message: words }) => {
    const message = messageTemplate(words);
    const mark = fingerprint('error', message);
    // Before the error itself is told: the press that led to it is the stronger sign, whatever was said of the error before.
    if (kind !== 'error.console') clicks.blame({ message, fingerprint: mark });
    const before = lastErrors.get(mark);
    if (before !== undefined && now() - Date.parse(before.at) < thresholds.errorAgainMs) {
      before.count += 1;
      return;
    }
    lastErrors.set(mark, tell(kind, { message, mark }));
  });

  const offRequests = watchRequests(page, backend, {
    started: ({ method, endpoint }) => {
      const ended = clicks.requestStarted();
      return (hasFailed) => {
        ended?.();
        if (ended === null || !hasFailed) return;
        const message = `${method} ${endpoint}`;
        const mark = fingerprint('network', message);
        clicks.blame({ message, fingerprint: mark });
        tell('network.failed', { message, mark });
      };
    },
  });

  const offHesitation = watchHesitation(page, { now, later }, (field) => {
    tell('form.hesitation', { root: field, mark: fingerprint('form', here(), describeTarget(field).selector) });
  });

  return {
    signals: () => kept.filter(({ at }) => now() - Date.parse(at) < thresholds.keptMs),
    struggle: () => {
      const { score, reasons } = judge(ofThisPage(), now());
      return { score, reasons };
    },
    isBusy: clicks.isWaiting,
    add: (kind, weight) => void tell(kind, { weight, mark: fingerprint('custom', kind, here()) }),
    stop: () => {
      clicks.stop();
      offErrors();
      offRequests();
      offHesitation();
      kept = [];
      lastErrors.clear();
    },
  };
};

interface Told {
  root: Element;
  message: string;
  count: number;
  weight: number;
}

/** Our own bundles, on any host. */
const ownScripts = /\/harmony(?:@[\w.-]+)?\.js|\/(?:widget|noticing)-[\w-]+\.js/;
