/** Where a link may lead. After these schemes, no character reference can make it another one. */
const safeDestination = /^(?:https?:\/\/|mailto:|\/(?!\/)|#)[^\s()<>\\]*\)/i;
/** A fence that every renderer sees alike: in the first column, three backticks, at most a word after them. */
const plainFence = /^```[\w+-]*$/;

/**
 * Markdown as it may be stored: raw HTML is shown instead of being HTML, links lead to the web, to mail or to the site alone,
 * pictures become links (they would tell a stranger who reads). Doing it twice changes nothing.
 *
 * Renderers clean up as well; this is what holds where one forgets. Text in fenced code stays as it was written where no
 * renderer could disagree about where the code ends.
 */
export const neutralise = (markdown: string): string => {
  const lines = withoutControls(markdown).split('\n');
  const fences = lines.filter((line) => /```|~~~/.test(line));
  const arePlain = fences.length % 2 === 0 && fences.every((line, index) => isFence(line, index));
  let isCode = false;
  return lines
    .map((line) => {
      if (!arePlain) return neutraliseText(line);
      if (plainFence.test(line)) isCode = !isCode;
      return isCode || plainFence.test(line) ? line : neutraliseText(line);
    })
    .join('\n');
};

/** A text that people wrote, as Markdown that reads as exactly that text: nothing in it is markup. */
export const textAsMarkdown = (text: string): string =>
  withoutControls(text)
    .replace(/[\\`*_[\]|~]/g, String.raw`\$&`)
    .replace(/&(?=#|\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^(\s*)([#>+=-]|\d+(?=[.)]))/gm, (_, space: string, sign: string) =>
      /^\d/.test(sign) ? `${space}${sign}\\` : `${space}\\${sign}`,
    );

/** The words of an article without its markup, for search and comparison. */
export const plainTextOf = (markdown: string): string =>
  markdown
    .replace(/^```.*$/gm, '')
    .replace(/^[ \t]{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+/gm, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replace(/[*_`[\]]/g, '')
    .trim();

/** The longest beginning of an article that goes into an answer, in characters. */
export const longestGist = 400;

/** The beginning of an article without its markup: whole sentences, or words where the first sentence is too long. */
export const gistOf = (markdown: string): string => {
  const text = plainTextOf(markdown).replace(/\n{3,}/g, '\n\n');
  if (text.length <= longestGist) return text;
  const room = text.slice(0, longestGist);
  const ends = [...room.matchAll(/[.!?。！？](?=\s)|\n/gu)].map(({ index, 0: end }) => index + end.length);
  const whole = room.slice(0, ends.at(-1) ?? 0).trim();
  if (whole !== '') return whole;
  return `${room
    .slice(0, Math.max(room.lastIndexOf(' '), longestGist / 2))
    .toWellFormed()
    .trimEnd()}…`;
};

const isFence = (line: string, index: number): boolean => (index % 2 === 0 ? plainFence.test(line) : line === '```');

const neutraliseText = (line: string): string =>
  line
    .replace(/<(?=[A-Za-z/!?])/g, '&lt;')
    .replace(/(?<!\\)!(?=\[)/g, String.raw`\!`)
    .replace(/\](?=:)/g, ']\\')
    .replace(/\]\(/g, (found, at: number) => (safeDestination.test(line.slice(at + 2)) ? found : String.raw`]\(`));

/** Control and direction characters hide what a text says. */
const withoutControls = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, '');
