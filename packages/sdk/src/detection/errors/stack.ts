import { parseStack } from 'error-stack-parser-es/lite';
import { pageTemplate } from '../../context/page.ts';

/** What a stack says of where it happened. */
export interface Place {
  /** Frames of the page's own code, the innermost first: `save /app/invoice.js`, at most 3. */
  frames: string[];
  /** It happened in an extension, or in a part of ours that no code of the page had called. */
  isForeign: boolean;
}

const mostFrames = 3;
/** The parser's patterns take time with the square of a line's length; nobody's frame is longer. */
const longestLine = 400;
const mostLines = 30;
const extension = /^(?:chrome|moz|safari|safari-web|ms-browser)-extension:|^webkit-masked-url:/;
/** Code that many pages share says less than what called it. */
const shared =
  /\/node_modules\/|[/.-](?:vendors?|polyfills?|framework|runtime|react(?:-dom)?|vue|angular|zone|jquery|lodash)[./-]/i;

/** @param ownScripts addresses of our own bundles */
export const placeOf = (stack: string, ownScripts: RegExp): Place => {
  const lines = stack.split('\n').filter((line) => line.length <= longestLine);
  const all = parseStack(lines.slice(0, mostLines).join('\n')).filter(({ file }) => file?.includes(':'));
  // A page's request fails inside the function that we have put in its place: then its own code stands below.
  const theirs = all.filter(({ file }) => !ownScripts.test(file!));
  const isForeign = all.length > 0 && (theirs.length === 0 || extension.test(all[0]!.file!));
  const located = theirs.filter(({ file }) => !extension.test(file!));
  const own = located.filter(({ file }) => !shared.test(file!));
  const frames = (own.length > 0 ? own : located).map(({ function: name, file, line }) => {
    const known = functionName(name);
    // Lines move with each release: they are told only where nothing else is known.
    return known === '' ? `${fileTemplate(file!)}:${line ?? 0}` : `${known} ${fileTemplate(file!)}`;
  });
  return { frames: frames.slice(0, mostFrames), isForeign };
};

/** True for a script of an extension, or of ours. */
export const isForeignFile = (file: string, ownScripts: RegExp): boolean =>
  extension.test(file) || ownScripts.test(file);

/**
 * A function's name as all engines agree on it: `new Invoice`, `Invoice.save [as onclick]`, `async*save`, `Invoice/this.save`
 * are `Invoice` and `save`. Empty for code without a name, which Firefox writes as `save/<` and Safari as `global code`.
 */
const functionName = (name = ''): string => {
  const bare = name.replace(/ \[as .*\]$/, '').replace(/^(?:async |new |async\*)+/, '');
  if (/<$|>$| code$|^anonymous$/.test(bare)) return '';
  return /([\w$]+)$/.exec(bare)?.[1] ?? '';
};

/** A script's path without host, query and the hash that each release changes: `/assets/index-BfX3k9aQ.js` → `/assets/index.js`. */
export const fileTemplate = (file: string): string => {
  const path = pathOf(file);
  const bare = path.replace(/[.-]([\w-]{6,40})(?=(?:\.\w{1,5})+$)/, (all: string, hash: string) =>
    /\d|[a-z][A-Z]|[A-Z]{2}/.test(hash) ? '' : all,
  );
  return pageTemplate(bare).slice(0, 120);
};

const pathOf = (file: string): string => {
  try {
    return new URL(file).pathname;
  } catch {
    return file.split(/[?#]/)[0]!;
  }
};
