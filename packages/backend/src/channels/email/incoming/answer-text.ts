import { advertisements, anyIntroduction, headerFields, introductions, separators } from './phrases.ts';

/** An introduction is wrapped over so many lines at most. */
const longestIntroduction = 4;
/** A signature has so many lines at most; what follows two dashes and is longer is somebody's text. */
const longestSignature = 10;

/** The first line of an introduction that is wrapped: 2026年11月30日, 30.11.2026. */
const beginsWithDate = /^\p{Nd}{1,4}[年./-]/u;

/**
 * What the person wrote, of all that their mail says: without the mail it answers, wherever that stands, without signature
 * and "Sent from my phone". Answers between quoted lines stay, in their order. In doubt a line stays.
 *
 * @param text with lines that end in \n; @returns empty where nothing is theirs
 */
export const answerText = (text: string): string => {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const plain = lines.map(bare);
  const { end, isDropped } = quotedIn(plain);
  const kept: string[] = [];
  let segment: number[] = [];
  const closeSegment = (): void => {
    if (segment.length > 0)
      kept.push(
        withoutSignature(segment, plain)
          .map((at) => lines[at]!)
          .join('\n'),
      );
    segment = [];
  };
  for (let at = 0; at < end; at += 1) {
    if (isDropped[at]) closeSegment();
    else segment.push(at);
  }
  closeSegment();
  return kept
    .map((words) => words.replace(/^\s*\n|\s+$/gu, ''))
    .filter((words) => words !== '')
    .join('\n\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
};

/** For comparing: without marks of direction and width, which programs put around dates and addresses. */
const bare = (line: string): string =>
  line
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .trim();

const isQuoted = (line: string): boolean => line.startsWith('>');

/** Which lines are another's; from `end` on all of them are. */
const quotedIn = (lines: readonly string[]): { end: number; isDropped: boolean[] } => {
  const isDropped = lines.map(isQuoted);
  let hasIntroduction = false;
  for (let at = 0; at < lines.length; at += 1) {
    if (separators.some((one) => one.test(lines[at]!)) || isHeaderBlock(lines, at))
      return { end: beforeRule(lines, at), isDropped };
    const length = introductionAt(lines, at);
    if (length === 0) continue;
    hasIntroduction = true;
    let next = at + length;
    while (lines[next] === '') next += 1;
    // Without marks at its lines nobody can tell where the quotation ends: programs that leave them out quote at the end.
    if (lines[next] === undefined || !isQuoted(lines[next]!)) return { end: at, isDropped };
    isDropped.fill(true, at, at + length);
    at += length - 1;
  }
  // A single line is no mail: "> Settings" is how the person wrote it.
  if (!hasIntroduction && isDropped.filter(Boolean).length === 1) isDropped.fill(false);
  return { end: lines.length, isDropped };
};

/** @returns how many lines from here are an introduction; 0: none */
const introductionAt = (lines: readonly string[], at: number): number => {
  let joined = '';
  for (let length = 1; length <= longestIntroduction; length += 1) {
    const line = lines[at + length - 1];
    if (line === undefined || line === '' || isQuoted(line)) return 0;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (!/[:：]$/u.test(line)) continue;
    // A date has digits; "On Monday you wrote:" is the person's own.
    if (/\p{Nd}/u.test(joined) && introductions.some((one) => one.test(joined))) return length;
    if ((length === 1 || (length === 2 && beginsWithDate.test(joined))) && anyIntroduction.test(joined)) return length;
  }
  return 0;
};

const isHeaderBlock = (lines: readonly string[], at: number): boolean => {
  if (!headerFields.from.test(lines[at]!)) return false;
  const next = lines.slice(at + 1, at + 7);
  return next.some((line) => headerFields.date.test(line)) && next.some((line) => headerFields.to.test(line));
};

/** Outlook draws a line above its header block. */
const beforeRule = (lines: readonly string[], at: number): number => {
  let before = at - 1;
  while (before >= 0 && lines[before] === '') before -= 1;
  return before >= 0 && /^[_-]{10,}$/.test(lines[before]!) ? before : at;
};

/** @param segment indexes of lines that stand together */
const withoutSignature = (segment: readonly number[], lines: readonly string[]): number[] => {
  const filled = (part: readonly number[]): number => part.filter((at) => lines[at] !== '').length;
  const dashes = segment.findLastIndex((at) => lines[at] === '--' || lines[at] === '—');
  const kept =
    dashes >= 0 && filled(segment.slice(dashes + 1)) <= longestSignature ? segment.slice(0, dashes) : [...segment];
  for (;;) {
    const last = kept.findLastIndex((at) => lines[at] !== '');
    if (last < 0 || !advertisements.some((one) => one.test(lines[kept[last]!]!))) return kept;
    kept.length = last;
  }
};
