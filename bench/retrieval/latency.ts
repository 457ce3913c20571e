import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countArticles } from '../../packages/backend/src/knowledge/search/counts.ts';
import { createSearch } from '../../packages/backend/src/knowledge/search/search.ts';
import { textAsMarkdown } from '../../packages/backend/src/knowledge/markdown.ts';
import { insertArticle, setState } from '../../packages/backend/src/knowledge/store.ts';
import type { RetrievalSet } from '../../packages/backend/src/commands/eval/retrieval/data.ts';
import { systemClock } from '../../packages/backend/src/platform/clock.ts';
import { openDatabase, type Database } from '../../packages/backend/src/platform/database/index.ts';
import { createBuiltinEmbeddings } from '../../packages/backend/src/platform/embeddings/index.ts';

/** Articles that are written in one transaction. */
const BATCH = 250;

/** How long searches take in an organisation with so many published articles, one after another, in milliseconds. */
export const measureSearch = async (
  sets: readonly RetrievalSet[],
  articles: number,
  searches: number,
  log: (line: string) => void,
): Promise<{ articles: number; ms: number[] }> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'harmony-bench-'));
  const db = await openDatabase({ dataDir });
  try {
    await db.migrate();
    const organisationId = systemClock.newId();
    await db.asSystem(
      'bench: organisation',
      (tx) => tx`
      insert into organisation (id, name, is_demo, created_at) values (${organisationId}, 'Bench', false, now())`,
    );
    await fill(db, organisationId, sets, articles, log);
    const search = createSearch({ db, embeddings: createBuiltinEmbeddings() });
    const questions = sets.flatMap((set) => set.questions.map(({ text }) => text.slice(0, 400)));
    const ms: number[] = [];
    for (let index = 0; index < searches; index += 1) {
      const startedAt = performance.now();
      await search(organisationId, questions[index % questions.length]!, 5);
      ms.push(performance.now() - startedAt);
    }
    return { articles, ms };
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

/** Real texts, again and again until there are enough of them. */
const fill = async (
  db: Database,
  organisationId: string,
  sets: readonly RetrievalSet[],
  articles: number,
  log: (line: string) => void,
): Promise<void> => {
  const embeddings = createBuiltinEmbeddings();
  const texts = sets
    .flatMap((set) => set.texts)
    .map(({ title, text }) => ({ title, body: textAsMarkdown(text), text }));
  for (let from = 0; from < articles; from += BATCH) {
    if (from % 2_500 === 0) log(`${from} of ${articles} articles …`);
    const batch = Array.from({ length: Math.min(BATCH, articles - from) }, (_, n) => {
      const { title, ...rest } = texts[(from + n) % texts.length]!;
      return { title: `${title} ${Math.floor((from + n) / texts.length)}`, language: 'en', ...rest };
    });
    await db.withOrganisation(organisationId, async (tx) => {
      const at = new Date(systemClock.now());
      const vectors = await embeddings.embed(
        tx,
        organisationId,
        'document',
        batch.map(({ title, text }) => `${title}\n${text}`),
      );
      for (const [n, { title, body, language }] of batch.entries()) {
        const id = systemClock.newId();
        const row = {
          id,
          organisationId,
          language,
          title,
          body,
          page: null,
          source: 'hand' as const,
          resemblesId: null,
        };
        await insertArticle(tx, { ...row, model: embeddings.model, embedding: vectors[n]!, at });
        await setState(tx, id, 'published', null, at);
      }
      await countArticles(tx, organisationId, { added: batch });
    });
  }
  await db.asSystem('bench: analyse', (tx) => tx`analyze article`);
};
