import { fingerprint } from '../fingerprint.ts';

/**
 * One mistake that each engine words differently (V8, SpiderMonkey, JavaScriptCore). Compared after values have become
 * placeholders.
 */
const sameMistakes: readonly (readonly [RegExp, string])[] = [
  [
    /^TypeError: .*(?:(?:read|set) propert|access property|is not an object|(?:is|of) (?:undefined|null)\b)/,
    'no object',
  ],
  [/^TypeError: .*is not a function|has no method/, 'no function'],
  [/^ReferenceError: (?:Can't find variable: |Can‹value›t find variable: )?([\w$]+).*/, 'no variable $1'],
  [/^TypeError: (?:Failed to fetch|NetworkError when attempting|Load failed).*/, 'no answer'],
  [/dynamically imported module|importing a module script failed/i, 'no module'],
  [/^SyntaxError: .*JSON/, 'no JSON'],
  [/call stack size|too much recursion/, 'no end'],
];

/**
 * A problem's mark: its words and the first frame of the page's own code, so that one problem has one mark in all browsers
 * and releases. Later frames say who called, which for one problem differs from person to person. The words of engines are
 * brought together only where a place tells problems apart.
 *
 * @param message a template
 */
export const errorMark = (message: string, frames: readonly string[]): string => {
  const [first] = frames;
  if (first === undefined) return fingerprint('error', message);
  const found = sameMistakes.find(([pattern]) => pattern.test(message));
  const words = found === undefined ? message : found[0].exec(message)![0].replace(...found);
  return fingerprint('error', words, first);
};
