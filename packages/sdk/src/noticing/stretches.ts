import type { Signal, StruggleReport } from '@harmony-live/protocol';
import type { Verdict } from '../detection/score.ts';
import { thresholds } from '../detection/thresholds.ts';

/** Without a sign for this long it is over: what was noticed has faded to a quarter. */
const endsAfterMs = 2 * thresholds.halfLifeMs;
const mostReasons = 5;
const mostFingerprints = 10;

export interface StretchOptions {
  now(): number;
  newId(): string;
  /** The site's own threshold. */
  threshold: number | undefined;
  /** Each time that a stretch has begun or gone on, whole; under the same id. */
  tell(report: StruggleReport): void;
}

/** The time in which somebody is stuck on a page, as one thing from its first sign above the lowest level to its last. */
export interface Stretches {
  /** After each sign: the verdict, and the signs of this page. */
  heard(verdict: Verdict, signals: readonly Signal[]): void;
  /** Of the one that goes on. */
  currentId(): string | undefined;
}

export const createStretches = ({ now, newId, threshold, tell }: StretchOptions): Stretches => {
  const lowest = Math.min(thresholds.lowestTold, threshold ?? Infinity);
  let current: StruggleReport | null = null;
  let lastAt = 0;

  return {
    heard: (verdict, signals) => {
      const newest = signals.at(-1);
      if (newest === undefined) return;
      const { page } = newest;
      const { score, isAgreed } = verdict;
      const hasPassed = current !== null && (Math.abs(now() - lastAt) > endsAfterMs || current.page !== page);
      if (hasPassed || score < lowest) current = null;
      if (score < lowest) return;
      lastAt = now();
      const at = new Date(lastAt).toISOString();
      const before: StruggleReport = current ?? {
        ...{ id: newId(), startedAt: at, at, page, score: 0, agreedScore: 0, reasons: [], fingerprints: [] },
      };
      const isHighest = score > before.score;
      const target = heaviest(signals)?.target;
      current = {
        ...before,
        at,
        agreedScore: Math.max(before.agreedScore, isAgreed ? score : 0),
        ...(isHighest && {
          ...{ score, reasons: verdict.reasons.slice(0, mostReasons), fingerprints: marksOf(signals) },
          ...(target && { target }),
        }),
      };
      tell(current);
    },
    currentId: () => current?.id,
  };
};

const heaviest = (signals: readonly Signal[]): Signal | undefined =>
  signals.filter(({ target }) => target !== undefined).toSorted((a, b) => b.weight - a.weight)[0];

/** The newest first, each once. */
const marksOf = (signals: readonly Signal[]): string[] =>
  [...new Set(signals.flatMap(({ fingerprint }) => fingerprint ?? []).reverse())].slice(0, mostFingerprints);
