import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { Failure } from '../terminal.ts';
import { readCsvRows } from './csv.ts';
import { filesAt } from './messages.ts';
import { seeded } from './statistics.ts';

/** A text with the domain that somebody gave it. */
export interface LabelledText {
  text: string;
  label: string;
}

/** What is trained with, what is measured with, and texts that are of none of the domains. */
export interface TriageTexts {
  train: LabelledText[];
  test: LabelledText[];
  /** Empty where the data has none. */
  outOfScope: string[];
  /** How the parts came about, for whoever reads the figures. */
  split: string;
  /** Rows that cannot be used: file, line, reason. */
  leftOut: string[];
}

const shapes =
  'A folder with train.csv and test.csv, perhaps oos.csv; or one file. Columns text and category (or label, intent, domain); .jsonl with the same keys; .json { "train": [[text, label]…], "test": …, "oos_test": … }.';

const textNames = ['text', 'utterance', 'query', 'message', 'question', 'sentence'];
const labelNames = ['category', 'label', 'intent', 'domain'];
const timeNames = ['at', 'time', 'date', 'createdat', 'created_at', 'timestamp'];
const outOfScopeLabels = new Set(['oos', 'out-of-scope', 'out_of_scope', 'outofscope']);
/** Of a single file this share, or the earliest, is trained with. */
const trainShare = 0.8;

interface Row extends LabelledText {
  time: string | undefined;
}

type Part = 'train' | 'test' | 'outOfScope' | 'all' | 'unused';

/**
 * Reads labelled texts. Rows without a text or label are left out and named.
 *
 * @throws Failure where there is nothing to train or to measure with
 */
export const readTriage = (path: string): TriageTexts => {
  const leftOut: string[] = [];
  const rows: Record<Part, Row[]> = { train: [], test: [], outOfScope: [], all: [], unused: [] };
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  for (const file of filesAt(path, /\.(?:csv|jsonl|json)$/)) {
    for (const [name, found] of rowsOf(file, leftOut)) {
      const part = isFolder || extname(file) === '.json' ? partOf(name) : 'all';
      for (const row of found) rows[outOfScopeLabels.has(row.label.toLowerCase()) ? outside(part) : part].push(row);
    }
  }
  const { train, test, all } = rows;
  const outOfScope = rows.outOfScope.map(({ text }) => text);
  const unused = rows.unused.length === 0 ? '' : `; ${rows.unused.length} texts of other parts are not used`;
  const parts =
    train.length > 0 && test.length > 0
      ? { train, test, split: `as given${unused}` }
      : splitOf([...train, ...test, ...all, ...(train.length + test.length + all.length === 0 ? rows.unused : [])]);
  const [trained, measured] = [parts.train.map(bare), parts.test.map(bare)];
  if (new Set(trained.map(({ label }) => label)).size < 2 || measured.length === 0) {
    const why = leftOut.length === 0 ? '' : ` ${leftOut.slice(0, 3).join(' ')}`;
    throw new Failure(`There are no labelled texts of two domains or more at ${path}.${why}`, shapes);
  }
  return { train: trained, test: measured, outOfScope, split: parts.split, leftOut };
};

const bare = ({ text, label }: Row): LabelledText => ({ text, label });

const partOf = (name: string): Part => {
  if (/oos|scope/i.test(name)) return /train|val|dev/i.test(name) ? 'unused' : 'outOfScope';
  if (/train/i.test(name)) return 'train';
  if (/test/i.test(name)) return 'test';
  return /val|dev/i.test(name) ? 'unused' : 'all';
};

/** Texts of no domain are measured with, unless they stand among those of training. */
const outside = (part: Part): Part => (part === 'train' || part === 'unused' ? 'unused' : 'outOfScope');

