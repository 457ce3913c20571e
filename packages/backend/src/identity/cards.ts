import { problem, type SitePolicy } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import { policyOf } from './sites/policy.ts';
import { membersByIds, policiesOf, siteById, type SiteRow } from './store.ts';
import { visitorById } from './visitors/store.ts';

/** What other modules need of a site. */
export type SiteCard = Pick<
  SiteRow,
  'id' | 'name' | 'key' | 'acceptTimeoutMs' | 'firstSeenAt' | 'isDemo' | 'fields'
> & {
  policy: SitePolicy;
};

/** What other modules show of a member. */
export interface MemberCard {
  name: string;
  email: string;
}

/**
 * A site of the transaction's organisation.
 *
 * @throws Problem `site/not-found`
 */
export const siteOf = async (tx: Tx, siteId: string): Promise<SiteCard> => {
  const row = await siteById(tx, siteId);
  if (row === undefined) throw problem('site/not-found', 'It does not exist, or you have no part in it.');
  const { id, name, key, acceptTimeoutMs, firstSeenAt, isDemo, fields, policy } = row;
  return { id, name, key, acceptTimeoutMs, firstSeenAt, isDemo, fields, policy: policyOf(policy) };
};

/** What holds at these sites of the transaction's organisation, or at all of them, by the sites' ids. */
export const sitePolicies = async (tx: Tx, siteIds?: readonly string[]): Promise<Map<string, SitePolicy>> =>
  new Map((await policiesOf(tx, siteIds)).map(({ id, policy }) => [id, policyOf(policy)]));

/** Names and addresses of members by id, also of those who have left; unknown ids are left out. */
export const memberCards = async (tx: Tx, memberIds: readonly string[]): Promise<Map<string, MemberCard>> => {
  if (memberIds.length === 0) return new Map();
  const rows = await membersByIds(tx, memberIds);
  return new Map(rows.map(({ id, name, email }) => [id, { name, email }]));
};

/** Names of members by id, also of those who have left. */
export const memberNames = async (tx: Tx, memberIds: readonly string[]): Promise<Map<string, string>> =>
  new Map([...(await memberCards(tx, memberIds))].map(([id, { name }]) => [id, name]));

/** What an expert may know of a visitor. */
export interface VisitorCard {
  id: string;
  name?: string;
  /** BCP 47, as the page or the host said it last. */
  locale?: string;
}

/** A visitor under the id that won where two were merged; without what is not known of them. */
export const visitorCard = async (tx: Tx, visitorId: string): Promise<VisitorCard> => {
  const row = await visitorById(tx, visitorId);
  if (row === undefined) return { id: visitorId };
  const { id, name, locale } = row;
  return { id, ...(name === null ? {} : { name }), ...(locale === null ? {} : { locale }) };
};
