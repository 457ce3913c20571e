import { bold } from '../terminal.ts';
import { inColumns } from '../eval/output.ts';
import type { Estimate } from '../eval/statistics.ts';
import type { Report, Share } from './measures.ts';

/** A report as a person reads it. */
export const inWords = (title: string, report: Report): string => {
  const { outcomes, gini, newcomers, toPersonMs } = report;
  const rows: [string, string][] = [
    ['requests', String(report.requests)],
    ['  got a person', percent(report.served)],
    ['  within 60 s', percent(report.within60s)],
    ['  solved', percent(report.solved)],
    ['  cancelled by the person', String(outcomes.cancelled)],
    ['  expired', String(outcomes.expired)],
    ['  left alone after acceptance', String(outcomes['left-alone'])],
    ['  put back into the queue', String(report.requeued)],
    ...(['p50', 'p90', 'p95'] as const).map((name): [string, string] => [
      `time to a person, ${name}`,
      toPersonMs === null ? '–' : seconds(toPersonMs[name]),
    ]),
    ['wait told held (meant: 80 %)', percent(report.estimateHeld)],
    ['  where somebody was in reach', percent(report.estimateHeldWhenReachable)],
    ['  of the others, it took longer', percent(report.estimateTooShort)],
    ['experts asked a request', report.askedPerRequest.toFixed(2)],
    ['accepted by somebody able', percent(report.ableFirst)],
    ['  where somebody able was free', percent(report.ableFirstWhenFree)],
    ['Gini among equals (by chance alone)', gini === null ? '–' : `${two(gini.value)} (${two(gini.byChance)})`],
    [
      'newcomers: of matches (of places)',
      newcomers === null ? '–' : `${percent(newcomers.share)} (${whole(newcomers.ofPlaces)})`,
    ],
    ['experts switched off after three', String(report.switchedOff)],
    ['acceptances that came too late', String(report.tooLate)],
    ['faults put in', listOf(report.faults)],
    ['refused unexpectedly', listOf(report.refusals)],
    ['doubled', String(report.doubled)],
    ['lost', String(report.lost)],
    ['starved', String(report.starved)],
  ];
  const ended = report.isComplete ? '' : ' (stopped early; who was still there is left out)';
  return `${bold(title)}${ended}\n${inColumns(rows)}`;
};

const two = (value: number): string => value.toFixed(2);
const whole = (share: number): string => `${(100 * share).toFixed(1)} %`;

const percent = (share: Share): string =>
  share === null
    ? '–'
    : `${whole(share.value)} (${(100 * share.low).toFixed(1)}–${(100 * share.high).toFixed(1)}), ${share.count} of ${share.of}`;

const seconds = ({ value, low, high }: Estimate): string =>
  `${(value / 1000).toFixed(1)} s (${(low / 1000).toFixed(1)}–${(high / 1000).toFixed(1)})`;

const listOf = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';
