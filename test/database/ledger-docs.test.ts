import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayMs, hourMs, openHouse, type ThankfulHouse } from '../../packages/backend/src/rewards/rewards.fixture.ts';

let at: ThankfulHouse;
let folder: string;
let program: string;
let pages: string[];
let ledger: { seq: number; hash: string }[];

beforeAll(async () => {
  at = await openHouse();
  folder = mkdtempSync(join(tmpdir(), 'harmony-ledger-'));
  const paper = readFileSync(new URL('../../docs/rewards.md', import.meta.url), 'utf8');
  program = join(folder, 'check.mjs');
  writeFileSync(program, /```js\n(.*?)```/s.exec(paper)![1]!);

  for (let count = 0; count < 3; count += 1) {
    const visitor = await at.house.visitor();
    const id = await at.solved(visitor);
    if (count === 0) await at.post(visitor, `/v1/conversations/${id}/rating`, { rating: 4 });
  }
  await at.later(hourMs);
  await at.later(7 * dayMs);
  pages = [];
  ledger = [];
  for (let next: string | null = '0'; next !== null;) {
    const { body } = await at.get(at.expert, `/v1/rewards/ledger?after=${next}&limit=4`);
    pages.push(join(folder, `page-${pages.length}.json`));
    writeFileSync(pages.at(-1)!, JSON.stringify(body));
    ledger.push(...body.items);
    next = body.next;
  }
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await at.close();
});

const run = (files: string[]) => spawnSync(process.execPath, [program, ...files], { encoding: 'utf8' });
/** The pages with one change. */
const changed = (from: string, to: string): string[] => {
  const [first, ...rest] = pages as [string, ...string[]];
  const text = readFileSync(first, 'utf8');
  const file = join(folder, 'changed.json');
  writeFileSync(file, text.replace(from, to));
  expect(text).toContain(from);
  return [file, ...rest];
};

test('the lines in the docs are fifteen at most, and find the same head as verify', async () => {
  expect(readFileSync(program, 'utf8').split('\n').filter(Boolean).length).toBeLessThanOrEqual(15);
  expect(pages).toHaveLength(2);
  const { stdout, status } = run(pages);
  const { body } = await at.get(at.expert, '/v1/rewards/verify');
  expect(body).toMatchObject({ ok: true, transfers: 6 });
  expect([status, stdout]).toEqual([0, `6 transfers, head ${body.headHash}\n`]);
});

test.each([
  ['an amount', '22500', '22501'],
  ['an input', '"rating":4', '"rating":5'],
  ['a reason', '"reason":"resolution"', '"reason":"royalty"'],
])('they see that %s was changed', (_, from, to) => {
  const { stderr, status } = run(changed(from, to));
  expect(status).toBe(1);
  expect(stderr).toContain('wrong: transfer 1');
});

test('they see that a page is missing', () => {
  const { stderr, status } = run(pages.slice(1));
  expect(status).toBe(1);
  expect(stderr).toContain(`wrong: transfer ${ledger[4]!.seq}`);
});
