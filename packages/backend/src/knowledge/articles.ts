import { problem, type ChangeArticle, type CreateArticle } from '@harmony-live/protocol';
import type { MemberCaller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { checkChangeable, checkVersion, isPublic, mayDecide, stateAfter, tidy, type Decision } from './article.ts';
import { plainTextOf } from './markdown.ts';
import { countArticles } from './search/counts.ts';
import * as store from './store.ts';

type Parts = Pick<Platform, 'clock' | 'embeddings'>;
type PublishingParts = Parts & Pick<Platform, 'outbox'>;

/**
 * Two texts at least this near say nearly the same: with the built-in vectors, articles that were written again in other words lie
 * at 0.66 to 0.78, unlike articles of one product below 0.49 (`resembling.test.ts`). It only proposes, so it may err on both sides.
 */
export const resemblingFrom = 0.6;

/** A text with whose it is. */
interface Written {
  title: string;
  body: string;
  /** The member who wrote it; null for what was taken from a conversation. */
  writtenBy: string | null;
  contributorIds?: readonly string[];
  fingerprints?: readonly string[];
  page?: string | null;
}

/** Stores a draft, and looks whether another article says nearly the same. @returns its id */
export const addArticle = async (
  { clock, embeddings }: Parts,
  tx: Tx,
  organisationId: string,
  article: Written & { language: string; source: 'conversation' | 'hand' },
): Promise<string> => {
  const { title, body, language, source, page = null, writtenBy, contributorIds = [], fingerprints = [] } = article;
  const id = clock.newId();
  const at = new Date(clock.now());
  const embedding = await embed({ embeddings }, tx, organisationId, article);
  const { model } = embeddings;
  const resembles = await store.nearestArticle(tx, { id, fingerprints, embedding, model, atLeast: resemblingFrom });
  const resemblesId = resembles ?? null;
  const row = { id, organisationId, language, title, body, page, source, resemblesId, model, embedding, at };
  await store.insertArticle(tx, row);
  await store.insertVersion(tx, { articleId: id, version: 1, organisationId, title, body, memberId: writtenBy, at });
  await store.setContributors(tx, organisationId, id, contributorIds);
  await store.setFingerprints(tx, organisationId, id, fingerprints);
  return id;
};

/** The next version of a text; the ones before it are kept. */
export const changeText = async (
  { clock, embeddings }: Parts,
  tx: Tx,
  organisationId: string,
  before: store.ArticleRow,
  { title, body, writtenBy, contributorIds, fingerprints }: Written,
): Promise<void> => {
  const { id, language, version } = before;
  const at = new Date(clock.now());
  const embedding = await embed({ embeddings }, tx, organisationId, { title, body, language });
  await store.updateText(tx, { id, title, body, model: embeddings.model, embedding, at });
  const written = { articleId: id, version: version + 1, organisationId, title, body, memberId: writtenBy, at };
  await store.insertVersion(tx, written);
  if (contributorIds !== undefined) await store.setContributors(tx, organisationId, id, contributorIds);
  if (fingerprints !== undefined) await store.setFingerprints(tx, organisationId, id, fingerprints);
};

/** A draft by hand. Whoever writes it is its contributor. @returns its id */
export const createArticle = (
  platform: Parts,
  tx: Tx,
  { organisationId, memberId }: MemberCaller,
  { title, body, language = 'en', fingerprints = [] }: CreateArticle,
): Promise<string> =>
  addArticle(platform, tx, organisationId, {
    ...tidy({ title, body }),
    ...{ language, fingerprints },
    source: 'hand',
    writtenBy: memberId,
    contributorIds: [memberId],
  });

/**
 * Changes a text by hand. What visitors can see is changed only by those who could have published it.
 *
 * @throws Problem `article/not-found`, `version/stale`, `role/insufficient`
 */
export const changeArticle = async (
  platform: PublishingParts,
  tx: Tx,
  caller: MemberCaller,
  id: string,
  { version, ...text }: ChangeArticle,
): Promise<void> => {
  const before = await existingArticle(tx, id, true);
  if (isPublic(before) && !mayDecide(caller, before)) throw mayNot('change what is published');
  checkVersion(before, version);
  checkChangeable(before);
  const after = tidy(text);
  if (after.title === before.title && after.body === before.body) return;
  await changeText(platform, tx, caller.organisationId, before, { ...after, writtenBy: caller.memberId });
  if (!isPublic(before)) return;
  await countArticles(tx, caller.organisationId, { added: [{ ...before, ...after }], removed: [before] });
  await tellPublished(platform, tx, caller.organisationId, { ...before, ...after });
};

/**
 * Publishes or rejects. Doing it again changes nothing.
 *
 * @throws Problem `article/not-found`, `version/stale`, `role/insufficient`
 */
export const decideArticle = async (
  platform: PublishingParts,
  tx: Tx,
  caller: MemberCaller,
  id: string,
  { decision, version, reason = null }: { decision: Decision; version: number; reason?: string | null },
): Promise<void> => {
  const before = await existingArticle(tx, id, true);
  if (!mayDecide(caller, before)) throw mayNot(`${decision} this article`);
  checkVersion(before, version);
  const state = stateAfter(before, decision);
  if (state === null) return;
  if (state === 'published') await publishArticle(platform, tx, caller.organisationId, id);
  else await store.setState(tx, id, state, reason, new Date(platform.clock.now()));
};

/** Lets visitors find it; whether somebody may is decided before. */
export const publishArticle = async (
  platform: PublishingParts,
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<void> => {
  const before = await existingArticle(tx, id, true);
  await store.setState(tx, id, 'published', null, new Date(platform.clock.now()));
  // A stale one can still be found: it has been counted since it was first published.
  if (!isPublic(before)) await countArticles(tx, organisationId, { added: [before] });
  await tellPublished(platform, tx, organisationId, before);
};

/** @throws Problem `article/not-found` */
export const existingArticle = async (tx: Tx, id: string, lock = false): Promise<store.ArticleRow> => {
  const row = await store.findArticle(tx, id, lock);
  if (row === undefined) throw articleNotFound();
  return row;
};

export const articleNotFound = () => problem('article/not-found', 'It does not exist, or you have no part in it.');

const mayNot = (what: string) =>
  problem('role/insufficient', `Experts ${what} only where they contributed to it. Ask a coordinator or an admin.`);

const tellPublished = async (
  { outbox }: Pick<Platform, 'outbox'>,
  tx: Tx,
  organisationId: string,
  { id: articleId, fingerprints, title }: store.ArticleRow,
): Promise<void> => {
  await outbox.emit(tx, 'article.published', organisationId, { articleId, fingerprints, title });
};

const embed = async (
  { embeddings }: Pick<Platform, 'embeddings'>,
  tx: Tx,
  organisationId: string,
  { title, body, language }: { title: string; body: string; language: string },
): Promise<number[]> => {
  const [vector] = await embeddings.embed(tx, organisationId, 'document', [textToCompare({ title, body })], [language]);
  return vector!;
};

/** The title twice: it says what the article is about, the body how it was solved. */
export const textToCompare = ({ title, body }: { title: string; body: string }): string =>
  `${title}\n${title}\n${plainTextOf(body)}`;
