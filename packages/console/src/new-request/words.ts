import { plural } from '@harmony-live/ui/plural.ts';
import type { RequestContext, RequestSummary } from '@harmony-live/protocol';
import { languageName } from '@harmony-live/ui/reasons.ts';
import { msg, str } from '@lit/localize';
import type { Ended } from '../app/desk.ts';
import { modeWords } from '../appointments/words.ts';

/** The longest title, in characters; a first "sentence" beyond it is cut at a word. */
export const longestTitle = 120;

/** The first sentence of what somebody wrote, without the full stop; empty when nothing was written. */
export function firstSentence(text: string): string {
  const sentence = /^[^\n]*?(?=[.!?。！？](\s|$)|\n|$)/u.exec(text.trim())?.[0].trim() ?? '';
  if (sentence.length <= longestTitle) return sentence;
  const cut = sentence.slice(0, longestTitle);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2)).trimEnd()}…`;
}

/** What stands at the head of a request: its first sentence, else where the person was, else that it came without words. */
export function requestTitle({ text, context }: Pick<RequestSummary, 'text' | 'context'>): string {
  const { page } = context as RequestContext;
  return firstSentence(text) || page?.title || page?.path || msg('Sent without words');
}

/** For when they booked or by when they are answered, where the person is, with what, and in which language: one line, of what they chose to share. */
export function requestMeta(
  request: Pick<RequestSummary, 'context' | 'language' | 'slotAt' | 'dueAt'>,
  now = Date.now(),
): string {
  const { context, language } = request;
  const { page, browser, errors } = context as RequestContext;
  const count = errors?.length ?? 0;
  return [
    modeWords(request, now),
    page?.path,
    count === 0 ? undefined : plural(count, { one: '1 error', other: str`${count} errors` }),
    browser && [browser.name, browser.system].filter(Boolean).join(', '),
    languageName(language),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** How many requests wait behind the one on screen; undefined when it is the only one. */
export function furtherWords(count: number): string | undefined {
  if (count <= 0) return undefined;
  return plural(count, { one: 'One more waits for you', other: str`${count} more wait for you` });
}

/** Why a request went away by itself; undefined for what this person did. */
export function endedWords({ state, takenBy }: Pick<Ended, 'state' | 'takenBy'>): string | undefined {
  switch (state) {
    case 'timed-out':
      return msg('Time ran out. The next person is being asked.');
    case 'withdrawn':
      return takenBy
        ? msg(str`${takenBy} took this a moment ago. You are free for the next.`)
        : msg('The person does not need help any more. You are free for the next.');
    default:
      return undefined;
  }
}

/** So many terms fit beside a request. */
const mostTerms = 4;

/** The terms that counted most, for or against, strongest first. */
export function mainTerms<T extends { value: number; weight: number }>(terms: readonly T[]): T[] {
  const share = ({ value, weight }: T): number => Math.abs(value * weight);
  return terms
    .filter((term) => share(term) > 0)
    .toSorted((a, b) => share(b) - share(a))
    .slice(0, mostTerms);
}

/** A term of the score by its name; the name itself for one that this screen does not know. */
export function termWords(name: string): string {
  switch (name) {
    case 'meaning':
      return msg('Near to what you are good at');
    case 'activity':
      return msg('What you solved lately');
    case 'reputation':
      return msg('How often you help');
    case 'language':
      return msg('Language');
    case 'familiarity':
      return msg('You know this person');
    case 'responsiveness':
      return msg('How you answer requests');
    case 'load':
      return msg('Room for one more');
    case 'idle':
      return msg('How long you have been free');
    case 'newcomer':
      return msg('New here');
    case 'fatigue':
      return msg('Declined or missed lately, counts against');
    default:
      return name;
  }
}
