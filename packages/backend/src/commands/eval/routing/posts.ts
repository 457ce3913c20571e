import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Failure } from '../../terminal.ts';

/** A question or an answer of a question-and-answer site. */
export interface Post {
  id: string;
  kind: 'question' | 'answer';
  /** Of an answer: which question it answers. */
  parentId: string | null;
  /** Null for somebody who is gone. */
  userId: string | null;
  /** Milliseconds since the epoch. */
  at: number;
  votes: number;
  acceptedAnswerId: string | null;
  /** Title, tags and body, without markup. */
  text: string;
}

const shape =
  'Posts.xml of a Stack Exchange data dump: <row Id PostTypeId CreationDate Score Body …/>, one a line, questions and answers.';

/** A row may run over several lines; what is longer than this is no row. */
const longestRow = 2_000_000;

const kinds: Readonly<Record<string, Post['kind']>> = { 1: 'question', 2: 'answer' };

/**
 * Questions and answers of a dump, read as a stream. Other kinds of posts are left out, and so are answers to nothing.
 *
 * @throws Failure that names line and attribute of what is no post
 */
export const readPosts = async (file: string): Promise<Post[]> => {
  const posts: Post[] = [];
  let row = '';
  let from = 0;
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    line += 1;
    if (row === '') {
      const start = text.indexOf('<row');
      if (start < 0) continue;
      [row, from] = [text.slice(start), line];
    } else row += `\n${text}`;
    for (let found = rowPattern.exec(row); found !== null; found = rowPattern.exec(row)) {
      const post = postOf(attributesOf(found[1]!), `${file}, line ${from}`);
      if (post !== null) posts.push(post);
      const next = row.indexOf('<row', found.index + found[0].length);
      [row, from] = next < 0 ? ['', line] : [row.slice(next), line];
    }
    if (row.length > longestRow) throw broken(`${file}, line ${from}`, 'a row that does not end');
  }
  if (row !== '') throw broken(`${file}, line ${from}`, 'a row that does not end');
  if (!posts.some(({ kind }) => kind === 'answer')) throw new Failure(`There are no answers in ${file}.`, shape);
  return posts.toSorted((a, b) => a.at - b.at || Number(a.id) - Number(b.id));
};

const rowPattern = /<row((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/u;
const attributePattern = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

type Attributes = ReadonlyMap<string, string>;

const attributesOf = (text: string): Attributes =>
  new Map([...text.matchAll(attributePattern)].map(([, name, one, other]) => [name!, decoded(one ?? other ?? '')]));

const postOf = (row: Attributes, where: string): Post | null => {
  const kind = kinds[required(row, 'PostTypeId', where)];
  if (kind === undefined) return null;
  const id = required(row, 'Id', where);
  const at = timeOf(required(row, 'CreationDate', where));
  if (Number.isNaN(at)) throw broken(where, `a CreationDate that is no time: "${row.get('CreationDate')}"`);
  const votes = Number(row.get('Score') ?? 0);
  if (!Number.isInteger(votes)) throw broken(where, `a Score that is no whole number: "${row.get('Score')}"`);
  const parentId = row.get('ParentId') ?? null;
  if (kind === 'answer' && parentId === null) return null;
  // `<quantum-gate><qiskit>` or `|quantum-gate|qiskit|`.
  const tags = (row.get('Tags') ?? '').replace(/[<>|]+/gu, ' ').trim();
  const text = [row.get('Title') ?? '', tags, plain(row.get('Body') ?? '')].join('\n').trim();
  return {
    ...{ id, kind, parentId, at, votes, text },
    userId: row.get('OwnerUserId') ?? null,
    acceptedAnswerId: row.get('AcceptedAnswerId') ?? null,
  };
};

const required = (row: Attributes, name: string, where: string): string => {
  const value = row.get(name);
  if (value === undefined || value === '') throw broken(where, `a row without ${name}`);
  return value;
};

/** Times in a dump are UTC without saying so. */
const timeOf = (text: string): number => Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/u.test(text) ? text : `${text}Z`);

const broken = (where: string, what: string): Failure => new Failure(`${where}: ${what}.`, shape);

/** HTML as text; what is in code stays, as errors are quoted there. */
const plain = (html: string): string => decoded(html.replace(/<[^>]*>/gu, ' ')).replace(/[^\S\n]+/gu, ' ');

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decoded = (text: string): string =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));/giu, (whole, hex?: string, decimal?: string, name = '') => {
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    return named[String(name).toLowerCase()] ?? whole;
  });
