// What the modules say to each other is declared by each of them: all of them are needed to check one.
import type {} from '../../packages/backend/src/app.ts';
import { rankProblem } from '../../packages/backend/src/matching/offer.ts';
import { systemClock } from '../../packages/backend/src/platform/clock.ts';
import type { Database, Tx } from '../../packages/backend/src/platform/database/index.ts';
import { createBuiltinEmbeddings } from '../../packages/backend/src/platform/embeddings/index.ts';
import { seededRandom } from '../../packages/backend/src/platform/seeded-random.ts';
import { fill, sentences } from './fill.ts';

/** Rankings before those that are measured: plans are made, and code is compiled. */
const WARM_UP = 20;

/** Milliseconds of each ranking, and of each search for the nearest statements alone, in turn. */
export interface Times {
  rank: number[];
  raw: number[];
}

/** What is measured: among how many experts, how often, and what is said meanwhile. */
export interface Measure {
  experts: number;
  rankings: number;
  log: (line: string) => void;
}

/**
 * How long a ranking takes among so many experts, nineteen in twenty of them available, on a database that has the schema and nothing
 * else; beside one query for the fifty nearest statements, in a transaction of the same kind.
 *
 * @param filling runs the filling, for who does something before or after it
 */
export const measureRank = async (
  db: Database,
  { experts, rankings, log }: Measure,
  filling: (fill: () => Promise<void>) => Promise<void> = (work) => work(),
): Promise<Times> => {
  const organisationId = systemClock.newId();
  const random = seededRandom(experts);
  await filling(() => fill(db, organisationId, experts, random, log));
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
