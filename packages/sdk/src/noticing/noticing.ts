import type {
  KnownProblem,
  NoticedSignal,
  OfferAnswer,
  OfferRule,
  Reason,
  Signal,
  SiteConfig,
  Step,
  Struggle,
} from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import { createBreadcrumbs } from '../breadcrumbs/breadcrumbs.ts';
import { shareOf } from '../config/share.ts';
import { pageTemplate } from '../context/page.ts';
import { detectorOf, type CustomDetector } from '../detection/custom.ts';
import { startDetection } from '../detection/detection.ts';
import { detectors } from '../detection/detectors.ts';
import { createTrace, mayDebug, type OfferFate } from '../detection/trace.ts';
import { knownAmong } from '../offers/known.ts';
import { createMoments } from '../offers/moment.ts';
import type { Wishes } from '../consent/choice.ts';
import { historyIn } from '../offers/history.ts';
import { createOffering } from '../offers/offering.ts';
import { createTeamRules } from '../offers/team-rules.ts';
import type { Transport } from '../transport/transport.ts';
import type { Offer } from '../widget-loader/widget-host.ts';
import { createStretches } from './stretches.ts';

export interface NoticingOptions {
  env: Pick<Environment, 'later' | 'listen' | 'newId' | 'now' | 'tab' | 'warn' | 'window'>;
  /** Origin of the backend. */
  backend: string;
  config(): SiteConfig;
  /** Whether signals may leave the page: consent state `on`. */
  maySend(): boolean;
  /** Hands over what may leave the page; where nothing may, it is dropped. */
  send(say: (to: Transport) => void): void;
  /** Whose visit it is; null before it has started. */
  visitorId(): string | null;
  wishes: (change?: Wishes) => Wishes;
  /** Errors from before this part was here. */
  early: readonly Event[];
  /** Puts the offer beside the bubble. @returns false where it cannot be shown, as while help is open */
  show(offer: Offer): Promise<boolean>;
  onSignal(signal: Signal): void;
  onStruggle(struggle: Struggle): void;
  onOffer(offer: Offer): void;
  /** Whether somebody looks for help, and nothing else is wrong: the bubble says so. */
  onSeeking(isSeeking: boolean): void;
  /** The host's own detectors, as far as it has given them by now. */
  custom: readonly CustomDetector[];
}

/** Notices, offers, and sends what it may. */
export interface Noticing {
  /** What goes along with a request, if the person leaves it ticked. */
  noticed(): { signals?: NoticedSignal[]; struggle?: Struggle; steps?: Step[] };
  /** Known problems among what was noticed, the newest first. */
  known(): KnownProblem[];
  /** What the person said to the offer. */
  answered(answer: OfferAnswer): void;
  /** A handled error, or the host's own reason. */
  trigger(name: string): void;
  /** Starts a detector of the host's. */
  detector(custom: CustomDetector): void;
  stop(): void;
}

/** How heavily the host's own reason weighs: with one sign of ours beside it, it is enough. */
const triggerWeight = 45;

