import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock, type Clock } from '../../packages/backend/src/platform/clock.ts';
import type { Tx } from '../../packages/backend/src/platform/database/index.ts';
import { createOutbox, type Outbox } from '../../packages/backend/src/platform/outbox/index.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';
import { recordingLog } from '../fixtures/log.ts';
import { until } from '../fixtures/until.ts';

declare module '../../packages/backend/src/platform/outbox/index.ts' {
  interface EventMap {
    'test.happened': { n: number; when?: string };
    'test.unheard': { n: number };
  }
}

const organisation = randomUUID();
const other = randomUUID();
let database: TestDatabase;
let log: ReturnType<typeof recordingLog>;
let outboxes: Outbox[];

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  log = recordingLog();
  outboxes = [];
  await database.db.asSystem('empty', (tx) => tx`truncate outbox, outbox_delivery`);
});
afterEach(async () => {
  for (const outbox of outboxes) await outbox.stop();
});

const makeOutbox = (clock: Clock = systemClock): Outbox => {
  const outbox = createOutbox({ db: database.db, clock, log });
  outboxes.push(outbox);
  return outbox;
};
const emit = (outbox: Outbox, n: number, to = organisation): Promise<string> =>
  database.db.withOrganisation(to, (tx) => outbox.emit(tx, 'test.happened', to, { n }));
const stored = () =>
  database.db.asSystem(
    'look',
    (tx) => tx<{ id: string; sentAt: Date | null; attempts: number; lastError: string | null }[]>`
    select id, sent_at, attempts, last_error from outbox order by id`,
  );
/** An effect in the database, to count how often a handler took hold. */
const leaveMark = (tx: Tx, handler: string) =>
  tx`insert into outbox_delivery (event_id, handler, organisation_id, at)
     values (${randomUUID()}, ${`effect of ${handler}`}, app_organisation(), now())`;
const marks = async (handler: string): Promise<number> => {
  const [row] = await database.db.asSystem(
    'look',
    (tx) => tx<{ count: number }[]>`select count(*) from outbox_delivery where handler = ${`effect of ${handler}`}`,
  );
  return row?.count ?? 0;
};
/** As if a process had been killed right after its commit: the event is there, nobody has it in hand. */
const leaveBehind = async (n: number): Promise<string> => {
  const dead = createOutbox({ db: database.db, clock: systemClock, log });
  dead.on('test.happened', 'never', async () => {});
  const id = await emit(dead, n);
  await database.db.asSystem('let the lease end', (tx) => tx`update outbox set leased_until = now() - interval '1 s'`);
  return id;
};

test('each handler gets the event right after the commit, in its organisation’s scope', async () => {
  const outbox = makeOutbox();
  const seen: unknown[] = [];
  for (const name of ['a', 'b']) {
    outbox.on('test.happened', name, async (tx, event) => {
      const [row] = await tx`select current_user as user, app_organisation() as scope`;
      seen.push({
        name,
        ...row,
        payload: event.payload,
        type: event.type,
        id: event.id,
        isDate: event.at instanceof Date,
      });
    });
  }
  await outbox.start();
  const id = await emit(outbox, 7);
  await outbox.delivered(id);
  const common = {
    user: 'harmony_app',
    scope: organisation,
    payload: { n: 7 },
    type: 'test.happened',
    id,
    isDate: true,
  };
  expect(seen).toEqual([
    { name: 'a', ...common },
    { name: 'b', ...common },
  ]);
  await until(async () => (await stored())[0]?.sentAt !== null);
});

