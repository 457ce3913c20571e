import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// What the modules say to each other is declared by each of them: all of them are needed to check one.
import type {} from '../../packages/backend/src/app.ts';
import { rankProblem } from '../../packages/backend/src/matching/offer.ts';
import { heldOut, problems } from '../../packages/backend/src/matching/routing.fixture.ts';
import { seededRandom } from '../../packages/backend/src/platform/seeded-random.ts';
import { systemClock } from '../../packages/backend/src/platform/clock.ts';
import { openDatabase, type Database, type Tx } from '../../packages/backend/src/platform/database/index.ts';
import { createBuiltinEmbeddings } from '../../packages/backend/src/platform/embeddings/index.ts';

/** Experts that are written in one transaction. */
const BATCH = 250;
const STATEMENTS = 3;
const SOLVED = 5;
/** Rankings before those that are measured: plans are made, and code is compiled. */
const WARM_UP = 20;
const DAY_MS = 86_400_000;

const sentences = [problems, heldOut].flatMap((kinds) => Object.values(kinds).flat());

/** Milliseconds of each ranking, and of each search for the nearest statements alone, in turn. */
export interface Times {
  rank: number[];
  raw: number[];
}

/**
 * How long a ranking takes among so many experts, nineteen in twenty of them available, on the embedded database; beside one
 * query for the fifty nearest statements, in a transaction of the same kind.
 */
export const measureRank = async (experts: number, rankings: number, log: (line: string) => void): Promise<Times> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'harmony-bench-'));
  const db = await openDatabase({ dataDir });
  try {
    await db.migrate();
    const organisationId = systemClock.newId();
    const random = seededRandom(experts);
    await fill(db, organisationId, experts, random, log);
    const embeddings = createBuiltinEmbeddings();
    const times: Times = { rank: [], raw: [] };
    for (let index = -WARM_UP; index < rankings; index += 1) {
      if (index === 0) times.rank.length = times.raw.length = 0;
      const text = sentences[Math.floor(random() * sentences.length)]!;
      const problem = { text, language: 'en', domains: ['other'], visitorId: null, exclude: [] };
      times.rank.push(
        await timed(() =>
          db.withOrganisation(organisationId, (tx) =>
            rankProblem(
              { embeddings },
              tx,
              organisationId,
              { ...problem, ignoreAvailability: false },
              systemClock.now(),
            ),
          ),
        ),
      );
      const [vector] = await db.withOrganisation(organisationId, (tx) =>
        embeddings.embed(tx, organisationId, 'query', [text]),
      );
      times.raw.push(await timed(() => db.withOrganisation(organisationId, (tx) => nearestStatements(tx, vector!))));
    }
    return times;
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const nearestStatements = (tx: Tx, vector: number[]) => tx`
  select expert_id from expert_statement where has_topic(embedding)
  order by topic_of(embedding) <=> ${vector}::real[]::vector limit 50`;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/** Experts who say three things and have solved five, each put together from two problems of `routing.fixture.ts`. */
const fill = async (
  db: Database,
  organisationId: string,
  experts: number,
  random: () => number,
  log: (line: string) => void,
): Promise<void> => {
  const embeddings = createBuiltinEmbeddings();
  const text = (): string => [0, 1].map(() => sentences[Math.floor(random() * sentences.length)]!).join(' ');
  const now = systemClock.now();
  await db.asSystem(
    'bench: organisation',
    (tx) => tx`
      insert into organisation (id, name, is_demo, created_at) values (${organisationId}, 'Bench', false, now())`,
  );
  for (let from = 0; from < experts; from += BATCH) {
    if (from % 1_000 === 0) log(`${from} of ${experts} experts …`);
    await db.asSystem('bench: experts', async (tx) => {
      const ids = Array.from({ length: Math.min(BATCH, experts - from) }, () => systemClock.newId());
      await insertExperts(tx, organisationId, ids, random, now);
      const texts = ids.flatMap((expertId) =>
        Array.from({ length: STATEMENTS + SOLVED }, (_, at) => ({ expertId, at, text: text() })),
      );
      const vectors = await embeddings.embed(
        tx,
        organisationId,
        'document',
        texts.map((one) => one.text),
      );
      await embeddings.learn(tx, organisationId, { added: texts.map((one) => one.text), removed: [] });
      for (const [index, { expertId, at, text: said }] of texts.entries()) {
        const common = [systemClock.newId(), organisationId, expertId, said, embeddings.model] as const;
        if (at < STATEMENTS) await insertStatement(tx, common, at, vectors[index]!);
        else await insertSolved(tx, common, vectors[index]!, new Date(now - random() * 365 * DAY_MS));
      }
    });
  }
  await db.asSystem('bench: analyse', (tx) => tx`analyze`);
};

type Common = readonly [id: string, organisationId: string, expertId: string, text: string, model: string];

const insertStatement = (
  tx: Tx,
  [id, organisationId, expertId, text, model]: Common,
  at: number,
  vector: number[],
) => tx`
  insert into expert_statement (id, organisation_id, expert_id, position, text, model, embedding)
  values (${id}, ${organisationId}, ${expertId}, ${at}, ${text}, ${model}, ${vector}::real[]::vector)`;

const insertSolved = (tx: Tx, [id, organisationId, expertId, text, model]: Common, vector: number[], at: Date) => tx`
  insert into expert_evidence (id, organisation_id, expert_id, text, languages, model, embedding, solved_at)
  values (${id}, ${organisationId}, ${expertId}, ${text}, '{en}', ${model}, ${vector}::real[]::vector, ${at})`;

/** One id serves as account, member and expert. */
const insertExperts = async (
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
  random: () => number,
  now: number,
): Promise<void> => {
  const all = ids as string[];
  const idle = ids.map(() => new Date(now - random() * DAY_MS).toISOString());
  const isOn = ids.map(() => String(random() < 0.95));
  await tx`
    insert into account (id, email, name, password_hash, created_at)
    select id, id || '@bench.invalid', 'Expert', '', now() from unnest(${all}::uuid[]) as one (id)`;
  await tx`
    insert into member (id, organisation_id, account_id, name, role, created_at)
    select id, ${organisationId}, id, 'Expert', 'expert', now() from unnest(${all}::uuid[]) as one (id)`;
  await tx`
    insert into expert (id, organisation_id, member_id, is_on, seen_at, idle_since)
    select id, ${organisationId}, id, is_on::boolean, now() + interval '1 day', idle_since
    from unnest(${all}::uuid[], ${isOn}::text[], ${idle}::timestamptz[]) as one (id, is_on, idle_since)`;
};
