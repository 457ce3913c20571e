import type { Signal, SignalKind, Struggle } from '@harmony-live/protocol';
import { pageTemplate } from '../context/page.ts';
import { createTracker } from './answers/tracker.ts';
import type { Detector, PageError, PageRequest, PageVisit, Press, RequestOutcome, Sign, Watch } from './detector.ts';
import { detectors as ownDetectors } from './detectors.ts';
import { createEars } from './ears.ts';
import { watchErrors } from './errors/feed.ts';
import { createFeed } from './feed.ts';
import { fingerprint } from './fingerprint.ts';
import { watchPages } from './navigation/router.ts';
import type { Page } from './page.ts';
import { watchPresses } from './presses.ts';
import { watchRequests } from './requests.ts';
import { startDetector, type Common, type DetectorSettings } from './runner.ts';
import { familyOf, judge, type Verdict } from './score.ts';
import { describeTarget, isIgnored } from './target.ts';
import { thresholds } from './thresholds.ts';
import type { TraceEntry } from './trace.ts';

export interface DetectionOptions {
  page: Page;
  now(): number;
  newId(): string;
  later(fn: () => void, delayMs: number): () => void;
  /** Origin of the backend: requests to it are ours. */
  backend: string;
  /** Errors from before this part was here. */
  early: readonly Event[];
  /** See `Watch`. */
  kept: Watch['kept'];
  /** By kind, as the site has set them. */
  settings: Readonly<Record<string, DetectorSettings>>;
  /** From this score on somebody is stuck, if two families agree: 0–100. */
  threshold?: number | undefined;
  /** Instead of all there are. */
  detectors?: readonly Detector[];
  onSignal(signal: Signal): void;
  /** Somebody is stuck; told once until the score has fallen below the threshold again. */
  onStruggle(struggle: Struggle & { fingerprints: string[]; page: string }): void;
  /** The verdict after each sign, and the signs of this page that it rests on. */
  onVerdict?(verdict: Verdict, signals: readonly Signal[]): void;
  trace?(entry: TraceEntry): void;
  warn(message: string): void;
}

/** What was noticed on this page, in memory only. */
export interface Detection {
  /** The newest signals. */
  signals(): Signal[];
  /** Score and reasons at this moment. */
  verdict(): Verdict;
  /** True while a press waits for its answer. */
  isBusy(): boolean;
  /** Starts a detector of the host's own. */
  start(detector: Detector): void;
  /** Adds a sign of the host's own. */
  add(kind: SignalKind, weight: number): void;
  /** Takes everything back: the page is as before. */
  stop(): void;
}

