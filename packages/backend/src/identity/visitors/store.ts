import type { ConsentPurpose } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { HostUser } from '../tokens.ts';

/** A person on a site, as far as they are known. */
export interface VisitorRow {
  id: string;
  organisationId: string;
  siteId: string;
  externalId: string | null;
  name: string | null;
  email: string | null;
  locale: string | null;
  createdAt: Date;
  erasedAt: Date | null;
}

/** Keeps two visits of one identified person from making two visitors, until the transaction ends. */
export const lockExternalId = async (tx: Tx, siteId: string, externalId: string): Promise<void> => {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`${siteId} ${externalId}`}, 0))`;
};

/** The visitor whose device, or whose letter, has this key while it holds; an erased one is nobody. */
export const visitorByKey = async (tx: Tx, siteId: string, hash: Buffer, now: Date): Promise<VisitorRow | undefined> =>
  (
    await tx<VisitorRow[]>`
      select v.* from visitor_key k join visitor v on v.id = k.visitor_id
      where k.hash = ${hash} and v.site_id = ${siteId} and v.erased_at is null
        and (k.expires_at is null or k.expires_at > ${now})`
  )[0];

export const visitorByExternalId = async (
  tx: Tx,
  siteId: string,
  externalId: string,
): Promise<VisitorRow | undefined> =>
  (
    await tx<VisitorRow[]>`
      select * from visitor where site_id = ${siteId} and external_id = ${externalId} and merged_into is null`
  )[0];

/** Follows a merge to the id that won, and tells an erased visitor by `erasedAt`. */
export const visitorById = async (tx: Tx, id: string): Promise<VisitorRow | undefined> =>
  (await visitorsById(tx, [id])).get(id);

/** The same for several, by the id that was asked for. */
export const visitorsById = async (tx: Tx, ids: readonly string[]): Promise<Map<string, VisitorRow>> => {
  const rows = await tx<(VisitorRow & { askedId: string })[]>`
    select w.*, v.id as asked_id from visitor v join visitor w on w.id = coalesce(v.merged_into, v.id)
    where v.id = any (${[...ids]}::uuid[])`;
  return new Map(rows.map(({ askedId, ...row }) => [askedId, row]));
};

/** The visitor's own id and those that were merged into it. */
export const idsOfVisitor = async (tx: Tx, id: string): Promise<string[]> =>
  (await tx<{ id: string }[]>`select id from visitor where id = ${id} or merged_into = ${id} order by id`).map(
    (row) => row.id,
  );

export const insertVisitor = async (
  tx: Tx,
  row: Pick<VisitorRow, 'id' | 'organisationId' | 'siteId' | 'locale' | 'createdAt'>,
): Promise<void> => {
  await tx`insert into visitor (id, organisation_id, site_id, locale, created_at)
    values (${row.id}, ${row.organisationId}, ${row.siteId}, ${row.locale}, ${row.createdAt})`;
};

/** Deletes visitors with everything that is kept under their ids. For samples: a person is erased instead. */
export const deleteVisitors = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await tx`delete from visitor where id = any (${[...ids]}::uuid[])`;
};

export const insertVisitorKey = async (
  tx: Tx,
  row: { hash: Buffer; organisationId: string; visitorId: string; createdAt: Date; expiresAt?: Date },
): Promise<void> => {
  await tx`insert into visitor_key (hash, organisation_id, visitor_id, created_at, expires_at)
    values (${row.hash}, ${row.organisationId}, ${row.visitorId}, ${row.createdAt}, ${row.expiresAt ?? null})`;
};

/** What the host says now replaces what it said before; what it leaves out stays. */
export const identifyVisitor = async (tx: Tx, id: string, user: HostUser): Promise<void> => {
  await tx`
    update visitor set external_id = ${user.externalId}, name = coalesce(${user.name}, name),
      email = coalesce(${user.email}, email), locale = coalesce(${user.locale}, locale)
    where id = ${id}`;
};

/** `dropId` redirects to `keepId` from now on: its devices, visits and agreements are that one's, the rest goes by event. */
export const mergeVisitor = async (tx: Tx, keepId: string, dropId: string): Promise<void> => {
  await tx`
    update visitor set external_id = null, name = null, email = null, merged_into = ${keepId}
    where id = ${dropId} or merged_into = ${dropId}`;
  await tx`update visitor_key set visitor_id = ${keepId} where visitor_id = ${dropId}`;
  await tx`update visit set visitor_id = ${keepId} where visitor_id = ${dropId}`;
  await tx`update consent_record set visitor_id = ${keepId} where visitor_id = ${dropId}`;
};

export interface VisitRow {
  id: string;
  startedAt: Date;
  lastAt: Date;
  release: string | null;
}

export const newestVisit = async (tx: Tx, visitorId: string): Promise<VisitRow | undefined> =>
  (
    await tx<VisitRow[]>`
      select id, started_at, last_at, release from visit where visitor_id = ${visitorId} order by last_at desc limit 1`
  )[0];

export const insertVisit = async (
  tx: Tx,
  row: { id: string; organisationId: string; siteId: string; visitorId: string; at: Date; release: string | null },
): Promise<void> => {
  await tx`insert into visit (id, organisation_id, site_id, visitor_id, started_at, last_at, release)
    values (${row.id}, ${row.organisationId}, ${row.siteId}, ${row.visitorId}, ${row.at}, ${row.at}, ${row.release})`;
};

export const touchVisit = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx`update visit set last_at = ${at} where id = ${id}`;
};

/** What a person agreed to or withdrew, when, and by which text. */
export interface ConsentRow {
  purpose: ConsentPurpose;
  isGranted: boolean;
  how: string;
  textVersion: string | null;
  at: Date;
}

/** The newest record of each purpose: what holds now. */
export const consentsOf = (tx: Tx, visitorId: string): Promise<ConsentRow[]> =>
  tx<ConsentRow[]>`
    select distinct on (purpose) purpose, is_granted, how, text_version, at from consent_record
    where visitor_id = ${visitorId} order by purpose, at desc, id desc`;

/** Whether what a person said last about a purpose was yes. */
export const hasConsent = async (tx: Tx, visitorId: string, purpose: ConsentPurpose): Promise<boolean> =>
  (await whoConsents(tx, [visitorId], purpose)).has(visitorId);

/** Nobody else writes for this visitor until the transaction ends; waits for whoever does now. */
export const lockVisitor = async (tx: Tx, id: string): Promise<void> => {
  await tx`select id from visitor where id = ${id} for update`;
};

/** The same for many who write at once, and do not keep each other waiting. */
export const holdVisitors = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await tx`select id from visitor where id = any (${[...ids]}::uuid[]) order by id for key share`;
};

/** Who of these has agreed, by their newest word on it. */
export const whoConsents = (tx: Tx, visitorIds: readonly string[], purpose: ConsentPurpose) =>
  whoSaid(tx, visitorIds, purpose, true);

/** Who of these has refused or withdrawn, by their newest word on it; whoever was never asked has not. */
export const whoRefuses = (tx: Tx, visitorIds: readonly string[], purpose: ConsentPurpose) =>
  whoSaid(tx, visitorIds, purpose, false);

const whoSaid = async (
  tx: Tx,
  visitorIds: readonly string[],
  purpose: ConsentPurpose,
  isGranted: boolean,
): Promise<ReadonlySet<string>> => {
  const rows = await tx<{ visitorId: string }[]>`
    select one.visitor_id from unnest(${[...visitorIds]}::uuid[]) as one (visitor_id)
    cross join lateral (
      select is_granted from consent_record c where c.visitor_id = one.visitor_id and c.purpose = ${purpose}
      order by at desc, id desc limit 1
    ) newest
    where newest.is_granted = ${isGranted}`;
  return new Set(rows.map(({ visitorId }) => visitorId));
};

export const insertConsent = async (
  tx: Tx,
  row: ConsentRow & { id: string; organisationId: string; visitorId: string },
): Promise<void> => {
  await tx`insert into consent_record (id, organisation_id, visitor_id, purpose, is_granted, how, text_version, at)
    values (${row.id}, ${row.organisationId}, ${row.visitorId}, ${row.purpose}, ${row.isGranted}, ${row.how},
      ${row.textVersion}, ${row.at})`;
};

/** All that this module keeps about one id, as its person may read it. */
export const exportVisitor = async (tx: Tx, id: string) => {
  const [visitor] = await tx<Omit<VisitorRow, 'organisationId' | 'siteId'>[]>`
    select id, external_id, name, email, locale, created_at, erased_at from visitor where id = ${id}`;
  const visits = await tx<VisitRow[]>`
    select id, started_at, last_at, release from visit where visitor_id = ${id} order by started_at`;
  const consents = await tx<ConsentRow[]>`
    select purpose, is_granted, how, text_version, at from consent_record where visitor_id = ${id} order by at, id`;
  const [keys] = await tx<{ devices: number }[]>`
    select count(*)::integer as devices from visitor_key where visitor_id = ${id} and expires_at is null`;
  return { visitor, visits: [...visits], consents: [...consents], devices: keys?.devices ?? 0 };
};

/** No device is known as this visitor's any more; letters that they asked for go on working. */
export const deleteDeviceKeysOf = async (tx: Tx, id: string): Promise<void> => {
  await tx`delete from visitor_key where visitor_id = ${id} and expires_at is null`;
};

/** Keys that came to their end before this time. */
export const deleteEndedKeys = async (tx: Tx, before: Date): Promise<void> => {
  await tx`delete from visitor_key where expires_at < ${before}`;
};

/** The address that the host vouches for: nobody else says one of a visitor. */
export const vouchedEmailOf = async (tx: Tx, id: string): Promise<string | null> =>
  (await tx<{ email: string | null }[]>`select email from visitor where id = ${id}`)[0]?.email ?? null;

/** Leaves a shell without anything personal, so that what others keep under the id stays consistent. */
export const eraseVisitor = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx`delete from visitor_key where visitor_id = ${id}`;
  await tx`delete from consent_record where visitor_id = ${id}`;
  await tx`delete from visit where visitor_id = ${id}`;
  await tx`
    update visitor set external_id = null, name = null, email = null, locale = null, erased_at = coalesce(erased_at, ${at})
    where id = ${id}`;
};
