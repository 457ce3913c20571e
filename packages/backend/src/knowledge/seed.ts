import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { addArticle, publishArticle } from './articles.ts';
import { tidy } from './article.ts';
import { hasArticles } from './store.ts';

/** An article as a demo or an import brings it: published at once. */
export interface ArticleToSeed {
  title: string;
  /** Markdown. */
  body: string;
  language: string;
  contributorIds: readonly string[];
}

/**
 * Publishes articles in an organisation that has none of its own, inside `withOrganisation`.
 *
 * @returns how many were added
 */
export const seedArticles = async (
  platform: Pick<Platform, 'clock' | 'embeddings' | 'outbox'>,
  tx: Tx,
  organisationId: string,
  articles: readonly ArticleToSeed[],
): Promise<number> => {
  if (await hasArticles(tx)) return 0;
  for (const { title, body, language, contributorIds } of articles) {
    const id = await addArticle(platform, tx, organisationId, {
      ...tidy({ title, body }),
      language,
      source: 'hand',
      writtenBy: contributorIds[0] ?? null,
      contributorIds,
    });
    await publishArticle(platform, tx, organisationId, id);
  }
  return articles.length;
};
