/** How well something fits what is looked for, and which characters of it do; pairs of start and end. */
export interface Fit {
  /** Higher is better; comparable for one question only. */
  score: number;
  marks: readonly (readonly [number, number])[];
}

/** Letters that begin words and go on from there ("gq" in "Go to Queue") are less sure than the question in one piece. */
const abbreviation = 1;
const insideAWord = 2;
const atAWord = 3;
/** Names are abbreviated, sentences are not: their many words begin with any letter, in UTF-16 units. */
const longestName = 40;

/**
 * Whether a text holds a question: in one piece, or as the beginnings of its words ("gq", "gotoq"). Upper and lower case and
 * accents are alike. Letters that only happen to stand somewhere are no answer. Null when it does not; an empty question
 * fits everything alike.
 */
export const fuzzy = (question: string, text: string): Fit | null => {
  const wanted = plain(question).trim();
  if (wanted === '') return { score: 0, marks: [] };
  const units = unitsOf(text);
  const found = inOnePiece(wanted, units) ?? asBeginnings(wanted.replaceAll(/\s/g, ''), units);
  if (found === null) return null;
  // Of two that fit alike the shorter one is nearer to the question.
  return {
    score: found.score - Math.min(units.length, 200) / 400,
    marks: runs(found.at.map((index) => units[index]!.at)),
  };
};

/** The best of them, best first; of equals the earlier. Without a question all of them, as they stand. */
export const bestOf = <T>(
  question: string,
  things: readonly T[],
  wordsOf: (thing: T) => string,
  limit = Infinity,
): { thing: T; marks: Fit['marks'] }[] =>
  things
    .flatMap((thing) => {
      const fit = fuzzy(question, wordsOf(thing));
      return fit === null ? [] : [{ thing, ...fit }];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ thing, marks }) => ({ thing, marks }));

/** One UTF-16 unit of the plain text. */
interface Unit {
  char: string;
  /** Where it stands in the text as it was written, in UTF-16 units. */
  at: number;
}

interface Found {
  score: number;
  at: number[];
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const unitsOf = (text: string): Unit[] =>
  [...text.matchAll(/./gsu)].flatMap(({ 0: char, index }) =>
    plain(char)
      .split('')
      .map((one) => ({ char: one, at: index })),
  );

const inOnePiece = (wanted: string, units: readonly Unit[]): Found | null => {
  const all = units.map(({ char }) => char).join('');
  const places: number[] = [];
  for (let at = all.indexOf(wanted); at !== -1; at = all.indexOf(wanted, at + 1)) places.push(at);
  const place = places.find((at) => isWordStart(units, at)) ?? places[0];
  if (place === undefined) return null;
  const at = Array.from({ length: wanted.length }, (_, index) => place + index);
  return { score: isWordStart(units, place) ? atAWord : insideAWord, at };
};

/** Each letter goes on from the one before, or begins a later word. */
const asBeginnings = (wanted: string, units: readonly Unit[]): Found | null => {
  if (units.length > longestName) return null;
  const starts = units.flatMap((_, index) => (isWordStart(units, index) ? [index] : []));
  const dead = new Set<string>();
  const from = (letter: number, before: number): number[] | null => {
    if (letter === wanted.length) return [];
    const key = `${letter} ${before}`;
    if (dead.has(key)) return null;
    for (const at of [...(letter > 0 ? [before + 1] : []), ...starts.filter((start) => start > before)]) {
      if (units[at]?.char !== wanted[letter]) continue;
      const rest = from(letter + 1, at);
      if (rest !== null) return [at, ...rest];
    }
    dead.add(key);
    return null;
  };
  const at = from(0, -1);
  return at === null ? null : { score: abbreviation, at };
};

const isWordStart = (units: readonly Unit[], index: number): boolean =>
  /[\p{L}\p{N}]/u.test(units[index]?.char ?? '') && (index === 0 || !/[\p{L}\p{N}]/u.test(units[index - 1]!.char));

const runs = (positions: readonly number[]): [number, number][] => {
  const found: [number, number][] = [];
  for (const at of positions) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === at) last[1] = at + 1;
    else if (last === undefined || at >= last[1]) found.push([at, at + 1]);
  }
  return found;
};
