import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files by path from the root, with their text: the repository, or a small made-up one. */
export type Tree = Record<string, string>;

/** A place where a rule is broken. `line` starts at 1. */
export interface Violation {
  path: string;
  line: number;
  what: string;
}

/** A wall of the house. */
export interface Rule {
  /** The rule as a sentence. */
  name: string;
  /** What goes wrong without it. */
  why: string;
  /** What to do instead. */
  mend: string;
  check(tree: Tree): Violation[];
  /** A small tree that breaks it, and the places (`path:line`) that must be found in it, no more and no fewer. */
  broken: { tree: Tree; at: string[] };
}

const skipped = new Set([
  'node_modules',
  'dist',
  '.git',
  '.harmony',
  '.state',
  'test-results',
  'playwright-report',
  'results',
]);
const textual = /\.(ts|js|mjs|css|sql|html|md|json|ya?ml)$|^\.ci\/|^LICENSE$/;

/** Reads every text file of the repository that is ours. */
export function readRepository(): Tree {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const tree: Tree = {};
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) walk(path);
      } else if (textual.test(path) && !/(^|[-/])lock\.(json|yaml)$/.test(path)) {
        tree[path] = readFileSync(join(root, path), 'utf8');
      }
    }
  };
  walk('');
  return tree;
}

/** What a person reads when a rule is broken: where, why, and how to mend it. Empty when it holds. */
export function report(rule: Rule, violations: Violation[]): string {
  if (violations.length === 0) return '';
  const places = violations.map(({ path, line, what }) => `  ${path}:${line}  ${what}`);
  return [`${rule.name}.`, ...places, `Why: ${rule.why}`, `Instead: ${rule.mend}`].join('\n');
}

/** True for tests and what only they import. */
export function isTest(path: string): boolean {
  return /\.(test|spec|fixture)\.ts$/.test(path);
}

/** Line number, from 1, of a position in a text. */
export function lineOf(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
