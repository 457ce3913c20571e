import type { Highlight } from '@harmony-live/protocol';
import { wordsOf } from '../../platform/embeddings/words.ts';

/** What a list shows under a title. */
const longestPiece = 160;
const mostPieces = 2;
const wordRun = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

/**
 * The pieces of a text that hold most of the question, in the order of the text, with marks on its words. The beginning,
 * without marks, where none does.
 *
 * @param terms stems of the question, of which a word has to have one
 */
export const highlightsOf = (text: string, terms: ReadonlySet<string>, languages: readonly string[]): Highlight[] => {
  const pieces = piecesOf(text).map((piece, at) => ({ at, ...mark(piece, terms, languages) }));
  const holding = pieces.filter(({ marks }) => marks.length > 0);
  const best = holding
    .toSorted((a, b) => b.found - a.found || a.at - b.at)
    .slice(0, mostPieces)
    .toSorted((a, b) => a.at - b.at);
  return (best.length > 0 ? best : pieces.slice(0, 1)).map(({ text: piece, marks }) => ({ text: piece, marks }));
};

/** Lines and sentences; what is longer than a piece is cut between words. */
const piecesOf = (text: string): string[] =>
  text
    .split(/\n+|(?<=[.!?])\s+/u)
    .flatMap((sentence) => cut(sentence.trim()))
    .filter((piece) => /\p{L}/u.test(piece));

const cut = (sentence: string): string[] => {
  const pieces: string[] = [];
  let rest = sentence;
  while (rest.length > longestPiece) {
    const space = rest.lastIndexOf(' ', longestPiece);
    const at = space > longestPiece / 2 ? space : longestPiece;
    pieces.push(rest.slice(0, at).toWellFormed());
    rest = rest.slice(at).trimStart().toWellFormed();
  }
  return [...pieces, rest];
};

const mark = (text: string, terms: ReadonlySet<string>, languages: readonly string[]) => {
  const marks: [number, number][] = [];
  const found = new Set<string>();
  for (const run of text.matchAll(wordRun)) {
    const [term] = wordsOf(run[0], languages)
      .flatMap(({ stems }) => stems)
      .filter((one) => terms.has(one));
    if (term === undefined) continue;
    found.add(term);
    marks.push([run.index, run.index + run[0].length]);
  }
  return { text, marks, found: found.size };
};
