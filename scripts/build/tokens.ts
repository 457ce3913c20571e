import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Which design tokens travel with which sheet of a bundle for pages that are not ours. */
export interface TokenShare {
  /** Folders of all sources that will stand on the page: tokens that none of them reads are left out. */
  readBy: string[];
  /** The sheet that declares the tokens. */
  tokens: string;
  /**
   * Sheets that are there from the first. The tokens that they read, or scripts mention, travel with `tokens`; any other sheet
   * brings what it reads besides. What is missing here is therefore only carried twice.
   */
  first: string[];
}

/** Names of tokens: all that are read, and those that are there from the first. */
export interface ReadTokens {
  all: ReadonlySet<string>;
  first: ReadonlySet<string>;
}

/** Reads which tokens are read where. */
export async function readTokens({ readBy, tokens, first }: TokenShare): Promise<ReadTokens> {
  const folders = await Promise.all(
    readBy.map(async (folder) => (await readdir(folder, { recursive: true })).map((file) => join(folder, file))),
  );
  const files = folders.flat().filter((file) => /\.(css|ts)$/.test(file));
  const read = await Promise.all(files.map(async (file) => [file, namesIn(await readFile(file, 'utf8'))] as const));
  const early = read.filter(([file]) => file.endsWith('.ts') || first.includes(file)).flatMap(([, names]) => names);
  const declared = await readFile(tokens, 'utf8');
  return { all: new Set(read.flatMap(([, names]) => names)), first: withTheirs(early, declared) };
}

/**
 * A minified sheet with the tokens that travel with it.
 * @param tokens the minified sheet that declares them
 */
export function withTokens(sheet: string, tokens: string, { all, first }: ReadTokens): string {
  const kept = withoutUnread(sheet, all);
  const besides = [...withTheirs(namesIn(kept), tokens)].filter((name) => !first.has(name));
  const brought = besides.length === 0 ? '' : onlyTokens(tokens, new Set(besides));
  return guest(brought + kept);
}

/** The sheet that declares the tokens, with those that are there from the first. */
export const firstTokens = (tokens: string, { first }: ReadTokens): string => guest(withoutUnread(tokens, first));

/** Leaves out declarations of `--h-…` whose names are not read. Takes a minified sheet. */
export function withoutUnread(sheet: string, read: ReadonlySet<string>): string {
  return withoutEmpty(
    sheet.replaceAll(declarations, (declaration, name: string) => (read.has(name) ? declaration : '')),
  );
}

const declarations = /(--h-[\w-]+):[^;}]*;?/g;

/** Of a minified sheet the declarations of these tokens alone, each in its condition. */
function onlyTokens(sheet: string, names: ReadonlySet<string>): string {
  const others = /([{;])(?!--)[\w-]+:[^;{}]*(?=[;}])/g;
  return withoutUnread(sheet.replaceAll(others, '$1').replaceAll(/;+(?=[;}])|(?<=\{);+/g, ''), names);
}

function withoutEmpty(sheet: string): string {
  const fuller = sheet.replaceAll(/(?<=^|[{};])[^{};]+\{;?\}/g, '');
  return fuller === sheet ? sheet : withoutEmpty(fuller);
}

/** On a page that is not ours no rule for its root is of use, and blanks that only custom properties keep are none either. */
const guest = (sheet: string): string =>
  withoutEmpty(sheet.replaceAll(/:root,(?=:host\{)/g, '').replaceAll(/(?<=^|[{}]):root\{[^{}]*\}/g, ''))
    .replaceAll(/(?<=[{;]--[\w-]+:) +/g, '')
    .replaceAll(/"[^"]*"|, /g, (text) => (text === ', ' ? ',' : text));

/** The names, and those that their own declarations read. */
function withTheirs(names: readonly string[], declared: string): Set<string> {
  const values = new Map<string, string>();
  for (const [declaration, name] of declared.matchAll(declarations))
    values.set(name!, (values.get(name!) ?? '') + declaration.slice(name!.length));
  const known = new Set<string>();
  const add = (name: string): void => {
    const value = values.get(name);
    if (value === undefined || known.has(name)) return;
    known.add(name);
    for (const other of namesIn(value)) add(other);
  };
  for (const name of names) add(name);
  return known;
}

/** Names of the tokens that a style sheet reads, or a script mentions. */
const namesIn = (text: string): string[] =>
  [...text.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/(?:var\(|['"`])(--h-[\w-]+)/g)].map(([, name]) => name!);
