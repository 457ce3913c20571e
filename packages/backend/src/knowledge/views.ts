import type { Article, PublishedArticle } from '@harmony-live/protocol';
import { memberNames } from '../identity/index.ts';
import { toIso, type Tx } from '../platform/database/index.ts';
import type { ArticleRow } from './store.ts';

/** Articles as members see them. */
export const toArticles = async (tx: Tx, rows: readonly ArticleRow[]): Promise<Article[]> => {
  const names = await memberNames(tx, [...new Set(rows.flatMap(({ contributorIds }) => contributorIds))]);
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    state: row.state,
    language: row.language,
    title: row.title,
    body: row.body,
    fingerprints: row.fingerprints,
    page: row.page,
    source: row.source,
    conversationId: row.conversationId,
    resembles:
      row.resemblesId === null || row.resemblesTitle === null
        ? null
        : { articleId: row.resemblesId, title: row.resemblesTitle },
    contributors: row.contributorIds.map((memberId) => ({ memberId, name: names.get(memberId) ?? '' })),
    evidence: evidenceOf(row),
    createdAt: toIso(row.createdAt),
    updatedAt: toIso(row.updatedAt),
    publishedAt: toIso(row.publishedAt),
  }));
};

/** An article as visitors see it: nothing of how it came about but who wrote it and whom it helped. */
export const toPublished = async (tx: Tx, row: ArticleRow): Promise<PublishedArticle> => {
  const names = await memberNames(tx, row.contributorIds);
  return {
    id: row.id,
    title: row.title,
    body: row.body,
    language: row.language,
    contributors: [...names.values()].map((name) => ({ name })),
    evidence: evidenceOf(row),
    publishedAt: toIso(row.publishedAt ?? row.updatedAt),
  };
};

const evidenceOf = ({ solved, helped, notHelped }: ArticleRow): Article['evidence'] => ({ solved, helped, notHelped });
