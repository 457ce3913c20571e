import type { Reason, Signal } from '@harmony-live/protocol';
import { thresholds } from './thresholds.ts';

/** The page's verdict on one page family. */
export interface Verdict {
  /** 0–100. */
  score: number;
  isStruggling: boolean;
  /** What was noticed, the strongest first. */
  reasons: Reason[];
}

type Scored = Pick<Signal, 'kind' | 'at' | 'weight' | 'count' | 'fingerprint' | 'target' | 'page'>;

/** Families agree when two of these speak. */
const familyOf = (kind: string): string => {
  const family = kind.split('.')[0]!;
  return family === 'network' ? 'error' : family;
};

/**
 * The score of a page: weights that saturate (the same sign again adds half as much as the time before) and fade with a
 * half-life of a minute. Somebody is stuck from 60 on, when two families agree or one sign leaves no doubt: pressing led to
 * an error twice, many angry clicks went unanswered, or the thing that was pressed in anger did nothing at all.
 *
 * @param signals of this page family, in any order
 */
export const judge = (signals: readonly Scored[], now: number): Verdict => {
  const seen = new Map<string, number>();
  let score = 0;
  for (const { kind, at, weight, fingerprint } of signals) {
    const key = `${kind} ${fingerprint ?? ''}`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    const ageMs = Math.max(0, now - Date.parse(at));
    score += weight * 0.5 ** times * 0.5 ** (ageMs / thresholds.halfLifeMs);
  }
  const recent = signals.filter(({ at }) => now - Date.parse(at) < 2 * thresholds.halfLifeMs);
  const families = new Set(recent.map(({ kind }) => familyOf(kind)));
  const rages = recent.filter(({ kind }) => kind === 'click.rage');
  const isBeyondDoubt =
    recent.filter(({ kind }) => kind === 'click.error').length >= 2 ||
    rages.length >= 2 ||
    rages.some(({ count, fingerprint }) => count >= thresholds.rageBeyondDoubt || deadTimes(recent, fingerprint) >= 2);
  score = Math.min(100, Math.round(score));
  return {
    score,
    isStruggling: score >= thresholds.struggle && (families.size >= 2 || isBeyondDoubt),
    reasons: reasonsOf(recent),
  };
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
