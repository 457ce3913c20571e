import type { ChangePolicy, ConsentDefault, MemberRole, PreChatField, SiteTexts } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';

/** A site with what its organisation says about it. */
export interface SiteRow {
  id: string;
  organisationId: string;
  name: string;
  key: string;
  secret: string;
  origins: string[];
  isOn: boolean;
  consentDefault: ConsentDefault;
  /** What the owner has set; `policyOf` says what holds. */
  policy: ChangePolicy;
  brandColor: string | null;
  /** What the widget says at its start, by language. */
  texts: SiteTexts;
  /** What is asked before a request. */
  fields: PreChatField[];
  /** The key before this one, served until then. */
  oldKey: string | null;
  oldKeyUntil: Date | null;
  acceptTimeoutMs: number;
  firstSeenAt: Date | null;
  lastSeenAt: Date | null;
  isDemo: boolean;
}

const sites = (tx: Tx) => tx`select s.*, o.is_demo from site s join organisation o on o.id = s.organisation_id`;

/** By the key of now, or by the one before it while that is served. */
export const siteByKey = async (tx: Tx, key: string, now: Date): Promise<SiteRow | undefined> =>
  (await tx<SiteRow[]>`${sites(tx)} where s.key = ${key} or (s.old_key = ${key} and s.old_key_until > ${now})`)[0];

export const siteById = async (tx: Tx, id: string): Promise<SiteRow | undefined> =>
  (await tx<SiteRow[]>`${sites(tx)} where s.id = ${id}`)[0];

/** Sites of the transaction's organisation, in the order they were made. */
export const sitesAfter = (tx: Tx, after: string | null, limit: number): Promise<SiteRow[]> =>
  tx<SiteRow[]>`${sites(tx)} where ${after}::uuid is null or s.id > ${after} order by s.id limit ${limit}`;

/** The same, for whoever is about to change it: others wait until the transaction has ended. */
export const lockSite = async (tx: Tx, id: string): Promise<SiteRow | undefined> =>
  (await tx<SiteRow[]>`${sites(tx)} where s.id = ${id} for update of s`)[0];

export const countSites = async (tx: Tx): Promise<number> =>
  (await tx<{ count: number }[]>`select count(*)::int as count from site`)[0]!.count;

/** What owners have set at these sites, or at all of the transaction's organisation. */
export const policiesOf = (tx: Tx, ids?: readonly string[]): Promise<Pick<SiteRow, 'id' | 'policy'>[]> =>
  tx`select id, policy from site where ${ids === undefined ? tx`true` : tx`id = any (${[...ids]}::uuid[])`}`;

export const insertSite = async (
  tx: Tx,
  site: Pick<SiteRow, 'id' | 'organisationId' | 'name' | 'key' | 'secret' | 'origins' | 'policy'> & { createdAt: Date },
): Promise<void> => {
  await tx`
    insert into site (id, organisation_id, name, key, secret, origins, policy, created_at)
    values (${site.id}, ${site.organisationId}, ${site.name}, ${site.key}, ${site.secret}, ${site.origins}::text[],
      ${tx.json(site.policy)}, ${site.createdAt})`;
};

/** Absent fields stay as they are. @returns false when there is no such site in this organisation */
export const updateSite = async (
  tx: Tx,
  id: string,
  change: Partial<
    Pick<SiteRow, 'name' | 'origins' | 'isOn' | 'consentDefault' | 'policy' | 'brandColor' | 'texts' | 'fields'>
  >,
): Promise<boolean> => {
  const policy = change.policy === undefined ? null : tx.json(change.policy);
  // As texts: `jsonb` on the way would lose the order of languages.
  const ordered = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));
  const { count } = await tx`
    update site set name = coalesce(${change.name}, name), origins = coalesce(${change.origins}::text[], origins),
      is_on = coalesce(${change.isOn}::boolean, is_on), consent_default = coalesce(${change.consentDefault}, consent_default),
      policy = coalesce(${policy}, policy), texts = coalesce(${ordered(change.texts)}::text::json, texts),
      fields = coalesce(${ordered(change.fields)}::text::json, fields),
      brand_color = ${change.brandColor === undefined ? tx`brand_color` : change.brandColor}
    where id = ${id}`;
  return count === 1;
};