/** Starts to notice on this page. Loaded as a part of its own, where a person's state lets us notice at all. */
export const startNoticing = (options: NoticingOptions): Noticing => {
  const { env, backend, config, maySend, send, wishes, show, onSignal, onStruggle, onOffer } = options;
  const { now, newId, later } = env;
  const isDebugged = mayDebug(config(), env.window);
  const trace = createTrace(isDebugged);
  const told = (fate: OfferFate): void => trace.add({ what: 'offer', at: now(), fate });
  let isSeeking = false;

  const stretches = createStretches({
    ...{ now, newId, threshold: config().threshold },
    tell: (report) => send((to) => to.struggle(report)),
  });

  const moments = createMoments(env.window, { now, later }, () => detection.isBusy());
  const offering = createOffering({
    ...{ config, history: historyIn(wishes), moments, now, newId, show, onOffer, told },
    kept: () => (maySend() ? env.tab : null),
    isHeldOut: () => {
      const visitorId = maySend() ? options.visitorId() : null;
      return visitorId !== null && shareOf(visitorId, 'hold-out') < (config().offers.holdOutShare ?? 0);
    },
    report: (report) => send((to) => to.offer(report)),
  });
  const byRule = ({ id }: OfferRule, reason: Reason): void =>
    offering.propose({ reasons: [reason], fingerprints: [], page: here(), ruleId: id });
  const here = (): string => pageTemplate(env.window.location.pathname);
  const teamRules = createTeamRules(
    config().offers.rules ?? [],
    () => env.window.location.pathname,
    (rule, seconds) => byRule(rule, { code: 'offer.time', params: { seconds } }),
  );
  const breadcrumbs = createBreadcrumbs();
  const detection = startDetection({
    detectors: [breadcrumbs.detector, teamRules.detector, ...detectors],
    ...{ page: env.window, now, newId, later, backend, early: options.early, warn: env.warn },
    ...{ settings: config().detectors ?? {}, threshold: config().threshold, trace: trace.add },
    kept: () => (maySend() ? env.tab : null),
    onVerdict: (verdict, signals) => {
      stretches.heard(verdict, signals);
      if (verdict.isSeeking === isSeeking) return;
      isSeeking = verdict.isSeeking;
      options.onSeeking(isSeeking);
    },
    onSignal: (signal) => {
      onSignal(signal);
      send((to) => to.signal(signal));
    },
    onStruggle: ({ score, reasons, fingerprints, page }) => {
      onStruggle({ score, reasons });
      offering.propose({ reasons, fingerprints, page, struggleId: stretches.currentId() });
    },
  });
  for (const custom of options.custom) detection.start(detectorOf(custom));

  let isOver = false;
  let offOverlay = (): void => {};
  const showOverlay = async (): Promise<void> => {
    const { mountOverlay } = await import('../overlay/overlay.ts');
    const { verdict } = detection;
    if (!isOver) offOverlay = mountOverlay({ document: env.window.document, trace, verdict, later });
  };
  if (isDebugged) showOverlay().catch((error: unknown) => env.warn(`No overlay: ${String(error)}`));

  return {
    noticed: () => {
      const signals = merged(detection.signals().map(toNoticed));
      const { score, reasons } = detection.verdict();
      const steps = breadcrumbs.list();
      return {
        ...(signals.length > 0 ? { signals } : {}),
        ...(signals.length > 0 && reasons.length > 0 ? { struggle: { score, reasons } } : {}),
        ...(steps.length > 0 ? { steps } : {}),
      };
    },
    known: () => {
      const marks = detection.signals().map(({ fingerprint }) => fingerprint ?? '');
      const found = new Map(knownAmong(config().known, marks.reverse()).map((problem) => [problem.articleId, problem]));
      return [...found.values()];
    },
    answered: offering.answered,
    trigger: (name) => {
      const rule = teamRules.triggered(name);
      if (rule !== undefined) byRule(rule, { code: `custom.${name}`, params: {} });
      detection.add(`custom.${name}`, triggerWeight);
    },
    detector: (custom) => detection.start(detectorOf(custom)),
    stop: () => {
      isOver = true;
      offOverlay();
      detection.stop();
      moments.stop();
    },
  };
};

/** The same again is told once, with how often and when last. */
const merged = (signals: readonly NoticedSignal[]): NoticedSignal[] => {
  const byMark = new Map<string, NoticedSignal>();
  for (const signal of signals) {
    const mark = `${signal.kind} ${signal.fingerprint ?? ''} ${signal.page}`;
    const before = byMark.get(mark);
    byMark.set(mark, before === undefined ? signal : { ...signal, count: before.count + signal.count });
  }
  return [...byMark.values()];
};

const toNoticed = ({ kind, at, page, target, message, fingerprint, count }: Signal): NoticedSignal => ({
  ...{ kind, at, page, count },
  ...(target === undefined ? {} : { target }),
  ...(message === undefined ? {} : { message }),
  ...(fingerprint === undefined ? {} : { fingerprint }),
});