/** Notices that somebody is stuck. Nothing leaves the page from here. */
export const startDetection = (options: DetectionOptions): Detection => {
  const { page, now, newId, backend, settings, threshold, onSignal, onStruggle, warn } = options;
  const trace = (entry: TraceEntry): void => options.trace?.(entry);
  let failures = 0;
  let stops: (() => void)[] = [];
  const stop = (): void => {
    for (const each of stops) each();
    stops = [];
    for (const cancel of timers) cancel();
    timers.clear();
    kept = [];
    untold = [];
  };
  /** What fails three times outside of any detector takes all of them along. */
  const guard =
    <A extends unknown[]>(fn: (...args: A) => void) =>
    (...args: A): void => {
      try {
        fn(...args);
      } catch (error) {
        failures += 1;
        if (failures !== mostFailures) return;
        warn(`Noticing failed three times and is off on this page: ${String(error)}`);
        stop();
      }
    };
  const timers = new Set<() => void>();
  const later: DetectionOptions['later'] = (fn, delayMs) => {
    const cancel = options.later(() => {
      timers.delete(cancel);
      guard(fn)();
    }, delayMs);
    timers.add(cancel);
    return () => {
      timers.delete(cancel);
      cancel();
    };
  };
  const ears = createEars(page, guard);
  const presses = createFeed<Press>();
  const verdicts = createFeed<Press>();
  const errors = createFeed<PageError>();
  const visits = createFeed<PageVisit>();
  const requests = createFeed<PageRequest, (outcome: RequestOutcome) => void>();
  let kept: Signal[] = [];
  let wasStruggling = false;

  const here = (): string => pageTemplate(page.location.pathname);
  const ofThisPage = (): Signal[] => {
    const path = here();
    return kept.filter(({ page: where, at }) => where === path && now() - Date.parse(at) < thresholds.keptMs);
  };
  const verdict = (): Verdict => judge(ofThisPage(), now(), threshold);

  const tell: Common['tell'] = ({ kind }, sign) => {
    const { root, message, mark, count = 1, weight, replaces, data } = sign;
    const target = root && describeTarget(root);
    const signal: Signal = {
      ...{ id: newId(), kind, at: new Date(now()).toISOString(), page: here(), count, weight },
      ...(target && { target }),
      ...(message !== undefined && { message }),
      fingerprint: mark ?? fingerprint(familyOf(kind), here(), target?.selector ?? kind),
      ...(replaces && { replaces: replaces.id }),
      ...(data && { data: { ...data } }),
    };
    kept = [...kept.filter(({ id }) => id !== replaces?.id), signal].slice(-thresholds.keptSignals);
    onSignal(signal);
    trace({ what: 'signal', at: now(), signal });
    decide();
    return signal;
  };
  const decide = (): void => {
    const signs = ofThisPage();
    const now_ = judge(signs, now(), threshold);
    options.onVerdict?.(now_, signs);
    trace({ what: 'score', at: now(), verdict: now_ });
    if (now_.isStruggling && !wasStruggling) {
      const fingerprints = [...new Set(signs.map(({ fingerprint: one }) => one!))].reverse();
      onStruggle({ score: now_.score, reasons: now_.reasons, fingerprints, page: here() });
    }
    wasStruggling = now_.isStruggling;
  };

  /** Presses that detectors have not heard of yet. */
  let untold: Press[] = [];
  const tellPresses = (): void => {
    const due = untold;
    untold = [];
    for (const press of due) presses.tell(press);
  };
  /** What detectors make of a press waits until the page has had it: nothing of the page waits for them. */
  const pressed = (press: Press): void => {
    untold.push(press);
    // A key clicks, and the page answers at once.
    if (press.isKeyboard) tellPresses();
  };
  let isTellingDue = false;
  const released = (): void => {
    if (untold.length === 0 || isTellingDue) return;
    isTellingDue = true;
    later(() => {
      isTellingDue = false;
      tellPresses();
    }, tellAfterMs);
  };
  /** Whatever comes of a press is heard after it. */
  const afterPresses =
    <T, R>(tell: (value: T) => R) =>
    (value: T): R => {
      tellPresses();
      return tell(value);
    };

  const tellVerdict = afterPresses(verdicts.tell);
  const tellRequest = afterPresses(requests.tell);
  for (const type of ['selectionchange', 'pagehide']) ears.hear(type, tellPresses);
  for (const type of ['pointerup', 'pointercancel']) ears.hear(type, released);

  const tracker = createTracker({
    ...{ page, ears, now, later, guard },
    lastInputAt: () => input.lastInputAt(),
    onOutcome: (press, outcome) => {
      trace({ what: 'press', at: now(), press, outcome });
      if (outcome !== 'void') tellVerdict(press);
    },
  });
  const input = watchPresses({
    ...{ page, ears, now, tracker },
    onPress: (press) => {
      trace({ what: 'press', at: now(), press, outcome: 'waiting' });
      pressed(press);
    },
  });
  const offRequests = watchRequests({
    ...{ page, now, backend, lastInputAt: input.lastInputAt, claim: tracker.requestBegan },
    onRequest: (request) => {
      const heard = tellRequest(request);
      return (outcome) => heard.forEach((fn) => fn(outcome));
    },
  });
  const offPages = watchPages(page, now, afterPresses(visits.tell), () => tracker.answer('page'));

  const common: Common = {
    ...{ page, now, later, ears, tell, kept: options.kept },
    isIgnored: (event) => isIgnored(event.composedPath()),
    feeds: {
      ...{ onPress: presses.on, onVerdict: verdicts.on, onError: errors.on, onPage: visits.on, onRequest: requests.on },
    },
    onFailed: (kind, error) => {
      warn(`The detector ${kind} failed three times and is off on this page: ${String(error)}`);
      trace({ what: 'detector-off', at: now(), kind, why: 'failed' });
    },
  };
  const start = (detector: Detector): void => {
    const set = settings[detector.kind] ?? {};
    if (set.isOn === false) return trace({ what: 'detector-off', at: now(), kind: detector.kind, why: 'site' });
    stops.push(startDetector(detector, set, common));
  };
  (options.detectors ?? ownDetectors).forEach(start);

  // Last: what was heard before is told at once.
  const errorFeed = watchErrors({
    ...{ page, now, backend, ownScripts, early: options.early },
    hearsConsole: settings['error.console']?.isOn !== false,
    onError: afterPresses(errors.tell),
  });

  stops.push(errorFeed.stop, offRequests, offPages, tracker.stop, ears.stop);

  return {
    signals: () => kept.filter(({ at }) => now() - Date.parse(at) < thresholds.keptMs),
    verdict,
    isBusy: tracker.isWaiting,
    start,
    add: (kind, weight) => {
      const set = settings[kind];
      if (set?.isOn === false) return;
      const sign: Sign = { mark: fingerprint('custom', kind, here()) };
      tell({ kind }, { ...sign, weight: set?.weight ?? weight });
    },
    stop,
  };
};

/** See `guard`. */
const mostFailures = 3;

/** After a press the page has the thread for itself; of presses one upon another, all are told together. Milliseconds. */
const tellAfterMs = 50;

/** Our own bundles, on any host. */
const ownScripts = /\/harmony(?:@[\w.-]+)?\.js|\/(?:widget|noticing)-[\w-]+\.js/;
