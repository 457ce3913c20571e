import { problem } from '@harmony-live/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { Embeddings } from '../embeddings.ts';
import { createBatches } from './batches.ts';
import { prefixOf, type SentenceModel } from './model.ts';
import { rememberVectors } from './remembered.ts';
import type { ModelThread } from './thread.ts';

/** 6 MB of vectors: what was just prepared, and what is asked again and again. */
const mostRemembered = 2_000;

export interface SentenceOptions {
  model: SentenceModel;
  /** Loads the model; called again after its thread has ended. */
  start: () => Promise<ModelThread>;
  /** Counts words all the same, so that there is a way back to the built-in model. */
  learn: Embeddings['learn'];
  log: Pick<FastifyBaseLogger, 'warn' | 'error'>;
}

/**
 * Any sentence model, in a thread of its own. A text that says nothing has no direction, as with the built-in model. Where the
 * model fails, a question is answered without meaning (zeros), and what was to be kept is refused: its vector would be wrong for good.
 *
 * @throws Error where the model cannot be loaded
 */
export const openSentenceEmbeddings = async ({ model, start, learn, log }: SentenceOptions): Promise<Embeddings> => {
  let thread: ModelThread | null = await start();
  let starting: Promise<ModelThread> | null = null;
  let isClosed = false;
  const known = rememberVectors(mostRemembered);

  const running = async (): Promise<ModelThread> => {
    if (thread !== null) return thread;
    if (isClosed) throw new Error('The sentence model is closed.');
    starting ??= start().finally(() => (starting = null));
    return (thread = await starting);
  };
  const batches = createBatches(async (texts) => {
    const current = await running();
    try {
      return await current.vectorsOf(texts);
    } catch (error) {
      // Whatever it was, a fresh thread is the way out; the next batch starts it.
      log.warn({ err: error, model: model.name }, 'the sentence model failed and is started anew');
      if (thread === current) thread = null;
      await current.close();
      throw error;
    }
  });

  const work = async (kind: 'document' | 'query', texts: readonly string[]): Promise<void> => {
    const prefix = prefixOf(model, kind);
    const wanted = [...new Set(texts.filter(saysSomething).map((text) => prefix + text))];
    const missing = wanted.filter((text) => known.get(text) === undefined);
    if (missing.length === 0) return;
    const vectors = await batches.vectorsOf(missing, kind === 'query');
    missing.forEach((text, at) => known.set(text, vectors[at]!));
  };
  const [probe] = await batches.vectorsOf(['a'], true);
  const dimensions = probe!.length;
  const nothing = (): number[] => Array.from({ length: dimensions }, () => 0);

  return {
    model: model.name,
    dimensions,
    prepare: (kind, texts) => work(kind, texts).catch(() => {}),
    embed: async (_tx, _organisationId, kind, texts) => {
      const prefix = prefixOf(model, kind);
      const found: (readonly number[] | undefined)[] = [];
      // Piece by piece: what is remembered is bounded, and a long list must not push its own beginning out.
      for (let from = 0; from < texts.length; from += mostRemembered / 4) {
        const piece = texts.slice(from, from + mostRemembered / 4);
        try {
          await work(kind, piece);
        } catch (error) {
          log.error({ err: error, model: model.name }, 'no vectors from the sentence model');
          if (kind === 'document')
            throw problem('server/busy', 'The sentence model does not answer. Try again in a minute.');
        }
        found.push(...piece.map((text) => known.get(prefix + text)));
      }
      return found.map((vector) => (vector === undefined ? nothing() : [...vector]));
    },
    learn,
    close: async () => {
      isClosed = true;
      await thread?.close();
      thread = null;
    },
  };
};

const saysSomething = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
