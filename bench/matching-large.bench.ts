import { openDatabase, type Database } from '../packages/backend/src/platform/database/index.ts';
import { createEmptyDatabase, startPostgres, whyNoPostgres } from '../test/fixtures/postgres.ts';
import { absolute, median, percentile, relative } from './harness.ts';
import type { Benchmark } from './harness.ts';
import { hasVectors } from './server.ts';
import { fillWithExperts, measureRank } from './matching/latency.ts';

const benchmark: Benchmark = {
  about:
    'the time of a ranking among 100,000 experts, nearly all available, on a full PostgreSQL with pgvector; the baseline is a ' +
    'query for the fifty nearest statements alone',
  run: async ({ isQuick, log }) => {
    const why = (await whyNoPostgres()) ?? (await withDatabase(whyNoVectors));
    if (why !== undefined) {
      log(`nothing measured: ${why}`);
      return [];
    }
    const [experts, rankings] = isQuick ? [500, 5] : [100_000, 200];
    const { rank, raw } = await withDatabase(async (url) => {
      const db = await openDatabase({ url });
      try {
        await db.migrate();
        const organisationId = await indexAfterwards(db, () => fillWithExperts(db, experts, log), log);
        return await measureRank(db, organisationId, rankings);
      } finally {
        await db.close();
      }
    });
    const p95 = percentile(rank, 0.95);
    return [
      absolute(`rank, ${experts} experts, median`, median(rank), 'ms'),
      absolute(`rank, ${experts} experts, p95`, p95, 'ms', { atMost: 30 }),
      relative(`rank, ${experts} experts, p95, baseline the query alone`, p95, 'ms', percentile(raw, 0.95), {
        atMost: 2,
      }),
    ];
  },
};

export default benchmark;

const withDatabase = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
  const server = await startPostgres();
  const { url, drop } = await createEmptyDatabase(server.url);
  try {
    return await work(url);
  } finally {
    await drop();
    await server.stop();
  }
};

const whyNoVectors = async (url: string): Promise<string | undefined> => {
  const db = await openDatabase({ url });
  try {
    return (await hasVectors(db)) ? undefined : 'this PostgreSQL has no pgvector';
  } finally {
    await db.close();
  }
};

const topics = ['expert_statement_topic', 'expert_evidence_topic'];

/** Vectors go into their index one by one otherwise, which is most of the filling; the index is the same. */
const indexAfterwards = async <T>(db: Database, fill: () => Promise<T>, log: (line: string) => void): Promise<T> => {
  const definitions = await db.asSystem('bench: take indexes away', async (tx) => {
    const rows = await tx<{ definition: string }[]>`
      select indexdef as definition from pg_indexes where indexname = any (${topics})`;
    for (const name of topics) await tx`drop index ${tx(name)}`;
    return rows.map(({ definition }) => definition);
  });
  const filled = await fill();
  await db.asSystem('bench: put indexes back', async (tx) => {
    await tx`set local maintenance_work_mem = '2GB'`;
    await tx`set local statement_timeout = 0`;
    for (const definition of definitions) {
      log(`${definition.split(' ')[2]} …`);
      await tx.unsafe(definition);
    }
  });
  return filled;
};
