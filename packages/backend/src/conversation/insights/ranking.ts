import type { Measured, RankingInsights } from '@harmony-live/protocol';
import { isComparing } from '../../matching/index.ts';
import { toIso } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import {
  distanceOf,
  fewestForInterval,
  intervalOf,
  meanOf,
  medianOf,
  type Estimate,
  type Location,
} from '../../platform/statistics/location.ts';
import { differenceOf, wilson, type Share } from '../../platform/statistics/shares.ts';
import type { HelpWanted } from './help.ts';
import { firstDay } from './stretch.ts';
import { totalsByArm, type ArmRow } from './store.ts';

/**
 * What the ranking brings: of the requests made in a stretch, those sent by their score beside those that chance sent to whoever
 * was idle longest. A request belongs to the side on which it began, whoever took it in the end: so nothing but chance tells the
 * two sides apart.
 */
export const rankingInsights = async (
  { clock, db }: Pick<Platform, 'clock' | 'db'>,
  organisationId: string,
  { siteId, days }: Omit<HelpWanted, 'zone'>,
): Promise<RankingInsights> => {
  const now = clock.now();
  const wanted = { siteId, from: new Date(firstDay(now, days)), to: new Date(now) };
  return db.withOrganisation(organisationId, async (tx) => {
    const rows = new Map((await totalsByArm(tx, wanted)).map((row) => [row.arm, row]));
    const [score, baseline] = [rows.get('score') ?? nothing, rows.get('baseline') ?? nothing];
    return {
      ...{ from: toIso(wanted.from), to: toIso(wanted.to), isRunning: await isComparing(tx, siteId) },
      sent: { score: score.sent, baseline: baseline.sent },
      measures: measuresOf(score, baseline),
    };
  });
};

type Outcomes = Omit<ArmRow, 'arm'>;
const nothing: Outcomes = { sent: 0, settled: 0, solvedByFirst: 0, solutionMs: [], ratings: [] };

const measuresOf = (score: Outcomes, baseline: Outcomes): RankingInsights['measures'] => [
  { measure: 'solved-by-first', ...compareShares(byFirst(score), byFirst(baseline)) },
  { measure: 'time-to-solution', ...compareValues(score.solutionMs, baseline.solutionMs, medianOf) },
  { measure: 'rating', ...compareValues(score.ratings, baseline.ratings, meanOf) },
];

const byFirst = ({ settled, solvedByFirst }: Outcomes): Share => ({ of: settled, count: solvedByFirst });

type Compared = Pick<RankingInsights['measures'][number], 'score' | 'baseline' | 'difference'>;

const compareShares = (score: Share, baseline: Share): Compared => {
  const one = (share: Share): Measured => {
    if (share.of === 0) return measured(0, undefined);
    const { share: value, low, high } = wilson(share);
    return measured(share.of, { value, low, high });
  };
  const found = differenceOf(score, baseline);
  const difference = found && { value: found.difference, low: found.low, high: found.high };
  const both = between(score.of, baseline.of, difference ?? undefined);
  return { score: one(score), baseline: one(baseline), difference: both };
};

const compareValues = (
  score: readonly number[],
  baseline: readonly number[],
  locate: (values: readonly number[]) => Location | undefined,
): Compared => {
  const [a, b] = [locate(score), locate(baseline)];
  const both = a && b && distanceOf(a, b);
  return {
    score: measured(score.length, a && intervalOf(a)),
    baseline: measured(baseline.length, b && intervalOf(b)),
    difference: between(score.length, baseline.length, both),
  };
};

/** Below this number the interval of a few values is too narrow; it is left out, and so that of shares is, too. */
const measured = (of: number, found: Estimate | undefined, isEnough = of >= fewestForInterval): Measured => ({
  of,
  value: found?.value ?? null,
  low: found && isEnough ? found.low : null,
  high: found && isEnough ? found.high : null,
});

const between = (score: number, baseline: number, found: Estimate | undefined): Measured =>
  measured(score + baseline, found, Math.min(score, baseline) >= fewestForInterval);
