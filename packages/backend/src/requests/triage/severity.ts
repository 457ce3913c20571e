import type { Complexity, RequestContext, Urgency } from '@harmony-live/protocol';
import { wordsOf } from '../../platform/classifier/index.ts';
import { cues } from './cues.ts';

/** A guess by rules, with the codes of what decided (`Triage` in the protocol). */
export interface Guessed<T> {
  value: T;
  confidence: number;
  because: string[];
}

/** Below this many words a question is one that a pointer answers. */
const mostWordsOfShort = 14;
/** Above this many there is a story to it. */
const fewestWordsOfLong = 80;
/** So many errors on one page are more than a slip. */
const manyErrors = 3;

/**
 * How hard it will be: 1 for a short question how something is done, 3 where at least two signs of a hard problem come
 * together, else 2. The confidences are fixed steps, not measured ones: there is no public set to measure them on.
 */
export const complexityOf = (text: string, context: RequestContext): Guessed<Complexity> => {
  const count = wordsOf(text).length;
  const errors = new Set((context.errors ?? []).map(({ message }) => message));
  const hard = [
    ...(count > fewestWordsOfLong ? ['long'] : []),
    ...(looksLikeCode(text) ? ['code'] : []),
    ...(cues.hard.test(text) ? ['hard-words'] : []),
    ...(errors.size > 1 ? ['several-errors'] : []),
    ...((context.tried ?? []).length > 1 ? ['tried'] : []),
  ];
  if (hard.length > 1) return { value: 3, confidence: hard.length > 2 ? 0.8 : 0.65, because: hard };
  const isSimple = hard.length === 0 && cues.howTo.test(text) && count <= mostWordsOfShort;
  if (isSimple) return { value: 1, confidence: 0.65, because: ['how-to', 'short'] };
  return { value: 2, confidence: 0.5, because: hard };
};

/**
 * How soon it matters, where the person has not said so: 3 for words of distress, or many errors on the page; 1 for words of
 * patience; else 2. Errors weigh against patience, a question how something is done against distress.
 */
export const urgencyOf = (text: string, context: RequestContext): Guessed<Urgency> => {
  const errors =
    (context.errors ?? []).length + (context.signals ?? []).filter(({ kind }) => kind.includes('error')).length;
  const isCalm = cues.calm.test(text);
  // "Not urgent" has the word too.
  const isUrgent = !isCalm && cues.urgent.test(text);
  const isHowTo = cues.howTo.test(text);
  const points =
    (isUrgent ? 2 : 0) -
    (isCalm ? 2 : 0) +
    (errors >= manyErrors ? 2 : errors > 0 ? 1 : 0) -
    (isHowTo && errors > 0 ? 1 : 0);
  const because = [
    ...(isUrgent ? ['urgent-words'] : []),
    ...(isCalm ? ['calm-words'] : []),
    ...(errors >= manyErrors ? ['many-errors'] : errors > 0 ? ['errors'] : []),
  ];
  if (points >= 2) return { value: 3, confidence: points > 2 ? 0.8 : 0.7, because };
  if (points <= -2) return { value: 1, confidence: 0.7, because };
  return { value: 2, confidence: 0.5, because };
};

/** A stack trace, a log line, or program text. Runs are bounded: a hostile text must not cost more than its length. */
const looksLikeCode = (text: string): boolean =>
  /^[ \t]{0,20}at .{1,200}:\d|Traceback|Exception\b|\b[A-Z]\w{1,40}Error\b|```|[{};][ \t]{0,20}$|=>|\bSELECT\b.{1,200}\bFROM\b/m.test(
    text,
  );
