import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { widgetTokens } from './bundles.ts';
import { minifySheet } from './style-sheets.ts';
import { firstTokens, readTokens, withTokens, withoutUnread } from './tokens.ts';

test('a token that nobody reads does not travel; what is read, and a host’s own, does', () => {
  const sheet =
    ':host{--h-ink:#000;--h-chart-1:light-dark(#111,#222);--h-up:0 0 1px red,0 1px 2px blue}a{color:var(--h-ink)}';
  expect(withoutUnread(sheet, new Set(['--h-ink']))).toBe(':host{--h-ink:#000;}a{color:var(--h-ink)}');
  expect(withoutUnread(':host{--harmony-radius:4px}', new Set())).toBe(':host{--harmony-radius:4px}');
});

describe('a page that is not ours', () => {
  const tokens =
    ':root,:host{color-scheme:light dark}:root{--h-rem: 1rem}:host{--h-rem: 16px}:root,:host{--h-big: calc(2 * var(--h-rem));--h-font: Inter, "Noto, Sans"}' +
    '@supports (color: light-dark(#000,#fff)){:root,:host{--h-ink: light-dark(#111, #222);--h-disc: light-dark(#333, #444)}}' +
    '@media(forced-colors:active){:root,:host{--h-ink: CanvasText;--h-disc: Highlight}}';
  const read = {
    all: new Set(['--h-ink', '--h-disc', '--h-big', '--h-font']),
    first: new Set(['--h-ink', '--h-font']),
  };

  test('gets the tokens of what is there from the first, without rules for its root and without blanks', () => {
    expect(firstTokens(tokens, read)).toBe(
      ':host{color-scheme:light dark}:host{--h-font:Inter,"Noto, Sans"}' +
        '@supports (color: light-dark(#000,#fff)){:host{--h-ink:light-dark(#111,#222);}}' +
        '@media(forced-colors:active){:host{--h-ink:CanvasText;}}',
    );
  });

  test('gets any other token with the sheet that reads it, in each condition, and what it stands on', () => {
    const late = '.av{color:var(--h-ink);background:var(--h-disc)}.big{font-size:var(--h-big)}';
    expect(withTokens(late, tokens, read)).toBe(
      ':host{--h-rem:16px}:host{--h-big:calc(2 * var(--h-rem));}' +
        '@supports (color: light-dark(#000,#fff)){:host{--h-disc:light-dark(#333,#444)}}' +
        `@media(forced-colors:active){:host{--h-disc:Highlight}}${late}`,
    );
  });

  test('gets nothing besides with a sheet that reads only those', () => {
    expect(withTokens('a{color:var(--h-ink)}', tokens, read)).toBe('a{color:var(--h-ink)}');
  });
});

test('every token that a sheet of the widget reads is there from the first, or comes with that sheet', async () => {
  const read = await readTokens(widgetTokens);
  const sheetOf = async (file: string): Promise<string> => minifySheet(await readFile(file, 'utf8'));
  const tokens = await sheetOf(widgetTokens.tokens);
  const sheets = globSync(widgetTokens.readBy.map((folder) => `${folder}/**/*.css`));
  expect(sheets).toEqual(expect.arrayContaining(widgetTokens.first));
  const missing: string[] = [];
  let brought = 0;
  for (const file of sheets) {
    if (file === widgetTokens.tokens) continue;
    const sheet = withTokens(await sheetOf(file), tokens, read);
    for (const [, name] of sheet.matchAll(/var\((--h-[\w-]+)/g)) {
      if (!tokens.includes(`${name}:`) || read.first.has(name!)) continue;
      if (sheet.includes(`${name}:`)) brought += 1;
      else missing.push(`${name} in ${file}`);
    }
  }
  expect(missing).toEqual([]);
  expect(brought).toBeGreaterThan(10);
});
