import type { SiteRefusal } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** A page that asked for a site and was refused. */
export interface RefusalRow {
  siteId: string;
  origin: string;
  reason: SiteRefusal['reason'];
  at: Date;
}

/** Refusals that are kept of a site, the newest. */
export const mostRefusals = 20;

/** Keeps a refusal, and of the site's no more than the newest. @returns false where the same one was known already */
export const keepRefusal = async (tx: Tx, organisationId: string, row: RefusalRow): Promise<boolean> => {
  const [kept] = await tx<{ isNew: boolean }[]>`
    insert into site_refusal as r (site_id, organisation_id, origin, reason, at)
    values (${row.siteId}, ${organisationId}, ${row.origin}, ${row.reason}, ${row.at})
    on conflict (site_id, origin, reason) do update set at = excluded.at
    returning xmax = 0 as is_new`;
  await tx`
    delete from site_refusal where site_id = ${row.siteId} and (origin, reason) not in (
      select origin, reason from site_refusal where site_id = ${row.siteId} order by at desc limit ${mostRefusals})`;
  return kept?.isNew ?? false;
};

/** Refusals of these sites, newest first. */
export const refusalsOf = (tx: Tx, siteIds: readonly string[]): Promise<RefusalRow[]> => tx`
  select site_id, origin, reason, at from site_refusal where site_id = any (${[...siteIds]}::uuid[]) order by at desc`;

/** Sites of any organisation that name this very origin; patterns do not count, for they fit too many. */
export const sitesWithOrigin = (
  tx: Tx,
  origin: string,
  limit: number,
): Promise<{ id: string; organisationId: string }[]> =>
  tx`select id, organisation_id from site where origins @> ${[origin]}::text[] and is_on order by id limit ${limit}`;

/** Gives a site a new key; the one of now is served until `keepUntil`, or no longer where that is null. */
export const replaceKey = async (tx: Tx, id: string, key: string, keepUntil: Date | null): Promise<void> => {
  await tx`
    update site set old_key = ${keepUntil === null ? null : tx`key`}, old_key_until = ${keepUntil}, key = ${key}
    where id = ${id}`;
};

/** Gives a site a new secret; the one before is worth nothing any more. */
export const replaceSecret = async (tx: Tx, id: string, secret: string): Promise<void> => {
  await tx`update site set secret = ${secret} where id = ${id}`;
};

/** The site that the organisation made first. */
export const firstSiteOf = async (tx: Tx): Promise<string | undefined> =>
  (await tx<{ id: string }[]>`select id from site order by id limit 1`)[0]?.id;

/** Sites of the organisation by id, key or name; several may share a name, so this may give more than one. */
export const sitesCalled = (tx: Tx, wanted: string): Promise<{ id: string; name: string }[]> =>
  tx`select id, name from site where id::text = ${wanted} or key = ${wanted} or name = ${wanted} order by id limit 2`;
