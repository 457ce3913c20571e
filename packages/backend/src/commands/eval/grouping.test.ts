import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../index.ts';
import { outcomesOf } from './grouping.ts';
import { readMessages } from './messages.ts';

let folder: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harmony-eval-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const lines = (...rows: [string, string][]) =>
  rows.map(([message, group]) => JSON.stringify({ message, group })).join('\n');

describe('grouping accuracy', () => {
  const messages = ['a', 'a', 'b', 'c'].map((group) => ({ message: '', group }));
  const right = (found: string[]) => outcomesOf(messages, found).reduce((sum, one) => sum + one.right, 0);
  it('counts messages whose group is exactly right', () => expect(right(['1', '1', '2', '3'])).toBe(4));
  it('counts none of a group that is split', () => expect(right(['1', '4', '2', '3'])).toBe(2));
  it('counts none of groups that are mixed', () => expect(right(['1', '1', '2', '2'])).toBe(2));
});

describe('eval grouping', () => {
  const told = lines(
    ['Error: user anna has no invoice', 'none'],
    ['Error: user zoe has no invoice', 'none'],
    ['Error: disk 3 is full', 'full'],
    ['Error: disk 4 is full', 'full'],
  );

  it('prints what the product reaches beside masking alone', async () => {
    const code = await runCommandLine(['eval', 'grouping', '--data', write('mine.jsonl', told), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({
      ok: true,
      sets: [{ name: 'mine', messages: 4, groups: 2, ours: { value: 1 }, masking: { value: 0.5 } }],
      mean: { ours: { value: 1 }, masking: { value: 0.5 } },
    });
  });

  it('ends with 1 where masking alone does as well', async () => {
    write('same.jsonl', lines(['Error: disk 3 is full', 'full'], ['Error: disk 4 is full', 'full']));
    expect(await runCommandLine(['eval', 'grouping', '--data', folder])).toBe(1);
    expect(printed).toMatch(/same +2 +1 +1\.000 \(1\.000–1\.000\) +1\.000/);
  });

  it('reads LogHub’s columns, quotes and commas included', () => {
    const path = write('Hub.csv', 'LineId,Content,EventId\n1,"said ""no"", twice",E1\r\n2,plain,E2\n3,short\n');
    expect(readMessages(path)).toEqual([
      {
        name: 'Hub',
        messages: [
          { message: 'said "no", twice', group: 'E1' },
          { message: 'plain', group: 'E2' },
        ],
      },
    ]);
  });

  it.each([
    ['no path', () => [], 2],
    ['a path that is not there', () => ['--data', join(folder, 'gone')], 1],
    ['a file without labels', () => ['--data', write('other.csv', 'a,b\n1,2\n')], 1],
    ['a file that is no JSON', () => ['--data', write('broken.jsonl', '{')], 1],
  ])('says what is wrong with %s', async (_, args, code) =>
    expect(await runCommandLine(['eval', 'grouping', ...args()])).toBe(code),
  );
});
