import { toIso } from '../platform/database/index.ts';
import type { PersonalData } from '../platform/personal-data.ts';
import { countFeedback, feedbackOf, forgetFeedbackOf } from './feedback/store.ts';
import { articlesFrom, deleteUnpublishedFrom, unlinkSources } from './store.ts';

/**
 * What a person said about articles, and which were taken from their conversations. Erasing deletes drafts, which nobody has
 * looked through yet; a published article stays, scrubbed as it is, without its link to the conversation. Opinions stay as
 * nobody's, so that the counts stay true. Members' names stand with the articles they contributed to until they are removed.
 */
export const personalData: PersonalData = {
  name: 'knowledge',
  columns: [
    'article_version.member_id',
    'article_contributor.member_id',
    'article_source.visitor_id',
    'article_feedback.visitor_id',
  ],
  export: async (tx, { visitorId }) => ({
    opinions: (await feedbackOf(tx, visitorId)).map(({ articleId, title, helped, fingerprint, at }) => ({
      articleId,
      title,
      helped,
      fingerprint,
      at: toIso(at),
    })),
    articlesFromYourConversations: (await articlesFrom(tx, visitorId)).map(({ at, ...row }) => ({
      ...row,
      at: toIso(at),
    })),
  }),
  erase: async (tx, { visitorId }) => {
    await deleteUnpublishedFrom(tx, visitorId);
    await unlinkSources(tx, visitorId);
    const said = await feedbackOf(tx, visitorId);
    await forgetFeedbackOf(tx, visitorId);
    await countFeedback(
      tx,
      said.map(({ articleId }) => articleId),
    );
  },
  // What is published was looked through by somebody, and holds nothing of theirs any more that `scrub` and they knew.
  withdraw: {
    learn: (tx, { visitorId }) => deleteUnpublishedFrom(tx, visitorId),
    publish: (tx, { visitorId }) => deleteUnpublishedFrom(tx, visitorId),
  },
};
