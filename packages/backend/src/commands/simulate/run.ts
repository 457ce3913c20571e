import { startExpert, type ExpertAtWork, type Workplace } from './expert.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { Timing } from './timing.ts';
import { startVisitor, type VisitorThere } from './visitor.ts';
import { watchForStarved } from './watch.ts';
import type { Headers, Wire } from './wire.ts';

/** Whoever still waits or talks so long after the last arrival is taken for forgotten. In simulated milliseconds. */
const longestRestMs = 2 * 3_600_000;
/** Between two lines for whoever waits. In simulated milliseconds. */
const tellEveryMs = 5 * 60_000;

/** A site with experts who can sign in: where the people of a plan go. */
export interface Ground {
  wire: Wire;
  /** Public key of the site. */
  site: string;
  /** The page's. */
  origin: string;
  /** By the index of the planned expert. */
  experts: readonly Headers[];
}

export interface RunOptions {
  timing: Timing;
  /** Ends it early; what was seen so far is kept. */
  signal?: AbortSignal;
  onProgress?: (text: string) => void;
}

/** What was seen, and whether it ran to its end. */
export interface Run {
  ledger: Ledger;
  isComplete: boolean;
  /** Simulated milliseconds. */
  tookMs: number;
}

/** Lets the people of a plan meet. Resolves when the last visitor is gone, or soon after `signal` says so. */
export const run = async (plan: Plan, ground: Ground, options: RunOptions): Promise<Run> => {
  const { timing, signal, onProgress } = options;
  const ledger = createLedger(plan.experts);
  const workplace: Workplace = { wire: ground.wire, timing, ledger, endMs: plan.endMs };
  const site = { ...workplace, key: ground.site, origin: ground.origin };
  const experts: ExpertAtWork[] = plan.experts.map((expert) =>
    startExpert(workplace, expert, ground.experts[expert.index]!),
  );
  const visitors: VisitorThere[] = [];
  const { promise: over, resolve: end } = Promise.withResolvers<boolean>();
  let toCome = plan.visitors.length;
  const stops: (() => void)[] = [
    watchForStarved(ledger, timing),
    timing.after(plan.endMs + longestRestMs, () => end(true)),
  ];

  let here = 0;
  const endIfAllGone = (): void => {
    if (toCome === 0 && here === 0) end(true);
  };
  for (const planned of plan.visitors) {
    const come = (): void => {
      toCome -= 1;
      here += 1;
      const visitor = startVisitor(site, planned);
      visitors.push(visitor);
      void visitor.done.then(() => {
        here -= 1;
        endIfAllGone();
      });
    };
    stops.push(timing.after(planned.atMs - timing.now(), come));
  }
  const tell = (): void => {
    onProgress?.(standing(ledger, timing.now(), plan));
    stops.push(timing.after(tellEveryMs, tell));
  };
  stops.push(timing.after(tellEveryMs, tell));
  if (plan.visitors.length === 0) end(true);
  const abort = (): void => end(false);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();

  const isComplete = await over;
  for (const stop of stops) stop();
  signal?.removeEventListener('abort', abort);
  const tookMs = timing.now();
  for (const [index, { onSince }] of ledger.experts.entries()) if (onSince !== null) ledger.turn(index, true, tookMs);
  await Promise.all(visitors.map((visitor) => visitor.leave()));
  await Promise.all(experts.map((expert) => expert.leave()));
  return { ledger, isComplete, tookMs };
};

const standing = ({ requests, experts }: Ledger, now: number, { visitors, endMs }: Plan): string => {
  const matched = requests.filter(({ matchedAt }) => matchedAt !== null).length;
  const waiting = requests.filter(({ isMatchedNow, outcome }) => !isMatchedNow && outcome === null).length;
  const on = experts.filter(({ isOn }) => isOn).length;
  const at = `${clockOf(now)} of ${clockOf(endMs)}`;
  return `${at}: ${requests.length} of ${visitors.length} asked, ${matched} got a person, ${waiting} wait, ${on} experts there`;
};

/** `3:05`, hours and minutes. */
const clockOf = (ms: number): string =>
  `${Math.floor(ms / 3_600_000)}:${String(Math.floor((ms / 60_000) % 60)).padStart(2, '0')}`;
