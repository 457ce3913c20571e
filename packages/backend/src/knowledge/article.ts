import { problem, type ArticleState, type MemberRole, type Problem } from '@harmony-live/protocol';
import { neutralise } from './markdown.ts';

/** What anything that is done to an article is judged by. */
export interface Standing {
  state: ArticleState;
  version: number;
  contributorIds: readonly string[];
}

/** What members can do about an article as a whole. */
export type Decision = 'publish' | 'reject';

const leads: readonly MemberRole[] = ['owner', 'admin', 'coordinator'];

/**
 * Whether somebody decides about this article: those who lead about every one, experts about what they contributed to, as
 * long as no setting of the site says otherwise.
 */
export const mayDecide = (
  { memberId, role }: { memberId: string; role: MemberRole },
  { contributorIds }: Pick<Standing, 'contributorIds'>,
): boolean => leads.includes(role) || (role === 'expert' && contributorIds.includes(memberId));

/** @throws Problem `version/stale` when it is no longer what was read */
export const checkVersion = ({ version }: Standing, read: number): void => {
  if (version === read) return;
  throw problem('version/stale', 'Load the article again and repeat your change.', {
    field: '/version',
    reason: `is ${read}, but the article is at version ${version}`,
  });
};

/**
 * The state after a decision; null where it has been taken already.
 *
 * @throws Problem `version/stale` where somebody decided otherwise in the meantime
 */
export const stateAfter = ({ state }: Standing, decision: Decision): ArticleState | null => {
  if (decision === 'publish') {
    if (state === 'published') return null;
    if (state === 'draft' || state === 'stale') return 'published';
  }
  if (decision === 'reject') {
    if (state === 'rejected') return null;
    if (state === 'draft') return 'rejected';
  }
  throw decidedAlready(state);
};

/** @throws Problem `version/stale` for what was laid aside */
export const checkChangeable = ({ state }: Standing): void => {
  if (state === 'rejected' || state === 'archived') throw decidedAlready(state);
};

/** True while visitors can find it: a changed text is seen at once. */
export const isPublic = ({ state }: Pick<Standing, 'state'>): boolean => state === 'published' || state === 'stale';

/** A text by hand as it is stored: one line of title, a body without HTML. */
export const tidy = ({ title, body }: { title: string; body: string }): { title: string; body: string } => ({
  title: readable(title.replace(/\s+/g, ' ').trim(), '/title'),
  body: readable(neutralise(body).trim(), '/body'),
});

// What is only control characters passes the schema and is nothing.
const readable = (text: string, field: string): string => {
  // oxlint-disable-next-line no-control-regex
  const words = text.replace(/[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, '').toWellFormed();
  if (/\S/.test(words)) return words;
  throw problem('body/invalid', `${field} must not be blank.`, { field, reason: 'must not be blank' });
};

const decidedAlready = (state: ArticleState): Problem =>
  problem('version/stale', `Somebody decided about this article in the meantime: it is ${state}. Load it again.`, {
    field: '/version',
    reason: `the article is ${state}`,
  });
