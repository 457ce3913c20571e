import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { failuresOf, lastWords } from './failures.js';
import { at, state } from './paths.js';

// In the repository, so that vitest is found from it.
mkdirSync(state, { recursive: true });
const folder = mkdtempSync(join(state, 'reported-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('tells a failed test, a file that does not load and an error outside of all tests', () => {
  writeFileSync(
    join(folder, 'some.test.ts'),
    `import { describe, expect, it } from 'vitest';
     it('is right', () => expect(1).toBe(1));
     it.skip('is left out', () => {});
     describe('a group', () => it('is wrong', () => expect('3 places').toBe('4 places')));
     it('leaves something behind', () => void setTimeout(() => { throw new Error('nobody waits for me'); }));
     it('waits a little', () => new Promise((resolve) => setTimeout(resolve, 50)));`,
  );
  writeFileSync(join(folder, 'vitest.config.js'), 'export default {};');
  writeFileSync(join(folder, 'unloadable.test.ts'), `throw new Error('no such engine');`);
  const report = join(folder, 'report.json');
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...[at('node_modules/vitest/vitest.mjs'), 'run', '--root', folder],
      ...['--reporter', at('scripts/lib/vitest-report.js')],
    ],
    { env: { ...process.env, HARMONY_REPORT: report, VITEST: undefined }, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(1);
  const { failures, ...counts } = JSON.parse(readFileSync(report, 'utf8'));
  expect(counts).toEqual({ passed: 3, failed: 3, skipped: 1 });
  expect(failures).toEqual([
    {
      name: expect.stringMatching(/some\.test\.ts › a group > is wrong$/),
      why: expect.stringMatching(/^expected '3 places' to be '4 places'[^]*at .*some\.test\.ts:4/),
    },
    { name: expect.stringMatching(/unloadable\.test\.ts$/), why: expect.stringContaining('no such engine') },
    { name: 'outside of all tests', why: expect.stringContaining('nobody waits for me') },
  ]);
});

it('tells what failed in a browser, also what passed at a second try', () => {
  const spec = (title: string, status: string, message?: string) => ({
    ...{ title, file: 'e2e/loop.spec.ts', line: 12, ok: status === 'expected' },
    tests: [{ status, results: [{ errors: message === undefined ? [] : [{ message }] }, {}] }],
  });
  const failures = failuresOf({
    suites: [
      {
        title: 'e2e/loop.spec.ts',
        specs: [spec('is answered', 'expected'), spec('is asked', 'flaky', '\u001B[31mTimeout\u001B[39m of 5 s')],
        suites: [{ title: 'on a phone', specs: [spec('is read', 'unexpected')] }],
      },
    ],
    errors: [{ message: 'no server' }],
  });
  expect(failures).toEqual([
    { name: 'e2e/loop.spec.ts:12 › is asked', why: 'Timeout of 5 s' },
    { name: 'e2e/loop.spec.ts:12 › on a phone › is read', why: 'no reason was given' },
    { name: 'outside of all tests', why: 'no server' },
  ]);
  expect(lastWords([{ tier: 'journey', failures: failures.slice(0, 1) }])).toEqual([
    '✘ journey: e2e/loop.spec.ts:12 › is asked',
    '    Timeout of 5 s',
  ]);
});
