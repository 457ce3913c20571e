import { cpus, loadavg, totalmem } from 'node:os';

/** One line of a benchmark: a figure, what it is compared with, and what it should be. */
export interface Row {
  metric: string;
  value: number;
  unit: string;
  /** The same measured on the baseline, in the same run; null where the goal is an absolute figure. */
  baseline: number | null;
  /** value / baseline. */
  ratio: number | null;
  /** The goal in words, such as `≤ 3 s`; empty where the figure is only reported. */
  goal: string;
  /** Whether the goal was reached; null without a goal, and in quick runs, which only show that it runs. */
  pass: boolean | null;
}

/** What `bench/NAME.bench.ts` exports as default. */
export interface Benchmark {
  /** One sentence: what is measured, and what the baseline is. */
  about: string;
  run(options: BenchmarkOptions): Promise<Row[]>;
}

export interface BenchmarkOptions {
  /** Once instead of often: proves that it runs, the figures mean nothing. */
  isQuick: boolean;
  log: (line: string) => void;
}

/** What `bench/results/NAME.json` holds. */
export interface Result {
  name: string;
  /** `load`: how many programs ran or waited to run in the minute before; near 0 on a quiet machine. */
  machine: { cpu: string; cores: number; memoryGb: number; node: string; platform: string; load: number };
  at: string;
  isQuick: boolean;
  rows: Row[];
}

/** A goal on the value itself. */
export interface Goal {
  atMost?: number;
  atLeast?: number;
}

/** A row whose goal is about the value. */
export function absolute(metric: string, value: number, unit: string, goal?: Goal): Row {
  return { metric, value, unit, baseline: null, ratio: null, ...judge(value, unit, goal) };
}

/** A row whose goal is about value / baseline. */
export function relative(metric: string, value: number, unit: string, baseline: number, goal?: Goal): Row {
  const ratio = value / baseline;
  return { metric, value, unit, baseline, ratio, ...judge(ratio, '× baseline', goal) };
}

/** The machine, so that figures are never quoted without it. */
export function thisMachine(): Result['machine'] {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

/** Middle of the values; mean of both middles when their number is even. NaN of none. */
export function median(values: number[]): number {
  return (percentile(values, 0.5, Math.floor) + percentile(values, 0.5, Math.ceil)) / 2;
}

/** The value below which a share `p` of all lies; by nearest rank. */
export function percentile(values: number[], p: number, round: (rank: number) => number = Math.ceil): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, round(p * (sorted.length - 1))))] ?? Number.NaN;
}

/** Smallest and largest, as `2.1–2.6`: the spread that belongs to a median. */
export function spread(values: number[], digits = 1): string {
  return `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;
}

/** The rows as a table for the terminal. */
export function table(rows: Row[]): string {
  const cells = rows.map((row) => [
    row.metric,
    `${number(row.value)} ${row.unit}`,
    row.baseline === null ? '' : number(row.baseline),
    row.ratio === null ? '' : row.ratio.toFixed(2),
    row.goal,
    row.pass === null ? '' : row.pass ? 'yes' : 'NO',
  ]);
  const lines = [['metric', 'value', 'baseline', 'ratio', 'goal', 'reached'], ...cells];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function judge(value: number, unit: string, goal: Goal = {}): Pick<Row, 'goal' | 'pass'> {
  if (goal.atMost !== undefined) return { goal: `≤ ${goal.atMost} ${unit}`, pass: value <= goal.atMost };
  if (goal.atLeast !== undefined) return { goal: `≥ ${goal.atLeast} ${unit}`, pass: value >= goal.atLeast };
  return { goal: '', pass: null };
}

function number(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(value < 1 ? 3 : 2);
}
