import type { Reason, Signal } from '@harmony-live/protocol';
import type { Family } from './detector.ts';
import { thresholds } from './thresholds.ts';

/** The page's verdict on one page family. */
export interface Verdict {
  /** 0–100. */
  score: number;
  isStruggling: boolean;
  /** Two families agree, or one sign leaves no doubt. */
  isAgreed: boolean;
  /** What was noticed, the strongest first. */
  reasons: Reason[];
  /** What each family adds to the score, the heaviest first. */
  families: { family: Family; score: number }[];
  /** What is missing to a struggle: the score is too low, or only one family speaks; null when nothing is. */
  missing: 'score' | 'second-family' | null;
  /** Somebody looks for help, and that is no struggle: only the bubble's label says so. */
  isSeeking: boolean;
}

export type Scored = Pick<Signal, 'kind' | 'at' | 'weight' | 'count' | 'fingerprint' | 'target' | 'page'>;

/** How slow the page is says nothing about the person: it adds to a score and agrees with nobody. */
const silent: ReadonlySet<Family> = new Set(['perf']);

/** `network.failed` speaks of errors, everything else of what its kind begins with. */
export const familyOf = (kind: string): Family => {
  const family = kind.split('.')[0]!;
  return (family === 'network' ? 'error' : family) as Family;
};

/**
 * The score of a page: weights that saturate (the same sign again adds half as much as the time before) and fade with a
 * half-life of a minute. Somebody is stuck from the threshold on, when two families agree or one sign leaves no doubt:
 * pressing led to an error twice, many angry clicks went unanswered, or the thing that was pressed in anger did nothing at
 * all. Looking for help alone is no struggle; beside another family it weighs in full.
 *
 * @param signals of this page family, in any order
 * @param threshold 0–100, the site's
 */
export const judge = (signals: readonly Scored[], now: number, threshold: number = thresholds.struggle): Verdict => {
  const recent = signals.filter(({ at }) => now - Date.parse(at) < 2 * thresholds.halfLifeMs);
  const agreeing = agreeingFamilies(recent);
  const isHelpAlone = agreeing.size === 1 && agreeing.has('help');
  const seen = new Map<string, number>();
  const byFamily = new Map<Family, number>();
  for (const { kind, at, weight, fingerprint } of signals) {
    const family = familyOf(kind);
    if (family === 'help' && isHelpAlone) continue;
    const key = `${kind} ${fingerprint ?? ''}`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    const ageMs = Math.max(0, now - Date.parse(at));
    const adds = weight * 0.5 ** times * 0.5 ** (ageMs / thresholds.halfLifeMs);
    byFamily.set(family, (byFamily.get(family) ?? 0) + adds);
  }
  const families = [...byFamily]
    .map(([family, score]) => ({ family, score: Math.round(score) }))
    .sort((a, b) => b.score - a.score);
  const score = Math.min(100, Math.round([...byFamily.values()].reduce((sum, adds) => sum + adds, 0)));
  const isAgreed = agreeing.size >= 2 || isBeyondDoubt(recent);
  const missing = score < threshold ? 'score' : isAgreed ? null : 'second-family';
  return {
    ...{ score, families, missing, isAgreed, isStruggling: missing === null },
    reasons: reasonsOf(recent),
    isSeeking: missing !== null && agreeing.has('help'),
  };
};

/** Families that speak, each of something else: an error and the press that led to it are one event. */
const agreeingFamilies = (recent: readonly Scored[]): Set<Family> => {
  const explained = new Set(recent.filter(({ kind }) => kind === 'click.error').map(({ fingerprint }) => fingerprint));
  const speaking = recent.filter(
    ({ kind, fingerprint }) =>
      !(familyOf(kind) === 'error' && explained.has(fingerprint)) && !silent.has(familyOf(kind)),
  );
  return new Set(speaking.map(({ kind }) => familyOf(kind)));
};

const isBeyondDoubt = (recent: readonly Scored[]): boolean => {
  const rages = recent.filter(({ kind }) => kind === 'click.rage');
  return (
    recent.filter(({ kind }) => kind === 'click.error').length >= 2 ||
    rages.length >= 2 ||
    rages.some(({ count, fingerprint }) => count >= thresholds.rageBeyondDoubt || deadTimes(recent, fingerprint) >= 2)
  );
};

/** How often pressing this very thing led to nothing. */
const deadTimes = (signals: readonly Scored[], mark: string | undefined): number =>
  signals.filter(({ kind, fingerprint }) => kind === 'click.dead' && fingerprint === mark).length;

/** One reason a kind, the heaviest first; the label only where the page allows it. */
const reasonsOf = (signals: readonly Scored[]): Reason[] => {
  const byKind = new Map<string, { weight: number; times: number; label: string | undefined }>();
  for (const { kind, weight, count, target } of signals) {
    const before = byKind.get(kind);
    const times = (before?.times ?? 0) + count;
    byKind.set(kind, { weight, times, label: target?.label ?? before?.label });
  }
  return [...byKind]
    .sort(([, a], [, b]) => b.weight - a.weight)
    .slice(0, 5)
    .map(([code, { times, label }]) => ({ code, params: { times, ...(label === undefined ? {} : { label }) } }));
};