/** Remembers that the tag was loaded. @returns whether this was the first time */
export const markSiteSeen = async (tx: Tx, id: string, at: Date): Promise<boolean> => {
  const [row] = await tx<{ isFirst: boolean }[]>`
    update site set first_seen_at = coalesce(first_seen_at, ${at}), last_seen_at = ${at}
    where id = ${id} returning first_seen_at = ${at} as is_first`;
  return row?.isFirst ?? false;
};

export const insertOrganisation = async (
  tx: Tx,
  row: { id: string; name: string; isDemo: boolean; createdAt: Date },
): Promise<void> => {
  await tx`insert into organisation (id, name, is_demo, created_at)
    values (${row.id}, ${row.name}, ${row.isDemo}, ${row.createdAt})`;
};

/** By id or by name; several may share a name, so this may give more than one. */
export const organisationsCalled = (tx: Tx, idOrName: string): Promise<{ id: string; name: string }[]> =>
  tx`select id, name from organisation where id::text = ${idOrName} or name = ${idOrName} order by id limit 2`;

/** Enough to tell whether there is one, several or none. */
export const firstOrganisations = (tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx`select id, name from organisation order by id limit 2`;

export const demoOrganisation = async (tx: Tx): Promise<string | undefined> =>
  (await tx<{ id: string }[]>`select id from organisation where is_demo limit 1`)[0]?.id;

/** @returns false when somebody has this e-mail already */
export const insertAccount = async (
  tx: Tx,
  row: { id: string; email: string; name: string; passwordHash: string; emailVerifiedAt: Date | null; createdAt: Date },
): Promise<boolean> => {
  const { count } = await tx`
    insert into account (id, email, name, password_hash, email_verified_at, created_at)
    values (${row.id}, ${row.email}, ${row.name}, ${row.passwordHash}, ${row.emailVerifiedAt}, ${row.createdAt})
    on conflict do nothing`;
  return count === 1;
};

export const accountByEmail = async (
  tx: Tx,
  email: string,
): Promise<{ id: string; email: string; passwordHash: string } | undefined> =>
  (
    await tx<{ id: string; email: string; passwordHash: string }[]>`
      select id, email, password_hash from account where lower(email) = lower(${email})`
  )[0];

export const accountById = async (
  tx: Tx,
  id: string,
): Promise<{ email: string; name: string; emailVerifiedAt: Date | null } | undefined> =>
  (
    await tx<{ email: string; name: string; emailVerifiedAt: Date | null }[]>`
      select email, name, email_verified_at from account where id = ${id}`
  )[0];

/** What a link of a letter is for. */
export type TokenPurpose = 'verify-email' | 'reset-password';

export const insertAccountToken = async (
  tx: Tx,
  row: { hash: Buffer; accountId: string; purpose: TokenPurpose; createdAt: Date; expiresAt: Date },
): Promise<void> => {
  await tx`insert into account_token (hash, account_id, purpose, created_at, expires_at)
    values (${row.hash}, ${row.accountId}, ${row.purpose}, ${row.createdAt}, ${row.expiresAt})`;
};

/** Takes the token out of use. Undefined when there is none, or it was used before. */
export const useAccountToken = async (
  tx: Tx,
  hash: Buffer,
  purpose: TokenPurpose,
  at: Date,
): Promise<{ accountId: string; expiresAt: Date } | undefined> =>
  (
    await tx<{ accountId: string; expiresAt: Date }[]>`
      update account_token set used_at = ${at}
      where hash = ${hash} and purpose = ${purpose} and used_at is null returning account_id, expires_at`
  )[0];

/** @returns the address that is now known to be the account's */
export const verifyAccount = async (tx: Tx, accountId: string, at: Date): Promise<string> => {
  const [row] = await tx<{ email: string }[]>`
    update account set email_verified_at = coalesce(email_verified_at, ${at}) where id = ${accountId} returning email`;
  return row!.email;
};

/** A member with the account's address, as the console lists them. */
export interface MemberRow {
  id: string;
  organisationId: string;
  organisationName: string;
  accountId: string;
  name: string;
  email: string;
  emailVerifiedAt: Date | null;
  role: MemberRole;
  kind: 'staff' | 'community';
  createdAt: Date;
}

const members = (tx: Tx) => tx`
  select m.*, o.name as organisation_name, a.email, a.email_verified_at
  from member m join account a on a.id = m.account_id join organisation o on o.id = m.organisation_id
  where m.removed_at is null`;

/** Makes a member, or the one again who was removed. @returns their id; undefined when the account is a member already */
export const insertMember = async (
  tx: Tx,
  row: Pick<MemberRow, 'id' | 'organisationId' | 'accountId' | 'name' | 'role' | 'kind' | 'createdAt'>,
): Promise<string | undefined> =>
  (
    await tx<{ id: string }[]>`
      insert into member (id, organisation_id, account_id, name, role, kind, created_at)
      values (${row.id}, ${row.organisationId}, ${row.accountId}, ${row.name}, ${row.role}, ${row.kind}, ${row.createdAt})
      on conflict (organisation_id, account_id) do update
        set removed_at = null, name = excluded.name, role = excluded.role, kind = excluded.kind
        where member.removed_at is not null
      returning id`
  )[0]?.id;

export const memberById = async (tx: Tx, id: string): Promise<MemberRow | undefined> =>
  (await tx<MemberRow[]>`${members(tx)} and m.id = ${id}`)[0];

/** Who is a member by this account; who was one and left is none. */
export const memberOfAccount = async (
  tx: Tx,
  organisationId: string,
  accountId: string,
): Promise<Pick<MemberRow, 'id' | 'role'> | undefined> =>
  (
    await tx<Pick<MemberRow, 'id' | 'role'>[]>`
      select id, role from member
      where organisation_id = ${organisationId} and account_id = ${accountId} and removed_at is null`
  )[0];

export const membersAfter = (tx: Tx, after: string | null, limit: number): Promise<MemberRow[]> =>
  tx<MemberRow[]>`${members(tx)} and (${after}::uuid is null or m.id > ${after}) order by m.id limit ${limit}`;

export const newestMembership = async (tx: Tx, accountId: string): Promise<MemberRow | undefined> =>
  (
    await tx<MemberRow[]>`
      ${members(tx)} and m.account_id = ${accountId}
      order by (select max(last_at) from session where session.member_id = m.id) desc nulls last, m.id desc limit 1`
  )[0];

export const membersByIds = (tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string; email: string }[]> =>
  tx`select m.id, m.name, a.email from member m join account a on a.id = m.account_id where m.id = any(${ids}::uuid[])`;

export interface SessionRow {
  organisationId: string;
  accountId: string;
  memberId: string;
  lastAt: Date;
  expiresAt: Date;
  role: MemberRole;
  name: string;
}

export const insertSession = async (
  tx: Tx,
  row: Pick<SessionRow, 'organisationId' | 'accountId' | 'memberId' | 'expiresAt'> & { hash: Buffer; createdAt: Date },
): Promise<void> => {
  await tx`
    insert into session (hash, organisation_id, account_id, member_id, created_at, last_at, expires_at)
    values (${row.hash}, ${row.organisationId}, ${row.accountId}, ${row.memberId}, ${row.createdAt}, ${row.createdAt},
      ${row.expiresAt})`;
};

export const sessionByHash = async (tx: Tx, hash: Buffer): Promise<SessionRow | undefined> =>
  (
    await tx<SessionRow[]>`
      select s.organisation_id, s.account_id, s.member_id, s.last_at, s.expires_at, m.role, m.name
      from session s join member m on m.id = s.member_id
      where s.hash = ${hash} and m.removed_at is null`
  )[0];

export const extendSession = async (tx: Tx, hash: Buffer, lastAt: Date, expiresAt: Date): Promise<void> => {
  await tx`update session set last_at = ${lastAt}, expires_at = ${expiresAt} where hash = ${hash}`;
};

export const deleteSession = async (tx: Tx, hash: Buffer): Promise<void> => {
  await tx`delete from session where hash = ${hash}`;
};

/** Housekeeping: sessions and links whose time is over. */
export const deleteExpired = async (tx: Tx, now: Date): Promise<void> => {
  await tx`delete from session where expires_at < ${now}`;
  await tx`delete from account_token where expires_at < ${now}`;
};
