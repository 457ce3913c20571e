import type { RequestContext } from '@harmony-live/protocol';
import { textAsMarkdown } from './markdown.ts';
import { scrub } from '@harmony-live/protocol/scrub';
import { hideNames, type NamesToHide } from './names.ts';
import { wordingOf } from './wording.ts';

/** A title is read in a list: longer ones are cut at a word. */
const longestTitle = 120;
const mostSteps = 30;
const mostErrors = 5;
const mostFingerprints = 20;
/** As long as a message and its question can be, with room for what stands around them. */
const longestBody = 40_000;

/** What a draft is made from. Everything in it was written by people and is text, whatever it says. */
export interface SolvedCase {
  /** The person's words when they asked; may be empty. */
  question: string;
  topic: string | null;
  /** What they wrote first in the conversation, for whoever asked without a word. */
  firstWords: string;
  context: RequestContext;
  /** The message that was marked as the solution. */
  solution: string;
  how: 'confirmed' | 'assumed';
  /** BCP 47: what the person asked in. */
  language: string;
  names: NamesToHide;
}

/** A draft before it is stored: `body` is Markdown in which nothing that people wrote is markup. */
export interface Draft {
  title: string;
  body: string;
  page: string | null;
  fingerprints: string[];
}

/**
 * The draft of an article, taken word for word from a solved case: the title is the problem in the seeker's words, the body
 * what went wrong and the marked message as steps. No personal data that `scrub` knows is left in it.
 *
 * @returns null where there is nothing to write down: no words in the solution, or no problem that anybody could look for
 */
export const draftOf = (solved: SolvedCase): Draft | null => {
  const hide = (text: string): string => hideNames(scrub(text), solved.names).trim();
  const steps = stepsOf(hide(solved.solution));
  const asked = hide(solved.question) || hide(solved.topic ?? '') || hide(solved.firstWords);
  const errors = errorsOf(solved.context).map(hide).slice(0, mostErrors);
  const page = pageOf(solved.context);
  const title = titleOf(asked || errors[0] || '');
  if (steps.length === 0 || title === '') return null;

  const wording = wordingOf(solved.language);
  const symptoms = [
    ...errors.map((message) => `- ${wording.error}: ${textAsMarkdown(message)}`),
    ...(page === null ? [] : [`- ${wording.page}: ${textAsMarkdown(hide(page))}`]),
  ];
  const quoted = asked === '' || asked === title ? [] : [quote(asked)];
  const body = [
    ...(quoted.length + symptoms.length === 0 ? [] : [`## ${wording.symptoms}`, ...quoted, symptoms.join('\n')]),
    `## ${wording.solution}`,
    steps.length === 1 ? textAsMarkdown(steps[0]!) : numbered(steps),
    '---',
    solved.how === 'confirmed' ? wording.extracted : `${wording.extracted} ${wording.assumed}`,
  ];
  return {
    title,
    body: body
      .filter((part) => part !== '')
      .join('\n\n')
      .slice(0, longestBody),
    page: page === null ? null : hide(page),
    fingerprints: fingerprintsOf(solved.context),
  };
};

/** The first sentence, without the greeting before it. */
export const titleOf = (text: string): string => {
  const [first = ''] = sentencesOf(text).filter((sentence) => !isGreeting(sentence));
  const line = first.replace(/\s+/g, ' ').replace(/[.:;,\s]+$/u, '');
  if (line.length <= longestTitle) return line;
  const cut = line.slice(0, longestTitle - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2)).trimEnd()}…`.toWellFormed();
};

/** A message as steps: its lines, or the sentences of its only line. List signs of its own are taken off. */
export const stepsOf = (text: string): string[] => {
  const lines = text
    .split(/\n+/)
    .map((line) => line.replace(/^\s*(?:[-*•+]|\(?\d{1,2}[.):])\s+/u, '').trim())
    .filter((line) => line !== '');
  const steps = (lines.length > 1 ? lines : sentencesOf(lines[0] ?? '')).filter((step) => !isGreeting(step));
  // Beyond that it is no list of steps any more; nothing of it is dropped.
  return steps.length <= mostSteps ? steps : [...steps.slice(0, mostSteps - 1), steps.slice(mostSteps - 1).join(' ')];
};

/** Ends at `.`, `!` or `?` before a space and a capital, a digit or a quote; `e.g.` and `1.` are no ends. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?…。！？])(?<!\b(?:e\.g|i\.e|etc|vs|z\.B|bzw|\d)\.)\s+(?=[\p{Lu}\p{Lo}\p{N}"'“„«‹¿¡(])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

const isGreeting = (sentence: string): boolean =>
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you|hallo|guten (?:tag|morgen)|bonjour|salut|hola|olá)(?=[\s,.!]|$)[^\n]{0,30}$/iu.test(
    sentence,
  );

/** Messages of errors as templates, each once: what the page noticed, then what the app reported. */
const errorsOf = ({ signals = [], errors = [] }: RequestContext): string[] => {
  const noticed = signals.flatMap(({ message }) => (message === undefined ? [] : [message]));
  return [...new Set([...noticed, ...errors.map(({ message }) => message)].map(oneLine))].filter(Boolean);
};

/** Where it happened: where the page noticed something, or from where the person asked. */
const pageOf = ({ page, signals = [] }: RequestContext): string | null => {
  const path = signals.find(({ fingerprint }) => fingerprint !== undefined)?.page ?? page?.path;
  return path === undefined ? null : oneLine(path.split(/[?#]/, 1)[0]!).slice(0, 300);
};

const fingerprintsOf = ({ signals = [] }: RequestContext): string[] =>
  [...new Set(signals.flatMap(({ fingerprint }) => (fingerprint === undefined ? [] : [fingerprint])))].slice(
    0,
    mostFingerprints,
  );

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const quote = (text: string): string =>
  textAsMarkdown(text)
    .split('\n')
    .map((line) => `> ${line.trim()}`.trimEnd())
    .join('\n');
const numbered = (steps: readonly string[]): string =>
  steps.map((step, index) => `${index + 1}. ${textAsMarkdown(step)}`).join('\n');
