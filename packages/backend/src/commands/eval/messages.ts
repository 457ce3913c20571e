import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '../terminal.ts';
import { readCsv } from './csv.ts';

/** A message with the name of its group, as somebody labelled it. */
export interface LabelledMessage {
  message: string;
  group: string;
}

/** One file of them; each file is grouped by itself, in its order. */
export interface MessageSet {
  name: string;
  messages: LabelledMessage[];
}

const shapes =
  'Lines of JSON { "message", "group" } (.jsonl), or comma-separated values whose first line names the columns message and group, or Content and EventId as in LogHub (.csv).';

/** Reads a file, or each `.jsonl` and `.csv` in a folder. @throws Failure where there is nothing to read */
export const readMessages = (path: string): MessageSet[] => {
  const files = filesAt(path, /\.(?:jsonl|csv)$/);
  const sets = files.map((file) => {
    const text = readFileSync(file, 'utf8');
    const messages = file.endsWith('.csv') ? fromCsv(text) : fromLines(text);
    return { name: basename(file).replace(/\.\w+$/, ''), messages };
  });
  const readable = sets.filter(({ messages }) => messages.length > 0);
  if (readable.length === 0) throw new Failure(`There are no labelled messages at ${path}.`, shapes);
  return readable;
};

/** @throws Failure for a path that does not exist */
export const filesAt = (path: string, wanted: RegExp): string[] => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Failure(`There is nothing at ${path}.`, 'Give a file or a folder.');
  if (!found.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => wanted.test(name))
    .toSorted()
    .map((name) => join(path, name));
};

const fromLines = (text: string): LabelledMessage[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const { message, group } = parse(line);
      return typeof message === 'string' && (typeof group === 'string' || typeof group === 'number')
        ? [{ message, group: String(group) }]
        : [];
    });

const parse = (line: string): { message?: unknown; group?: unknown } => {
  try {
    return (JSON.parse(line) as object | null) ?? {};
  } catch {
    throw new Failure(`This line is not JSON: ${line.slice(0, 80)}`, shapes);
  }
};

const fromCsv = (text: string): LabelledMessage[] => {
  const [header = [], ...rows] = readCsv(text);
  const column = (...names: string[]): number => header.findIndex((name) => names.includes(name.trim()));
  const [message, group] = [column('message', 'Content'), column('group', 'EventId')];
  if (message < 0 || group < 0) return [];
  return rows
    .filter((row) => row.length === header.length)
    .map((row) => ({ message: row[message]!, group: row[group]! }));
};
