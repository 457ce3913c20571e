import type { FastifyInstance } from 'fastify';
import type { Tx } from '../database/index.ts';
import type { Platform } from '../platform.ts';
import { startSweep } from '../sweep.ts';

/** A text whose vector another model made. */
export interface Stale {
  id: string;
  organisationId: string;
  text: string;
  languages: readonly string[];
  /** What has changed where the text has. */
  mark: string;
}

/** Texts with vectors that a module keeps. */
export interface Renewable {
  /** For the log, such as `articles`. */
  name: string;
  /** Some whose model is not this one. */
  stale(tx: Tx, model: string, most: number): Promise<Stale[]>;
  /** Writes new vectors; a text that has changed meanwhile is left alone. */
  renew(
    tx: Tx,
    model: string,
    vectors: readonly (Pick<Stale, 'id' | 'mark'> & { embedding: readonly number[] })[],
  ): Promise<void>;
}

/** Enough for a few batches of the model, few enough that searches in between do not wait. */
const mostAtOnce = 64;
/** After everything was done there is nothing to do, unless a node with another setting was at work. */
const restMs = 10 * 60_000;

/**
 * Brings vectors to the model that is set, in the background: search stays up, and finds by meaning what is done already. Several
 * nodes may do it at once; they do some of it twice.
 *
 * @returns how many were done; fewer than `mostAtOnce` where none is left
 */
export const renewSome = async (
  { db, embeddings }: Pick<Platform, 'db' | 'embeddings'>,
  { name, stale, renew }: Renewable,
): Promise<number> => {
  const { model } = embeddings;
  const rows = await db.asSystem(`embeddings: ${name} of another model`, (tx) => stale(tx, model, mostAtOnce));
  if (rows.length === 0) return 0;
  await embeddings.prepare(
    'document',
    rows.map(({ text }) => text),
  );
  for (const [organisationId, own] of Map.groupBy(rows, (row) => row.organisationId)) {
    await db.withOrganisation(organisationId, async (tx) => {
      for (const alike of Map.groupBy(own, ({ languages }) => languages.join(' ')).values()) {
        const texts = alike.map(({ text }) => text);
        const vectors = await embeddings.embed(tx, organisationId, 'document', texts, alike[0]!.languages);
        await renew(
          tx,
          model,
          alike.map(({ id, mark }, at) => ({ id, mark, embedding: vectors[at]! })),
        );
      }
    });
  }
  return rows.length;
};

/** A piece of the work may take so long: whoever stops the server does not wait for all of it. */
const pieceMs = 1_000;

/** Does that from the start on. */
export const startRenewal = (app: FastifyInstance, renewable: Renewable): void => {
  const { clock, embeddings, log } = app.platform;
  let doneAt = Number.NEGATIVE_INFINITY;
  let total = 0;
  startSweep(app, {
    name: `embeddings: ${renewable.name}`,
    everyMs: 1_000,
    run: async () => {
      const startedAt = clock.now();
      if (startedAt - doneAt < restMs) return;
      let done = 0;
      do {
        done = await renewSome(app.platform, renewable);
        total += done;
      } while (done === mostAtOnce && clock.now() - startedAt < pieceMs);
      if (done === mostAtOnce) return;
      doneAt = clock.now();
      if (total > 0)
        log.info(
          { what: renewable.name, texts: total, model: embeddings.model },
          'have vectors of the model that is set',
        );
      total = 0;
    },
  });
};
