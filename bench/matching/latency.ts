// What the modules say to each other is declared by each of them: all of them are needed to check one.
import type {} from '../../packages/backend/src/app.ts';
import { rankProblem } from '../../packages/backend/src/matching/offer.ts';
import { systemClock } from '../../packages/backend/src/platform/clock.ts';
import type { Database, Tx } from '../../packages/backend/src/platform/database/index.ts';
import { createBuiltinEmbeddings } from '../../packages/backend/src/platform/embeddings/index.ts';
import { seededRandom } from '../../packages/backend/src/platform/seeded-random.ts';
import { addExperts, sentences } from './fill.ts';

/** Rankings before those that are measured: plans are made, code is compiled, and what is read often is in the buffers. */
const WARM_UP = 200;

/** Milliseconds of each ranking, and of each search for the nearest statements alone, in turn. */
export interface Times {
  rank: number[];
  raw: number[];
}

/** Fills a database that has the schema and nothing else with an organisation of so many experts. @returns its id */
export const fillWithExperts = async (db: Database, experts: number, log: (line: string) => void): Promise<string> => {
  const organisationId = systemClock.newId();
  await db.asSystem(
    'bench: organisation',
    (tx) => tx`
      insert into organisation (id, name, is_demo, created_at) values (${organisationId}, 'Bench', false, now())`,
  );
  await addExperts(db, organisationId, experts, seededRandom(experts), log);
  return organisationId;
};

/**
 * How long rankings take in such a database; beside each, one query for the fifty nearest statements, in a transaction of the
 * same kind.
 */
export const measureRank = async (db: Database, organisationId: string, rankings: number): Promise<Times> => {
  const random = seededRandom(rankings);
  await db.asSystem('bench: analyse', (tx) => tx`analyze`);
  const embeddings = createBuiltinEmbeddings();
  const times: Times = { rank: [], raw: [] };
  for (let index = -WARM_UP; index < rankings; index += 1) {
    if (index === 0) times.rank.length = times.raw.length = 0;
    const text = sentences[Math.floor(random() * sentences.length)]!;
    const problem = {
      text,
      language: 'en',
      domains: ['other'],
      visitorId: null,
      exclude: [],
      ignoreAvailability: false,
    };
    times.rank.push(
      await timed(() =>
        db.withOrganisation(organisationId, (tx) =>
          rankProblem({ embeddings }, tx, organisationId, problem, systemClock.now()),
        ),
      ),
    );
    const [vector] = await db.withOrganisation(organisationId, (tx) =>
      embeddings.embed(tx, organisationId, 'query', [text]),
    );
    times.raw.push(await timed(() => db.withOrganisation(organisationId, (tx) => nearestStatements(tx, vector!))));
  }
  return times;
};

const nearestStatements = (tx: Tx, vector: number[]) => tx`
  select expert_id from expert_statement where has_topic(embedding)
  order by topic_of(embedding) <=> ${vector}::real[]::vector limit 50`;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};
