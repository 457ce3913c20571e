import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../packages/backend/src/platform/database/index.ts';
import { post } from '../packages/backend/src/rewards/ledger/post.ts';
import type { Posting } from '../packages/backend/src/rewards/ledger/transfer.ts';
import { verifyLedger } from '../packages/backend/src/rewards/ledger/verify.ts';
import { awardEntries } from '../packages/backend/src/rewards/policy.ts';
import { makeOrganisation } from '../test/fixtures/ledger.ts';
import { createDatabase, startPostgres } from '../test/fixtures/postgres.ts';
import { absolute, median, spread } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { engines } from './server.ts';
import type { Engine } from './server.ts';

/** Transfers of one transaction. */
const BATCH = 500;
const TRANSFERS = 20_000;
/** Rounds of posting and of verifying, of which the median counts. */
const ROUNDS = 5;

/** Goals on PostgreSQL; pgledger makes 7,500 to 10,600 transfers a second on better machines. */
const goals = { posted: { atLeast: 5_000 }, verified: { atLeast: 10_000 } };

const benchmark: Benchmark = {
  about:
    `awards of four entries, ${BATCH} in a transaction, one transaction after another on one chain, synced to disk as out of the box; ` +
    'verifying computes every hash, sum and balance again; goals are absolute, on PostgreSQL',
  run: async ({ isQuick, log }) => {
    const size = isQuick ? { transfers: 1_000, rounds: 1 } : { transfers: TRANSFERS, rounds: ROUNDS };
    const rows: Row[] = [];
    for (const engine of await engines(log)) {
      const { db, dispose } = await openEngine(engine);
      try {
        rows.push(...(await measure(engine, db, size, log)));
      } finally {
        await dispose();
      }
    }
    return rows;
  },
};

export default benchmark;

async function measure(
  engine: Engine,
  db: Database,
  { transfers, rounds }: { transfers: number; rounds: number },
  log: (line: string) => void,
): Promise<Row[]> {
  const organisation = await makeOrganisation(db);
  const inBatches = async (count: number, size: number): Promise<void> => {
    for (let done = 0; done < count; done += size) {
      const awards = Array.from({ length: Math.min(size, count - done) }, award);
      await db.withOrganisation(organisation, (tx) => post(tx, organisation, awards));
    }
  };
  await inBatches(BATCH * 2, BATCH);

  const posted: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    posted.push(await perSecond(transfers / rounds, () => inBatches(transfers / rounds, BATCH)));
  }
  log(`${engine}: posted ${spread(posted, 0)} a second`);
  const singles = transfers / 50;
  const single = await perSecond(singles, () => inBatches(singles, 1));

  const verified: number[] = [];
  const all = BATCH * 2 + transfers + singles;
  for (let round = 0; round < rounds; round += 1) {
    const verify = async (): Promise<void> => {
      const verdict = await verifyLedger(db, organisation);
      if (!verdict.ok || verdict.transfers !== all) throw new Error(`It is not whole: ${JSON.stringify(verdict)}`);
    };
    verified.push(await perSecond(all, verify));
  }
  log(`${engine}: verified ${spread(verified, 0)} a second`);
  const goal = engine === 'PostgreSQL' ? goals : undefined;
  return [
    absolute(`${engine}: transfers posted, ${BATCH} at once`, median(posted), '/s', goal?.posted),
    absolute(`${engine}: transfers posted one by one`, single, '/s'),
    absolute(`${engine}: transfers verified, of ${all}`, median(verified), '/s', goal?.verified),
  ];
}

function award(): Posting {
  return {
    clientId: randomUUID(),
    at: new Date(),
    reason: 'resolution',
    policy: 'v1',
    inputs: {
      ...{ complexity: 2, how: 'confirmed', rating: 4, earlier: 0, pair: randomUUID().replaceAll('-', '') },
      ...{ conversation: randomUUID(), member: randomUUID() },
    },
    entries: awardEntries(22_500, 'token'),
  };
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (count / (performance.now() - startedAt)) * 1_000;
}

async function openEngine(engine: Engine): Promise<{ db: Database; dispose: () => Promise<void> }> {
  if (engine === 'embedded') {
    const dataDir = mkdtempSync(join(tmpdir(), 'harmony-bench-'));
    const db = await openDatabase({ dataDir });
    await db.migrate();
    return {
      db,
      dispose: async () => {
        await db.close();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  }
  const cluster = await startPostgres();
  const database = await createDatabase(cluster.url);
  const db = await openDatabase({ url: database.url });
  return {
    db,
    dispose: async () => {
      await db.close();
      await database.drop();
      await cluster.stop();
    },
  };
}
