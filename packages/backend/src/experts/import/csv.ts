import { CsvError, parse } from 'csv-parse/sync';
import type { Row } from './read.ts';

const needed = ['email', 'name', 'statements', 'languages'];
const columns = [...needed, 'timeZone', 'hours', 'mostHoursAWeek', 'capacity', 'kind'];

/** The rows of a table as the values that JSON lines have; several things in one cell are separated by `;`. */
export const readCsv = (text: string): Row[] => {
  const table = cellsOf(text);
  if ('reason' in table) return [{ line: table.line, field: '', reason: table.reason }];
  const [header, ...rows] = table.rows;
  if (header === undefined) return [{ line: 1, field: '', reason: 'has no header' }];
  const names = header.cells.map((name) => name.trim());
  const unknown = names.find((name) => !columns.includes(name));
  if (unknown !== undefined) {
    return [{ line: header.line, field: `/${unknown}`, reason: `is no column; there are ${columns.join(', ')}` }];
  }
  const missing = needed.find((name) => !names.includes(name));
  if (missing !== undefined) return [{ line: header.line, field: `/${missing}`, reason: 'is missing in the header' }];
  return rows.map(({ line, cells }) =>
    cells.length === names.length
      ? { line, value: valueOf(new Map(names.map((name, index) => [name, cells[index]!.trim()]))) }
      : { line, field: '', reason: `has ${cells.length} cells, the header ${names.length}` },
  );
};

interface Cells {
  /** The first line of the row: one with line ends in its cells has several. */
  line: number;
  cells: string[];
}

const cellsOf = (text: string): { rows: Cells[] } | { line: number; reason: string } => {
  try {
    const rows = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return { rows: rows.map(({ record, info }) => ({ line: info.lines - breaksIn(record), cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: Number(error.lines ?? 1), reason: `is not CSV: ${error.message}` };
  }
};

const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

/** Cells that do not read as what they should be stay texts, for the check to refuse by name. Empty ones are left out. */
const valueOf = (row: ReadonlyMap<string, string>): object => {
  const cell = (name: string): string | undefined => row.get(name) || undefined;
  const some = <T>(name: string, read: (text: string) => T): object => {
    const text = cell(name);
    return text === undefined ? {} : { [name]: read(text) };
  };
  return {
    email: row.get('email'),
    name: row.get('name'),
    statements: listOf(row.get('statements')),
    languages: listOf(row.get('languages')).map(languageOf),
    ...some('timeZone', (text) => text),
    ...some('hours', (text) => listOf(text).map(hoursOf)),
    ...some('mostHoursAWeek', numberOf),
    ...some('capacity', numberOf),
    ...some('kind', (text) => text),
  };
};

const numberOf = (text: string): unknown => (/^\d+$/.test(text) ? Number(text) : text);

const listOf = (text = ''): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);

/** `en` or `en:3`. */
const languageOf = (text: string): unknown => {
  const [tag, level, ...rest] = text.split(':').map((part) => part.trim());
  if (level === undefined || rest.length > 0) return text;
  return { tag, level: /^\d$/.test(level) ? Number(level) : level };
};

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `Mon-Fri 09:00-17:30`, `Sat,Sun 10:00-14:00`, or with numbers for the days, Monday is 1. */
const hoursOf = (text: string): unknown => {
  const [, days, from, to] = /^(\S+)\s+(\d\d:\d\d)\s*-\s*(\d\d:\d\d)$/.exec(text) ?? [];
  return days === undefined ? text : { days: days.split(',').flatMap(daysOf), from, to };
};

const daysOf = (text: string): unknown[] => {
  const [first, last = first] = text.split('-').map(dayOf);
  if (first === undefined || last === undefined) return [text];
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, after) => ((first - 1 + after) % 7) + 1);
};

const dayOf = (text: string): number | undefined => {
  const index = dayNames.indexOf(text.toLowerCase());
  if (index >= 0) return index + 1;
  return /^[1-7]$/.test(text) ? Number(text) : undefined;
};
