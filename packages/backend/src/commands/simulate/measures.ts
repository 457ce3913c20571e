import { wilson } from '../../platform/statistics/shares.ts';
import { bootstrap, seeded, type Estimate } from '../eval/statistics.ts';
import { doubleMessage, doubleRequest, lostMessage, type ExpertRecord, type RequestRecord } from './ledger.ts';
import type { Run } from './run.ts';

/** So many of so many, with Wilson's 95 % interval; null of none. */
export type Share = (Estimate & { count: number; of: number }) | null;

/** A simulation in figures. Times are simulated milliseconds; intervals 95 %. */
export interface Report {
  isComplete: boolean;
  simulatedMs: number;
  requests: number;
  experts: number;
  outcomes: Record<NonNullable<RequestRecord['outcome']>, number>;
  /** Of all who asked, who got a person within 60 s. */
  within60s: Share;
  /** Of all who asked, who got a person at all. */
  served: Share;
  solved: Share;
  /** From asking until the person knew that somebody comes, of those served. */
  toPersonMs: { p50: Estimate; p90: Estimate; p95: Estimate } | null;
  /** How often the wait lay in the interval that was told at the beginning; meant to be 80 %. */
  estimateHeld: Share;
  /** The same where somebody could be asked as it was told. */
  estimateHeldWhenReachable: Share;
  /** Waits longer than was told, of those that did not lie in it. */
  estimateTooShort: Share;
  /** Experts before whom a request was put, on average. */
  askedPerRequest: number;
  /** Of the acceptances, those by somebody of a group that can solve it. */
  ableFirst: Share;
  /** The same where somebody able, who speaks the language, was free as the person asked. */
  ableFirstWhenFree: Share;
  /** Inequality of acceptances among those of one group and shift, 0 to 1; beside it what chance alone would make. */
  gini: { value: number; byChance: number; groups: number } | null;
  /** Newcomers' share of acceptances, and of the time that experts were there in places. */
  newcomers: { share: Share; ofPlaces: number } | null;
  /** None of these may be there. */
  doubled: number;
  lost: number;
  starved: number;
  /** Accepted, and heard nothing of for three minutes. */
  leftAlone: number;
  requeued: number;
  switchedOff: number;
  tooLate: number;
  faults: Record<string, number>;
  refusals: Record<string, number>;
}

/** @param seed of the bootstrap's draws */
export const reportOf = ({ ledger, isComplete, tookMs }: Run, seed: number): Report => {
  const { requests, experts } = ledger;
  const random = seeded(seed);
  const asked = requests.filter(({ outcome }) => isComplete || outcome !== 'unfinished');
  const matched = asked.filter(({ matchedAt }) => matchedAt !== null);
  const waits = matched.map(waitOf);
  const percentile = (share: number): Estimate => bootstrap(waits, (drawn) => quantile(drawn, share), random);
  const told = asked.flatMap((record) => heldOf(record) ?? []);
  const missed = told.filter(({ isHeld }) => !isHeld);
  const courses = requests.flatMap(({ id }) => (id === null ? [] : [ledger.course(id)]));
  const helpers = asked.flatMap((record) =>
    record.id === null ? [] : ledger.course(record.id).acceptedBy.map((index) => ({ record, one: experts[index]! })),
  );
  const count = (outcome: RequestRecord['outcome']): number =>
    requests.filter((request) => request.outcome === outcome).length;
  const broken = (kind: string): number =>
    requests.reduce((sum, { violations }) => sum + violations.filter((one) => one === kind).length, 0);
  const doubleAcceptances = requests.filter(
    ({ id, requeued }) => id !== null && ledger.course(id).acceptedBy.length > requeued + 1,
  ).length;
  return {
    isComplete,
    simulatedMs: Math.round(tookMs),
    requests: requests.length,
    experts: experts.length,
    outcomes: {
      ...{ helped: count('helped'), 'left-alone': count('left-alone'), cancelled: count('cancelled') },
      ...{ expired: count('expired'), refused: count('refused'), unfinished: count('unfinished') },
    },
    within60s: shareOf(waits.filter((wait) => wait <= 60_000).length, asked.length),
    served: shareOf(matched.length, asked.length),
    solved: shareOf(asked.filter(({ isSolved }) => isSolved).length, asked.length),
    toPersonMs: waits.length === 0 ? null : { p50: percentile(0.5), p90: percentile(0.9), p95: percentile(0.95) },
    estimateHeld: shareOf(told.length - missed.length, told.length),
    estimateHeldWhenReachable: shareOf(
      told.filter(({ isHeld, reachable }) => isHeld && reachable > 0).length,
      told.filter(({ reachable }) => reachable > 0).length,
    ),
    estimateTooShort: shareOf(missed.filter(({ isLonger }) => isLonger).length, missed.length),
    askedPerRequest: courses.reduce((sum, course) => sum + course.asked.length, 0) / Math.max(1, courses.length),
    ableFirst: ableOf(helpers),
    ableFirstWhenFree: ableOf(helpers.filter(({ record }) => record.wasAbleFree)),
    gini: giniAmongEquals(experts, random),
    newcomers: newcomersOf(experts),
    doubled: doubleAcceptances + broken(doubleRequest) + broken(doubleMessage),
    lost: count('refused') + (isComplete ? count('unfinished') : 0) + broken(lostMessage),
    starved: requests.filter(({ isStarved }) => isStarved).length,
    leftAlone: count('left-alone'),
    requeued: requests.reduce((sum, { requeued }) => sum + requeued, 0),
    switchedOff: experts.reduce((sum, one) => sum + one.switchedOff, 0),
    tooLate: experts.reduce((sum, one) => sum + one.tooLate, 0),
    faults: { ...ledger.faults },
    refusals: Object.fromEntries(ledger.refusals),
  };
};

