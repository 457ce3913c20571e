import type { Candidate } from '../../experts/index.ts';
import { firstSubtag } from '../../platform/language-tag.ts';

/** Levels 1 "can help", 2 fluent, 3 native. */
const languageValues: Readonly<Record<number, number>> = { 1: 0.5, 2: 0.95, 3: 1 };
/** English where nobody speaks the language: better than nothing, said as it is. */
const englishValue = 0.3;

/** A candidate with the language the two can talk in; null when there is none we know of. */
export interface Talk<C> {
  candidate: C;
  language: string | null;
  /** The term `language`, 0–1. */
  value: number;
}

/**
 * Required is the language, at least "can help". If nobody speaks it, those with English are left, and if there are none
 * either, everybody: a person in need is not left alone for a language.
 */
export const whoCanTalk = <C extends Pick<Candidate, 'languages'>>(
  language: string,
  candidates: readonly C[],
): Talk<C>[] => {
  const talk = (tag: string, valueOf: (level: number) => number): Talk<C>[] =>
    candidates.flatMap((candidate) => {
      const level = levelOf(candidate, tag);
      return level === 0 ? [] : [{ candidate, language: tag, value: valueOf(level) }];
    });
  const native = talk(language, (level) => languageValues[level]!);
  if (native.length > 0) return native;
  const english = talk('en', () => englishValue);
  if (english.length > 0) return english;
  return candidates.map((candidate) => ({ candidate, language: null, value: 0 }));
};

/** The best level in which they speak the language of the tag; an expert who names no language is taken to speak English. */
const levelOf = ({ languages }: Pick<Candidate, 'languages'>, tag: string): number => {
  if (languages.length === 0) return firstSubtag(tag) === 'en' ? 2 : 0;
  return Math.max(0, ...languages.map((spoken) => (firstSubtag(spoken.tag) === firstSubtag(tag) ? spoken.level : 0)));
};
