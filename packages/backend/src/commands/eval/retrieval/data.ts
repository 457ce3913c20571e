import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure } from '../../terminal.ts';
import { readCsv } from '../csv.ts';
import { filesAt } from '../messages.ts';

/** Texts that answer one another: for each question the texts that say the same. */
export interface RetrievalSet {
  name: string;
  texts: readonly { title: string; text: string }[];
  /** Indexes into `texts`; `pool` is what may be found. */
  questions: readonly { text: string; at: number; pool: readonly number[]; same: ReadonlySet<number> }[];
}

const shapes =
  'Pairs of questions in lines of label, question, question with tabs between (.tsv; label duplicate or 1 where both ask the same), ' +
  'or reports with the columns Issue id, Created, Summary and Description (NAME-bugs.csv) beside pairs of their ids (NAME-duplicates.csv).';

/** Reads a file of pairs, or all that there is in a folder. @throws Failure where there is nothing to read, naming file and line */
export const readRetrievalSets = (path: string): RetrievalSet[] => {
  const sets = filesAt(path, /\.tsv$|-bugs\.csv$/).map((file) => {
    const set = file.endsWith('.tsv') ? readPairs(file) : readReports(file);
    if (set.questions.length === 0) throw new Failure(`No two texts in ${file} are said to ask the same.`, shapes);
    return set;
  });
  if (sets.length === 0) throw new Failure(`There are no texts to find at ${path}.`, shapes);
  return sets;
};

/** The title of the first question of each duplicate pair is asked, all other questions are the pool. */
const readPairs = (file: string): RetrievalSet => {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
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
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [label, one, other] = line.split('\t');
    if (one === undefined || other === undefined)
      throw new Failure(`${file}, line ${index + 1}: a label and two questions are needed.`, shapes);
    const [a, b] = [indexOf(one), indexOf(other)];
    if ((label === 'duplicate' || label === '1') && a !== b) same.set(a, (same.get(a) ?? new Set()).add(b));
  }
  const pool = texts.map((_, index) => index);
  const questions = [...same].map(([index, found]) => ({ ...asQuestion(texts, index), pool, same: found }));
  return { name: basename(file, '.tsv'), texts, questions };
};

/** The title of a duplicate report asks, the reports before it are the pool. */
const readReports = (file: string): RetrievalSet => {
  const [head = [], ...rows] = readCsv(readFileSync(file, 'utf8'));
  const column = (name: string): number => {
    const found = head.indexOf(name);
    if (found < 0) throw new Failure(`${file} has no column ${name}.`, shapes);
    return found;
  };
  const [summary, id, created] = [column('Summary'), column('Issue id'), column('Created')];
  const description = column('Description');
  const reports = rows
    .filter((row) => row.length === head.length)
    .toSorted((a, b) => (a[created]! < b[created]! ? -1 : 1));
  const texts = reports.map((row) => ({ title: row[summary]!, text: row[description]! }));
  const at = new Map(reports.map((row, index) => [row[id]!, index]));
  const [, ...links] = readCsv(readFileSync(file.replace(/-bugs\.csv$/, '-duplicates.csv'), 'utf8'));
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
  return { name: basename(file).replace(/-bugs\.csv$/, ''), texts, questions };
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