/** Whether nothing was doubled, lost or starved. */
export const isGood = ({ doubled, lost, starved }: Report): boolean => doubled + lost + starved === 0;

const waitOf = ({ askedAt, matchedAt }: RequestRecord): number => matchedAt! - askedAt;

/**
 * Whether the wait lay in what was told. Who gave up before the interval ended tells nothing of it and is left out; who gave up
 * after it had waited longer than was told.
 */
const heldOf = (record: RequestRecord): { isHeld: boolean; isLonger: boolean; reachable: number }[] | null => {
  const { estimate, matchedAt, askedAt, endedAt, outcome } = record;
  if (estimate === null) return null;
  const { lowMs, highMs, reachable } = estimate;
  if (matchedAt !== null) {
    const wait = waitOf(record);
    return [{ isHeld: wait >= lowMs && wait <= highMs, isLonger: wait > highMs, reachable }];
  }
  const isCensored = outcome !== 'cancelled' || endedAt! - askedAt <= highMs;
  return isCensored ? null : [{ isHeld: false, isLonger: true, reachable }];
};

const ableOf = (helpers: readonly { record: RequestRecord; one: ExpertRecord }[]): Share =>
  shareOf(helpers.filter(({ record, one }) => record.visitor.groups.includes(one.expert.group)).length, helpers.length);

export const shareOf = (count: number, of: number): Share => {
  if (of === 0) return null;
  const { share: value, low, high } = wilson({ count, of });
  return { value, low, high, count, of };
};

/** By linear interpolation between the nearest ranks. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = Float64Array.from(values).sort();
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at - Math.floor(at));
};

/** Gini's coefficient: 0 when all have the same, near 1 when one has all. NaN where there is nothing to share. */
export const giniOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  const ranked = sorted.reduce((total, value, index) => total + (index + 1) * value, 0);
  return (2 * ranked) / (sorted.length * sum) - (sorted.length + 1) / sorted.length;
};

/** Draws of what chance alone would make of it. */
const draws = 200;

/** Over all groups of equals with at least two experts and one acceptance, each weighing what it accepted. */
const giniAmongEquals = (experts: readonly ExpertRecord[], random: () => number): Report['gini'] => {
  const groups = [...Map.groupBy(experts, ({ expert }) => expert.equals).values()]
    .map((members) => members.map(({ accepted }) => accepted))
    .filter((counts) => counts.length > 1 && counts.some((value) => value > 0));
  const weights = groups.map((counts) => counts.reduce((sum, value) => sum + value, 0));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return null;
  const mean = (figure: (counts: readonly number[]) => number): number =>
    groups.reduce((sum, counts, index) => sum + weights[index]! * figure(counts), 0) / all;
  const byChance = (counts: readonly number[]): number => {
    const total = counts.reduce((sum, value) => sum + value, 0);
    const one = (): number => {
      const drawn = counts.map(() => 0);
      for (let index = 0; index < total; index += 1) drawn[Math.floor(random() * drawn.length)]! += 1;
      return giniOf(drawn);
    };
    return Array.from({ length: draws }, one).reduce((sum, value) => sum + value, 0) / draws;
  };
  return { value: mean(giniOf), byChance: mean(byChance), groups: groups.length };
};

const newcomersOf = (experts: readonly ExpertRecord[]): Report['newcomers'] => {
  const fresh = experts.filter(({ expert }) => expert.isNew);
  if (fresh.length === 0) return null;
  const accepted = (of: readonly ExpertRecord[]): number => of.reduce((sum, one) => sum + one.accepted, 0);
  const places = (of: readonly ExpertRecord[]): number =>
    of.reduce((sum, { onMs, expert }) => sum + onMs * expert.capacity, 0);
  return { share: shareOf(accepted(fresh), accepted(experts)), ofPlaces: places(fresh) / Math.max(1, places(experts)) };
};
