import { problems, heldOut } from '../../packages/backend/src/matching/routing.fixture.ts';
import { systemClock } from '../../packages/backend/src/platform/clock.ts';
import type { Database, Tx } from '../../packages/backend/src/platform/database/index.ts';
import { createBuiltinEmbeddings } from '../../packages/backend/src/platform/embeddings/index.ts';

/** Experts that are written in one transaction. */
const BATCH = 250;
const STATEMENTS = 3;
const SOLVED = 5;
const DAY_MS = 86_400_000;

/** Problems of two lists of kinds: what is said, what was solved, and what is asked. */
export const sentences = [problems, heldOut].flatMap((kinds) => Object.values(kinds).flat());

/**
 * Adds experts to an organisation who say three things and have solved five, each put together from two problems of
 * `routing.fixture.ts`. Nineteen in twenty are available. @returns ids, each of an expert, their member and their account
 */
export const addExperts = async (
  db: Database,
  organisationId: string,
  experts: number,
  random: () => number,
  log: (line: string) => void,
): Promise<string[]> => {
  const embeddings = createBuiltinEmbeddings();
  const text = (): string => [0, 1].map(() => sentences[Math.floor(random() * sentences.length)]!).join(' ');
  const now = systemClock.now();
  const added: string[] = [];
  for (let from = 0; from < experts; from += BATCH) {
    if (from % Math.max(1_000, experts / 10) === 0) log(`${from} of ${experts} experts …`);
    await db.asSystem('bench: experts', async (tx) => {
      const ids = Array.from({ length: Math.min(BATCH, experts - from) }, () => systemClock.newId());
      added.push(...ids);
      await insertExperts(tx, organisationId, ids, random, now);
      const texts = ids.flatMap((expertId) =>
        Array.from({ length: STATEMENTS + SOLVED }, (_, at) => ({
          id: systemClock.newId(),
          expertId,
          at,
          text: text(),
        })),
      );
      const said = texts.map((one) => one.text);
      const vectors = await embeddings.embed(tx, organisationId, 'document', said);
      await embeddings.learn(tx, organisationId, { added: said, removed: [] });
      const rows = texts.map((one, index) => ({ ...one, vector: vectors[index]! }));
      await insertStatements(
        tx,
        organisationId,
        embeddings.model,
        rows.filter(({ at }) => at < STATEMENTS),
      );
      await insertSolved(
        tx,
        organisationId,
        embeddings.model,
        rows.filter(({ at }) => at >= STATEMENTS).map((row) => ({ ...row, solvedAt: now - random() * 365 * DAY_MS })),
      );
    });
  }
  return added;
};

interface Said {
  id: string;
  expertId: string;
  at: number;
  text: string;
  vector: readonly number[];
}

const columns = (rows: readonly Said[]) => ({
  ids: rows.map(({ id }) => id),
  expertIds: rows.map(({ expertId }) => expertId),
  texts: rows.map(({ text }) => text),
  vectors: rows.map(({ vector }) => `{${vector.join()}}`),
});

const insertStatements = (tx: Tx, organisationId: string, model: string, rows: readonly Said[]) => {
  const { ids, expertIds, texts, vectors } = columns(rows);
  const places = rows.map(({ at }) => at);
  return tx`
    insert into expert_statement (id, organisation_id, expert_id, position, text, model, embedding)
    select id, ${organisationId}, expert_id, place, said, ${model}, vector::real[]::vector
    from unnest(${ids}::uuid[], ${expertIds}::uuid[], ${places}::smallint[], ${texts}::text[], ${vectors}::text[])
      as one (id, expert_id, place, said, vector)`;
};

const insertSolved = (
  tx: Tx,
  organisationId: string,
  model: string,
  rows: readonly (Said & { solvedAt: number })[],
) => {
  const { ids, expertIds, texts, vectors } = columns(rows);
  const times = rows.map(({ solvedAt }) => new Date(solvedAt).toISOString());
  return tx`
    insert into expert_evidence (id, organisation_id, expert_id, text, languages, model, embedding, solved_at)
    select id, ${organisationId}, expert_id, said, '{en}', ${model}, vector::real[]::vector, solved_at
    from unnest(${ids}::uuid[], ${expertIds}::uuid[], ${times}::timestamptz[], ${texts}::text[], ${vectors}::text[])
      as one (id, expert_id, solved_at, said, vector)`;
};

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
