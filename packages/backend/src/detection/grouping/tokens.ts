/** The longest part of a message that is read, in characters, and in tokens. */
const mostCharacters = 500;
const mostTokens = 64;

/** What is a value by its looks, most telling first; each becomes one word. Masks of the page (`‹n›`, `‹url›`) stay. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '‹id›'],
  [/\b[a-z][a-z+.-]{1,12}:\/\/[^\s'")\]>]+/gi, '‹url›'],
  [/"[^"\n]{0,200}"|'[^'\n]{0,200}'|`[^`\n]{0,200}`/g, '‹value›'],
  [/\b0x[0-9a-f]+\b/gi, '‹n›'],
  [/\b(?=[a-f]*\d)[0-9a-f]{8,}\b/gi, '‹id›'],
  [/(?<!\w)-?\d+(?:[.,:]\d+)*|\d+(?:[.,:]\d+)*/g, '‹n›'],
];

/** Stands for a token that differs between messages of one template. */
export const anything = '‹*›';

/** The message's first line with values masked. */
export const mask = (message: string): string =>
  masks.reduce((rest, [pattern, word]) => rest.replace(pattern, word), firstLine(message));

/** Masked words of a message; `key=value` is two. Of a long one its beginning. */
export const tokensOf = (message: string): string[] =>
  mask(message)
    .split(/\s+|(?<==)/)
    .filter((token) => token !== '')
    .slice(0, mostTokens);

/** A mask and nothing else: says nothing about which template it is. */
export const isMask = (token: string): boolean => /^‹[^›]*›$/.test(token);

/** What differs from message to message by its looks: masked in part, or a name with a number in it. */
export const looksVariable = (token: string): boolean => /[‹\d]/.test(token);

/** Letters alone, perhaps with a mark after them: more likely said by the programmer than a value. */
export const isWord = (token: string): boolean => /^\p{L}{2,}[.,:;!?]?$/u.test(token);

const firstLine = (message: string): string => message.slice(0, mostCharacters).trim().split('\n', 1)[0]!;