/** By time where each row has one, else by chance from a fixed seed. */
const splitOf = (rows: readonly Row[]): Pick<TriageTexts, 'split'> & { train: Row[]; test: Row[] } => {
  const cut = Math.floor(rows.length * trainShare);
  if (rows.length > 0 && rows.every(({ time }) => time !== undefined && !Number.isNaN(Date.parse(time)))) {
    const ordered = rows.toSorted((a, b) => Date.parse(a.time!) - Date.parse(b.time!));
    return { train: ordered.slice(0, cut), test: ordered.slice(cut), split: 'by time, the latest 20 % measured' };
  }
  const random = seeded(3);
  const drawn = rows.map((row) => ({ row, place: random() })).toSorted((a, b) => a.place - b.place);
  const shuffled = drawn.map(({ row }) => row);
  return {
    train: shuffled.slice(0, cut),
    test: shuffled.slice(cut),
    split: 'by chance from a fixed seed, 20 % measured',
  };
};

const rowsOf = (file: string, leftOut: string[]): [name: string, rows: Row[]][] => {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const name = basename(file);
  const stem = name.replace(/\.\w+$/, '');
  if (file.endsWith('.json')) return fromJson(name, text, leftOut);
  const isOutside = /oos|scope/i.test(stem);
  return [
    [stem, file.endsWith('.csv') ? fromCsv(name, text, isOutside, leftOut) : fromLines(name, text, isOutside, leftOut)],
  ];
};

/** A row, or undefined where it cannot be used: then its place and the reason are noted. */
const checked = (
  where: string,
  { text, label, time }: { text?: unknown; label?: unknown; time?: unknown },
  isOutside: boolean,
  leftOut: string[],
): Row[] => {
  const told = typeof label === 'number' ? String(label) : label;
  if (typeof text !== 'string' || text.trim() === '') leftOut.push(`${where}: no text.`);
  else if (isOutside) return [{ text, label: 'oos', time: undefined }];
  else if (typeof told !== 'string' || told.trim() === '') leftOut.push(`${where}: no category.`);
  else return [{ text, label: told.trim(), time: typeof time === 'string' ? time : undefined }];
  return [];
};

const fromLines = (name: string, text: string, isOutside: boolean, leftOut: string[]): Row[] =>
  text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const where = `${name}, line ${at + 1}`;
    try {
      const row = JSON.parse(line) as Record<string, unknown>;
      const of = (names: readonly string[]): unknown => {
        const key = Object.keys(row).find((one) => names.includes(one.toLowerCase()));
        return key === undefined ? undefined : row[key];
      };
      return checked(where, { text: of(textNames), label: of(labelNames), time: of(timeNames) }, isOutside, leftOut);
    } catch {
      leftOut.push(`${where}: not JSON.`);
      return [];
    }
  });

const fromJson = (name: string, text: string, leftOut: string[]): [string, Row[]][] => {
  try {
    const parts = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return parts.map(([part, rows]) => [
      part,
      (Array.isArray(rows) ? rows : []).flatMap((row: unknown, at) => {
        const [told, label] = Array.isArray(row) ? (row as unknown[]) : [];
        return checked(`${name}, ${part}, entry ${at + 1}`, { text: told, label }, false, leftOut);
      }),
    ]);
  } catch {
    throw new Failure(`${name} is not JSON.`, shapes);
  }
};

const fromCsv = (name: string, text: string, isOutside: boolean, leftOut: string[]): Row[] => {
  const [header, ...rows] = readCsvRows(text);
  const column = (names: readonly string[]): number =>
    header?.cells.findIndex((cell) => names.includes(cell.trim().toLowerCase())) ?? -1;
  const [told, label, time] = [column(textNames), column(labelNames), column(timeNames)];
  if (told < 0 || (label < 0 && !isOutside)) {
    leftOut.push(`${name}, line 1: no columns text and category.`);
    return [];
  }
  return rows.flatMap(({ line, cells }) =>
    checked(`${name}, line ${line}`, { text: cells[told], label: cells[label], time: cells[time] }, isOutside, leftOut),
  );
};
