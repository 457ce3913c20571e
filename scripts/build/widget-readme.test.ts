import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const packages = join(import.meta.dirname, '../../packages');
const read = (file: string): string => readFileSync(join(packages, file), 'utf8');
const readme = read('widget/README.md');
const sources = globSync(['widget/src/**/*.{ts,css}', 'ui/src/**/*.{ts,css}'], { cwd: packages })
  .filter((file) => !file.endsWith('.test.ts'))
  .map(read)
  .join('\n');

/** What is drawn into the root of `<harmony-widget>` itself. */
const outermost = ['widget.ts', 'offer/offering.ts', 'plain/plain.ts', 'sharing/sharing.ts']
  .map((file) => read(`widget/src/${file}`))
  .join('\n');

/** First cells of the table rows of the README that are one name in code. */
const listed = (name: RegExp): string[] =>
  [...readme.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, cell]) => cell!).filter((cell) => name.test(cell));

const unique = (names: Iterable<RegExpMatchArray>): string[] =>
  [...new Set([...names].map(([, name]) => name!))].toSorted();

describe('the README lists what a host may set, no more and no less:', () => {
  test('the custom properties that a sheet of ours reads', () => {
    const offered = unique(sources.matchAll(/var\((--harmony-[\w-]+)/g));
    expect(offered.length).toBeGreaterThan(3);
    expect(listed(/^--/).toSorted()).toEqual(offered);
  });

  test('the parts of the outermost root, which are those that a page’s ::part() reaches', () => {
    const offered = unique(outermost.matchAll(/\bpart="([\w-]+)"/g));
    expect(offered).toContain('bubble');
    expect(listed(/^(?!--)/).toSorted()).toEqual(offered);
  });

  test('and so does the element’s own docblock', () => {
    const docblock = /\/\*\*\n \* `<harmony-widget>`[\s\S]*?\*\//.exec(read('widget/src/widget.ts'))![0];
    for (const name of [...listed(/^--/), ...listed(/^(?!--)/)]) expect(docblock).toContain(`\`${name}\``);
  });
});
