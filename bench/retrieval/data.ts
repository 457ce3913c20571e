import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts that answer one another: for each question the texts that say the same. */
export interface RetrievalSet {
  name: string;
  texts: readonly { title: string; text: string }[];
  /** Indexes into `texts`; `pool` is what may be found. */
  questions: readonly { text: string; at: number; pool: readonly number[]; same: ReadonlySet<number> }[];
}

/** AskUbuntu: the title of question1 of each duplicate pair is asked, all other questions are the pool. */
export const readAskUbuntu = (folder: string): RetrievalSet => {
  const lines = readFileSync(join(folder, 'retrieval/askubuntu-pairs.tsv'), 'utf8').split('\n').filter(Boolean);
  const pairs = lines.map((line) => line.split('\t') as [string, string, string]);
  const at = new Map<string, number>();
  const texts: { title: string; text: string }[] = [];
  const indexOf = (html: string): number => {
    const known = at.get(html);
    if (known !== undefined) return known;
    const [title = '', body = ''] = splitOnce(html, '<p>');
    at.set(html, texts.length);
    return texts.push({ title: plain(title), text: plain(body) }) - 1;
  };
  const same = new Map<number, Set<number>>();
  for (const [label, one, other] of pairs) {
    const [a, b] = [indexOf(one), indexOf(other)];
    if (label === 'duplicate') same.set(a, (same.get(a) ?? new Set()).add(b));
  }
  const pool = texts.map((_, index) => index);
  const questions = [...same].map(([index, found]) => ({ ...asQuestion(texts, index), pool, same: found }));
  return { name: 'askubuntu', texts, questions };
};

/** SeaMonkey: the title of a duplicate report asks, the reports before it are the pool. */
export const readSeaMonkey = (folder: string): RetrievalSet => {
  const [head, ...rows] = readCsv(readFileSync(join(folder, 'retrieval/seamonkey-bugs.csv'), 'utf8'));
  const column = (name: string): number => head!.indexOf(name);
  const [summary, id, created, description] = [
    column('Summary'),
    column('Issue id'),
    column('Created'),
    column('Description'),
  ];
  const reports = rows
    .filter((row) => row.length === head!.length)
    .toSorted((a, b) => (a[created]! < b[created]! ? -1 : 1));
  const texts = reports.map((row) => ({ title: row[summary]!, text: row[description]! }));
  const at = new Map(reports.map((row, index) => [row[id]!, index]));
  const [, ...links] = readCsv(readFileSync(join(folder, 'retrieval/seamonkey-duplicates.csv'), 'utf8'));
  const same = new Map<number, Set<number>>();
  for (const [one = '', other = ''] of links) {
    const [a, b] = [at.get(one), at.get(other)];
    if (a === undefined || b === undefined || a === b) continue;
    const [later, earlier] = a > b ? [a, b] : [b, a];
    same.set(later, (same.get(later) ?? new Set()).add(earlier));
  }
  const questions = [...same].map(([index, found]) => ({
    ...asQuestion(texts, index),
    pool: Array.from({ length: index }, (_, earlier) => earlier),
    same: found,
  }));
  return { name: 'seamonkey', texts, questions };
};

/** The title asks: that is how much people type into a search box. */
const asQuestion = (texts: RetrievalSet['texts'], at: number) => ({ at, text: texts[at]!.title });

const splitOnce = (text: string, by: string): string[] => {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
};

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();

/** RFC 4180: quoted fields may hold commas, quotes and lines. */
const readCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
};
