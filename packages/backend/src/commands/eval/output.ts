import { UsageError } from '../terminal.ts';
import type { Estimate } from './statistics.ts';

/** Where the data is; every evaluation asks for it. */
export const dataOption = { type: 'string', about: 'a file, or a folder of files' } as const;

/** @throws UsageError without `--data` */
export const dataPath = ({ data }: Readonly<Record<string, unknown>>): string => {
  if (typeof data !== 'string' || data === '')
    throw new UsageError('--data PATH is missing: the data to measure with.');
  return data;
};

/** `0.859 (0.760–0.944)`. */
export const withInterval = ({ value, low, high }: Estimate): string =>
  `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;

/** Cells in columns; the first to the left, the others to the right. */
export const inColumns = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '))
    .join('\n');
};

/** Three digits: more is noise. */
export const rounded = ({ value, low, high }: Estimate): Estimate => ({
  value: Number(value.toFixed(3)),
  low: Number(low.toFixed(3)),
  high: Number(high.toFixed(3)),
});
