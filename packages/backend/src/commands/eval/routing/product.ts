import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addEvidence } from '../../../experts/index.ts';
import { rankProblem } from '../../../matching/index.ts';
import { systemClock } from '../../../platform/clock.ts';
import { openDatabase, type Database } from '../../../platform/database/index.ts';
import { createBuiltinEmbeddings } from '../../../platform/embeddings/index.ts';
import type { Answer, Asked, Site } from './site.ts';
import { dropVectorIndexes, insertPeople, type EvaluatedExpert } from './store.ts';

/** The product itself, with a site's people in it. */
export interface Product {
  /** Somebody has solved something. */
  add(answers: readonly Answer[]): Promise<void>;
  /** Users in the order in which they would be asked; those who are not among them would not be asked at all. */
  rank(asked: Asked): Promise<string[]>;
}

/** So many solved problems are written in one transaction. */
const batch = 200;

/** Runs `work` with an embedded database of the evaluation's own, in a folder that goes afterwards. */
export const withDatabase = async <T>(
  onProgress: (text: string) => void,
  work: (db: Database) => Promise<T>,
): Promise<T> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'harmony-eval-'));
  const db = await openDatabase({ dataDir, onProgress });
  try {
    await db.migrate();
    await db.asSystem('eval routing: the same figures each time', dropVectorIndexes);
    return await work(db);
  } finally {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
};

/** Ids in the order in which they are asked for: what is equal otherwise is ordered by them, each time alike. */
export const countingIds = (): (() => string) => {
  let last = 0;
  return () => `00000000-0000-7000-8000-${(last += 1).toString(16).padStart(12, '0')}`;
};

/**
 * Everybody of a site as experts who say nothing about themselves: their evidence is written, and questions are ranked, by the
 * functions that do so in the server, on its database.
 *
 * @param newId the same for all sites of a database
 */
export const openProduct = async (db: Database, newId: () => string, { answers, tests }: Site): Promise<Product> => {
  const clock = { ...systemClock, newId };
  const platform = { clock, embeddings: createBuiltinEmbeddings() };
  const [organisationId, siteId] = [clock.newId(), clock.newId()];
  const experts = new Map<string, EvaluatedExpert>();
  for (const { userId } of answers) {
    if (experts.has(userId)) continue;
    const [accountId, memberId, expertId] = [clock.newId(), clock.newId(), clock.newId()];
    experts.set(userId, { userId, accountId, memberId, expertId });
  }
  const userOf = new Map([...experts.values()].map(({ memberId, userId }) => [memberId, userId]));
  const askers = new Set([...answers, ...tests].flatMap(({ askerId }) => askerId ?? []));
  const visitors = new Map([...askers].map((asker) => [asker, clock.newId()]));
  const visitorOf = (asker: string | null): string | undefined => (asker === null ? undefined : visitors.get(asker));
  const since = new Date(answers[0]?.at ?? 0);
  await db.asSystem('eval routing: people', (tx) =>
    insertPeople(tx, { organisationId, siteId }, [...experts.values()], [...visitors.values()], since),
  );

  return {
    add: async (added) => {
      for (const [userId, own] of Map.groupBy(added, (answer) => answer.userId)) {
        for (let start = 0; start < own.length; start += batch) {
          const items = own.slice(start, start + batch).map(({ text, at, isAccepted, votes, askerId }) => {
            const visitorId = visitorOf(askerId);
            const item = { text, solvedAt: at, isAccepted, votes };
            return visitorId === undefined ? item : { ...item, visitorId };
          });
          await db.withOrganisation(organisationId, (tx) =>
            addEvidence(platform, tx, experts.get(userId)!.expertId, items),
          );
        }
      }
    },

    rank: async ({ text, at, candidates, askerId }) => {
      const wanted = new Set(candidates);
      const exclude = [...experts.values()].flatMap(({ userId, memberId }) => (wanted.has(userId) ? [] : [memberId]));
      const problem = {
        ...{ text, language: 'en', domains: ['other'], visitorId: visitorOf(askerId) ?? null },
        ...{ exclude, ignoreAvailability: true },
      };
      const ranked = await db.withOrganisation(organisationId, (tx) =>
        rankProblem(platform, tx, organisationId, problem, at),
      );
      return ranked.map(({ memberId }) => userOf.get(memberId)!);
    },
  };
};
