import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../packages/backend/src/platform/clock.ts';
import { createJobs, type Jobs } from '../../packages/backend/src/platform/jobs/index.ts';
import { DEAD_LETTER_QUEUE } from '../../packages/backend/src/platform/jobs/queues.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';
import { recordingLog } from '../fixtures/log.ts';
import { until } from '../fixtures/until.ts';

const organisation = randomUUID();
const log = recordingLog();
let database: TestDatabase;
let running: Jobs[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
afterEach(async () => {
  for (const jobs of running) await jobs.stop();
  running = [];
});

const makeJobs = (): Jobs => {
  const jobs = createJobs({ db: database.db, clock: systemClock, log });
  running.push(jobs);
  return jobs;
};
const inQueue = (name: string) =>
  database.db.asSystem(
    'look',
    (tx) => tx<{ state: string; data: unknown }[]>`
    select state::text, data from pgboss.job where name = ${name} order by created_on`,
  );

test('a job is done soon after it was sent, with its data, and once', async () => {
  const jobs = makeJobs();
  const done: unknown[] = [];
  jobs.work<{ n: number }>('soon', async (data, { retryCount }) => void done.push({ ...data, retryCount }));
  await jobs.start();
  const startedAt = performance.now();
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  for (const n of numbers) await jobs.send('soon', { n });
  await until(async () => done.length === numbers.length);
  expect(performance.now() - startedAt).toBeLessThan(1_500);
  expect(done).toEqual(numbers.map((n) => ({ n, retryCount: 0 })));
});

test('a job sent in a transaction exists if that commits, and not if it is rolled back', async () => {
  const jobs = makeJobs();
  const done: unknown[] = [];
  jobs.work('tied', async (data) => void done.push(data));
  await jobs.start();
  const user = await database.db.withOrganisation(organisation, async (tx) => {
    await jobs.send('tied', { kept: true }, { tx });
    const [row] = await tx<{ user: string }[]>`select current_user as user`;
    return row?.user;
  });
  expect(user).toBe('harmony_app');
  const failing = database.db.withOrganisation(organisation, async (tx) => {
    await jobs.send('tied', { kept: false }, { tx });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await until(async () => done.length > 0);
  expect((await inQueue('tied')).map((job) => job.data)).toEqual([{ kept: true }]);
});

test('statements beside a send in a transaction stay behind row-level security', async () => {
  const jobs = makeJobs();
  jobs.work('beside', async () => {});
  await jobs.start();
  const users = await database.db.withOrganisation(organisation, async (tx) => {
    const sends = [1, 2, 3].map((n) => jobs.send('beside', { n }, { tx }));
    const looks = Array.from({ length: 30 }, async (_, n) => {
      for (let step = 0; step < n % 5; step += 1) await Promise.resolve();
      const [row] = await tx<{ user: string }[]>`select current_user as user`;
      return row?.user;
    });
    await Promise.all(sends);
    return Promise.all(looks);
  });
  expect(new Set(users)).toEqual(new Set(['harmony_app']));
});

test('a send without the handle inside a transaction throws', async () => {
  const jobs = makeJobs();
  jobs.work('forgotten', async () => {});
  await jobs.start();
  await database.db.withOrganisation(organisation, async () => {
    await expect(jobs.send('forgotten', {})).rejects.toMatchObject({ code: 'database/nested-transaction' });
  });
});

test(
  'a job that fails is tried again and ends, when all attempts failed, in the dead-letter queue',
  { timeout: 60_000 },
  async () => {
    const jobs = makeJobs();
    const attempts: number[] = [];
    jobs.work(
      'hopeless',
      async (_data, { retryCount }) => {
        attempts.push(retryCount);
        throw new Error('never works');
      },
      { retryLimit: 1, retryDelaySeconds: 1 },
    );
    await jobs.start();
    await jobs.send('hopeless', { about: 'this' });
    await until(async () => (await inQueue(DEAD_LETTER_QUEUE)).length === 1, 25_000);
    expect(attempts).toEqual([0, 1]);
    expect(await inQueue(DEAD_LETTER_QUEUE)).toEqual([{ state: 'created', data: { about: 'this' } }]);
    expect(await inQueue('hopeless')).toEqual([{ state: 'failed', data: { about: 'this' } }]);
    expect(log.lines.filter((line) => line.text === 'job failed')).toHaveLength(2);
  },
);

test('of jobs with the same key one waits, and jobs without a key do not count as the same', async () => {
  const jobs = makeJobs();
  jobs.work('single', async () => {});
  await jobs.start();
  const startAfter = new Date(Date.now() + 3_600_000);
  const ids = [
    await jobs.send('single', {}, { singletonKey: 'k', startAfter }),
    await jobs.send('single', {}, { singletonKey: 'k', startAfter }),
    await jobs.send('single', {}, { singletonKey: 'other', startAfter }),
    await jobs.send('single', {}, { startAfter }),
    await jobs.send('single', {}, { startAfter }),
  ];
  expect(ids.map((id) => id !== null)).toEqual([true, false, true, true, true]);
});

test('a delayed job waits for its time and not much longer', async () => {
  const jobs = makeJobs();
  const doneAt: number[] = [];
  jobs.work('later', async () => void doneAt.push(Date.now()));
  await jobs.start();
  const startAfter = new Date(Date.now() + 1_500);
  await jobs.send('later', {}, { startAfter });
  await until(async () => doneAt.length === 1);
  expect(doneAt[0]).toBeGreaterThanOrEqual(startAfter.getTime());
  expect(doneAt[0]).toBeLessThan(startAfter.getTime() + 1_000);
});

test('jobs that a stopped process left are done by the next one', async () => {
  const before = makeJobs();
  before.work('left', async () => {});
  await before.start();
  await before.send('left', { n: 1 }, { startAfter: new Date(Date.now() + 200) });
  await before.stop();
  await expect(before.send('left', {})).rejects.toThrow('after stop()');
  const after = makeJobs();
  const done: unknown[] = [];
  after.work('left', async (data) => void done.push(data));
  await after.start();
  await until(async () => done.length === 1, 12_000);
  expect(done).toEqual([{ n: 1 }]);
});

test('schedules that no longer exist in the program are forgotten', async () => {
  const before = makeJobs();
  for (const name of ['kept', 'dropped']) {
    before.work(name, async () => {});
    before.schedule(name, '*/5 * * * *', { name });
  }
  await before.start();
  await before.stop();
  const after = makeJobs();
  after.work('kept', async () => {});
  after.schedule('kept', '0 4 * * *');
  await after.start();
  const schedules = await database.db.asSystem('look', (tx) => tx`select name, cron from pgboss.schedule`);
  expect(schedules).toEqual([{ name: 'kept', cron: '0 4 * * *' }]);
});

test('a schedule sends its job each minute', { timeout: 150_000 }, async ({ skip }) => {
  if (process.env.HARMONY_LONG !== '1') skip('waits for a full minute: runs with npm run check');
  const jobs = makeJobs();
  const done: unknown[] = [];
  jobs.work('each-minute', async (data) => void done.push(data));
  jobs.schedule('each-minute', '* * * * *', { tick: true });
  await jobs.start();
  await until(async () => done.length > 0, 140_000);
  expect(done[0]).toEqual({ tick: true });
});
