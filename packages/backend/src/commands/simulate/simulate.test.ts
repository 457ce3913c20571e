import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer, type DemoServer } from '../../../../../test/fixtures/server.ts';
import { until } from '../../../../../test/fixtures/until.ts';
import type { Report } from './measures.ts';
import type { Profile } from './profile.ts';

const main = fileURLToPath(new URL('../../main.ts', import.meta.url));
const minute = 60_000;
const seconds = (median: number) => ({ median, sigma: 0.3 });

/** Three experts and about fifteen visitors within two minutes, with more faults than anybody has. */
const small: Profile = {
  ...{ name: 'Small', about: 'for a test', startsAt: 0, hours: 1 / 30 },
  conduct: {
    ...{ accepts: 0.8, declines: 0.2, solves: 0.8, solvesOthers: 0.8, vanishes: 0, returnsAfterSeconds: 60 },
    ...{ answerSeconds: seconds(4), handlingSeconds: seconds(60) },
  },
  experts: [
    { group: 'forms', count: 2, statements: ['Forms and fields'], languages: [{ tag: 'en' }], capacity: 3 },
    { group: 'money', count: 1, statements: ['Invoices'], languages: [{ tag: 'en' }, { tag: 'de' }], capacity: 3 },
  ],
  visitors: {
    perHour: [450],
    kinds: [
      { share: 1, groups: ['forms', 'money'], texts: ['The form of {what} is stuck'], words: { what: ['A', 'B'] } },
    ],
    languages: [{ tag: 'en', share: 1 }],
    patienceSeconds: { median: 600, sigma: 0 },
    urgency: { flexible: 0.2, normal: 0.6, urgent: 0.2 },
    rates: 1,
    stars: [0, 0, 0, 0.5, 0.5],
  },
  faults: { drop: 1, reload: 1, retry: 0.5, duplicate: 0.5 },
};

let server: DemoServer;
let folder: string;
beforeAll(async () => {
  server = await startDemoServer();
  folder = mkdtempSync(join(tmpdir(), 'harmony-simulate-'));
}, 3 * minute);
afterAll(async () => {
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const begin = (...args: string[]) => {
  const child = spawn(process.execPath, [main, 'simulate', '--url', server.url, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH },
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (errors += String(text)));
  const end = once(child, 'close').then(([code]) => ({ code: code as number | null, out, errors }));
  return { child, end, said: (text: string) => errors.includes(text) };
};
const fileOf = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value, null, 2));
  return path;
};

describe('harmony simulate', () => {
  it(
    'lets people meet on a running server, and nothing is doubled, lost or starved for all the faults',
    async () => {
      const profile = fileOf('small.json', small);
      const { code, out, errors } = await begin('--profile', profile, '--speed', '6', '--seed', '3', '--json').end;
      expect({ code, errors }).toMatchObject({ code: 0 });
      const report = JSON.parse(out) as Report & { ok: boolean };
      expect(report).toMatchObject({ ok: true, isComplete: true, doubled: 0, lost: 0, starved: 0, refusals: {} });
      expect(report.requests).toBeGreaterThan(8);
      // All three decline one request in a hundred; its person gives up. Everybody else is helped.
      const { helped, cancelled, ...others } = report.outcomes;
      expect(others).toEqual({ 'left-alone': 0, expired: 0, refused: 0, unfinished: 0 });
      expect(helped + cancelled).toBe(report.requests);
      expect(cancelled).toBeLessThan(3);
      for (const count of Object.values(report.faults)) expect(count).toBeGreaterThan(0);
      expect(report.solved!.count).toBeGreaterThan(0);
    },
    3 * minute,
  );

  it(
    'ends with the report so far when it is interrupted, and leaves nobody waiting',
    async () => {
      const profile = fileOf('long.json', { ...small, hours: 1 });
      const { child, end, said } = begin('--profile', profile, '--speed', '20');
      await until(async () => said('3 experts there') || child.exitCode !== null, minute);
      child.kill('SIGINT');
      const { code, out, errors } = await end;
      expect({ code, errors }).toMatchObject({ code: 0 });
      expect(out).toContain('stopped early');
      expect(out).toMatch(/lost +0\n/);
    },
    3 * minute,
  );

  it(
    'signs in experts who are there already where it is given them',
    async () => {
      const people = {
        site: 'pk_demo',
        origin: 'http://localhost:5000',
        experts: [{ email: 'ada@demo.test', password: 'wrong' }],
      };
      const profile = fileOf('one.json', { ...small, experts: [{ ...small.experts[0], count: 1 }, small.experts[1]] });
      const tooFew = await begin('--profile', profile, '--people', fileOf('few.json', people)).end;
      expect(tooFew).toMatchObject({
        code: 1,
        errors: expect.stringContaining('2 experts, the file of --people only 1') as string,
      });
      people.experts.push({ email: 'grace@demo.test', password: 'harmony-demo' });
      const refused = await begin('--profile', profile, '--people', fileOf('wrong.json', people)).end;
      expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining('auth/failed') as string });
      people.experts[0]!.password = 'harmony-demo';
      const quick = fileOf('quick.json', {
        ...small,
        hours: 1 / 120,
        experts: [{ ...small.experts[0], count: 1 }, small.experts[1]],
      });
      const { code, out } = await begin(
        '--profile',
        quick,
        '--people',
        fileOf('right.json', people),
        '--speed',
        '6',
        '--json',
      ).end;
      expect({ code, report: JSON.parse(out) as Report }).toMatchObject({
        code: 0,
        report: { experts: 2, doubled: 0, lost: 0 },
      });
    },
    3 * minute,
  );

  it(
    'says what is wrong with what it was given, and ends with 2',
    async () => {
      const bad = fileOf('bad.json', { ...small, hours: 'long' });
      for (const [args, words] of [
        [['--profile', bad], /bad\.json, line 5, column 12: \/hours must be a number\./],
        [['--speed', '0'], /--speed must be a number from 0\.1 to 1000, not "0"\./],
        [['--seed', '1.5'], /--seed must be a whole number from 0 to 4294967295, not "1\.5"\./],
        [['--url', 'ftp://x'], /--url must be the address of a server/],
      ] as const) {
        const { code, errors } = await begin(...args).end;
        expect({ code, errors }).toMatchObject({ code: 2, errors: expect.stringMatching(words) as string });
      }
    },
    minute,
  );
});
