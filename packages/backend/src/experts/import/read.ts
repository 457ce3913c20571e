import type { Fault } from '../../platform/http/validation.ts';
import { readCsv } from './csv.ts';
import { isFault, personOf, type Person } from './person.ts';

/** What is wrong in which line of a file, counted from 1; `field` is a JSON pointer, empty for the line as a whole. */
export interface LineFault extends Fault {
  line: number;
}

/** A file as it was read. */
export interface ReadFile {
  people: { line: number; person: Person }[];
  faults: LineFault[];
}

/** A line as the value it stands for, or why it stands for none. */
export type Row = { line: number; value: unknown } | LineFault;

/** JSON lines, one expert each; empty lines are passed over. A byte order mark is let through. */
export const readJsonLines = (text: string, now: number): ReadFile =>
  check(
    text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .flatMap((words, index) => (words.trim() === '' ? [] : [parse(words, index + 1)])),
    now,
  );

/** CSV with a header (RFC 4180); columns as in `docs/experts.md`. */
export const readTable = (text: string, now: number): ReadFile => check(readCsv(text), now);

const parse = (words: string, line: number): Row => {
  try {
    return { line, value: JSON.parse(words) as unknown };
  } catch (error) {
    return { line, field: '', reason: `is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
};

/** Every line is looked at, so that all that is wrong is known at once. */
const check = (rows: readonly Row[], now: number): ReadFile => {
  const read: ReadFile = { people: [], faults: [] };
  const lineOf = new Map<string, number>();
  for (const row of rows) {
    if (!('value' in row)) {
      read.faults.push(row);
      continue;
    }
    const person = personOf(row.value, now);
    if (isFault(person)) {
      read.faults.push({ line: row.line, ...person });
      continue;
    }
    const key = person.email.toLowerCase();
    const before = lineOf.get(key);
    if (before === undefined) read.people.push({ line: row.line, person });
    else read.faults.push({ line: row.line, field: '/email', reason: `is on line ${before} already` });
    lineOf.set(key, before ?? row.line);
  }
  return read;
};