test('a transaction that is rolled back sends and leaves nothing', async () => {
  const outbox = makeOutbox();
  let calls = 0;
  outbox.on('test.happened', 'a', async () => void (calls += 1));
  await outbox.start();
  const failing = database.db.withOrganisation(organisation, async (tx) => {
    await outbox.emit(tx, 'test.happened', organisation, { n: 1 });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await outbox.delivered(await emit(outbox, 2));
  expect(calls).toBe(1);
  expect(await stored()).toHaveLength(1);
});

test('an event that nobody hears is written and done', async () => {
  const outbox = makeOutbox();
  await outbox.start();
  await database.db.withOrganisation(organisation, (tx) => outbox.emit(tx, 'test.unheard', organisation, { n: 1 }));
  expect((await stored())[0]?.sentAt).toBeInstanceOf(Date);
});

test('a handler gets the events of an organisation in their order', async () => {
  const outbox = makeOutbox();
  const seen: Record<string, number[]> = { [organisation]: [], [other]: [] };
  outbox.on('test.happened', 'a', async (_tx, event) => void seen[event.organisationId]!.push(event.payload.n));
  await outbox.start();
  const ids: string[] = [];
  for (let n = 0; n < 20; n += 1) ids.push(await emit(outbox, n, n % 2 === 0 ? organisation : other));
  await Promise.all(ids.map((id) => outbox.delivered(id)));
  expect(seen[organisation]).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
  expect(seen[other]).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
});

test(
  'a handler that fails is tried again until it succeeds; what it did before failing is undone, others are not repeated',
  { timeout: 60_000 },
  async () => {
    const outbox = makeOutbox();
    let attempts = 0;
    outbox.on('test.happened', 'shaky', async (tx) => {
      await leaveMark(tx, 'shaky');
      attempts += 1;
      if (attempts < 3) throw new Error(`failure ${attempts}`);
    });
    outbox.on('test.happened', 'steady', async (tx) => void (await leaveMark(tx, 'steady')));
    await outbox.start();
    const id = await emit(outbox, 1);
    await outbox.delivered(id);
    expect([attempts, await marks('shaky'), await marks('steady')]).toEqual([1, 0, 1]);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', text: 'event handler failed' }));
    await until(async () => (await stored())[0]?.sentAt !== null, 15_000);
    expect([attempts, await marks('shaky'), await marks('steady')]).toEqual([3, 1, 1]);
    expect((await stored())[0]).toMatchObject({ attempts: 2, lastError: 'Error: failure 2' });
  },
);

test('poisoned events hold up neither other events nor other handlers', async () => {
  const outbox = makeOutbox();
  const seen: number[] = [];
  outbox.on('test.happened', 'picky', async (_tx, event) => {
    if (event.payload.n < 50) throw new Error('poison');
    seen.push(event.payload.n);
  });
  await outbox.start();
  const ids = await Promise.all(Array.from({ length: 60 }, (_, n) => emit(outbox, n)));
  await Promise.all(ids.map((id) => outbox.delivered(id)));
  expect(seen).toHaveLength(10);
  const rows = await stored();
  expect(rows.filter((row) => row.attempts === 1)).toHaveLength(50);
});

test('an error of SQL in a handler is a failure like any other', async () => {
  const outbox = makeOutbox();
  outbox.on('test.happened', 'sql', async (tx) => void (await tx`select 1 / 0`));
  await outbox.start();
  await outbox.delivered(await emit(outbox, 1));
  await until(async () => (await stored())[0]?.attempts === 1);
  expect((await stored())[0]?.lastError).toContain('division by zero');
});

test('what a killed process left behind is delivered by the next one', async () => {
  const id = await leaveBehind(5);
  const outbox = makeOutbox();
  const seen: unknown[] = [];
  outbox.on('test.happened', 'a', async (_tx, event) => void seen.push([event.id, event.payload]));
  await outbox.start();
  await outbox.delivered(id);
  expect(seen).toEqual([[id, { n: 5 }]]);
});

test('an event delivered by two nodes at once takes effect once', async () => {
  const nodes = [makeOutbox(), makeOutbox()];
  for (const node of nodes) {
    node.on('test.happened', 'once', async (tx) => {
      await tx`select pg_sleep(0.05)`;
      await leaveMark(tx, 'once');
    });
    await node.start();
  }
  const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => emit(nodes[n % 2]!, n)));
  // The lease of the first node ends while it still works: the second one takes the same events.
  await database.db.asSystem('end the leases', (tx) => tx`update outbox set leased_until = now() - interval '1 s'`);
  await until(async () => (await stored()).every((row) => row.sentAt !== null), 15_000);
  expect(ids).toHaveLength(10);
  expect(await marks('once')).toBe(10);
});

test('a handler that emits sends its event on with its own commit', async () => {
  const outbox = makeOutbox();
  const seen: number[] = [];
  outbox.on('test.happened', 'chain', async (tx, event) => {
    seen.push(event.payload.n);
    if (event.payload.n < 3) await outbox.emit(tx, 'test.happened', organisation, { n: event.payload.n + 1 });
  });
  await outbox.start();
  await emit(outbox, 1);
  await until(async () => seen.length === 3);
  expect(seen).toEqual([1, 2, 3]);
});

test('waiting for an event that is not in hand ends at once', async () => {
  const outbox = makeOutbox();
  await expect(outbox.delivered(randomUUID())).resolves.toBeUndefined();
});

test('the same name cannot be given to two handlers of an event', () => {
  const outbox = makeOutbox();
  outbox.on('test.happened', 'twin', async () => {});
  expect(() => outbox.on('test.happened', 'twin', async () => {})).toThrow('twin');
});

test('events sent more than a day ago are pruned with their marks; unsent ones never', async () => {
  const outbox = makeOutbox();
  outbox.on('test.happened', 'a', async (_tx, event) => {
    if (event.payload.n === 3) throw new Error('stays unsent');
  });
  await outbox.start();
  const [old, recent, unsent] = await Promise.all([emit(outbox, 1), emit(outbox, 2), emit(outbox, 3)]);
  await until(async () => (await stored()).filter((row) => row.sentAt !== null).length === 2);
  await database.db.asSystem('age', (tx) => tx`update outbox set sent_at = now() - interval '25 h' where id = ${old}`);
  await expect(outbox.prune()).resolves.toBe(1);
  expect((await stored()).map((row) => row.id).toSorted()).toEqual([recent, unsent].toSorted());
  const left = await database.db.asSystem('look', (tx) => tx`select event_id from outbox_delivery`);
  expect(left).toEqual([{ eventId: recent }]);
});
