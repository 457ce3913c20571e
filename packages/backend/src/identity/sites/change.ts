import { problem, type ChangeSite, type CreateSite } from '@harmony-live/protocol';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import { faultOfText } from '../../platform/http/text.ts';
import { invalidBody } from '../../platform/http/problems.ts';
import type { Platform } from '../../platform/platform.ts';
import { noteAct } from '../audit/audit.ts';
import { changesBetween } from '../audit/changes.ts';
import { countSites, lockSite, siteById, updateSite, type SiteRow } from '../store.ts';
import { policyOf } from './policy.ts';
import { addSite, checkChange, newKey, newSiteSecret } from './sites.ts';
import { replaceKey, replaceSecret } from './store.ts';

type Tools = Pick<Platform, 'clock' | 'db'>;

/** Sites of one organisation. */
const mostSites = 50;
const dayMs = 24 * 60 * 60_000;

/**
 * Makes a site with keys of its own.
 *
 * @throws Problem `body/invalid` for a wrong origin, or one site too many
 */
export const createSiteOf = (
  { clock, db }: Tools,
  { organisationId, memberId }: MemberCaller,
  body: CreateSite,
): Promise<{ site: SiteRow; secret: string }> => {
  const fault = faultOfText(body);
  if (fault !== null) throw invalidBody(fault);
  const name = body.name.trim();
  return db.withOrganisation(organisationId, async (tx) => {
    if ((await countSites(tx)) >= mostSites) {
      const reason = `would be one more than the ${mostSites} sites of a workspace`;
      throw problem('body/invalid', `It ${reason}.`, { field: '/name', reason });
    }
    const { id, secret } = await addSite({ clock }, tx, { organisationId, name, origins: body.origins ?? [] });
    const site = (await siteById(tx, id))!;
    const changes = changesBetween({}, { origins: site.origins, key: site.key });
    await noteAct({ clock }, tx, organisationId, {
      ...{ kind: 'site.created', by: { kind: 'member', memberId }, about: name, changes },
    });
    return { site, secret };
  });
};

/** @throws Problem `site/not-found`, `body/invalid` */
export const changeSiteOf = (
  { clock, db }: Tools,
  caller: MemberCaller,
  id: string,
  body: ChangeSite,
): Promise<SiteRow> =>
  db.withOrganisation(caller.organisationId, async (tx) => {
    const before = await locked(tx, id);
    await updateSite(tx, id, checkChange(before, body));
    const after = (await siteById(tx, id))!;
    const changes = changesBetween(said(before), said(after));
    if (changes.length > 0) await note({ clock }, tx, caller, 'site.changed', after, changes);
    return after;
  });

/**
 * Gives the site a new public key. Pages that carry the one of now are served for `keepDays` more, and the one before that no
 * longer.
 *
 * @throws Problem `site/not-found`
 */
export const rotateKeyOf = (
  { clock, db }: Tools,
  caller: MemberCaller,
  id: string,
  keepDays: number,
): Promise<SiteRow> =>
  db.withOrganisation(caller.organisationId, async (tx) => {
    const before = await locked(tx, id);
    const until = keepDays === 0 ? null : new Date(clock.now() + keepDays * dayMs);
    await replaceKey(tx, id, newKey(clock), until);
    const after = (await siteById(tx, id))!;
    const kept = until === null ? {} : { oldKeyUntil: until.toISOString() };
    const changes = changesBetween({ key: before.key }, { key: after.key, ...kept });
    await note({ clock }, tx, caller, 'site.key-rotated', after, changes);
    return after;
  });

/** Gives the site a new secret; names that were signed with the one of now count no longer. @throws Problem `site/not-found` */
export const rotateSecretOf = (
  { clock, db }: Tools,
  caller: MemberCaller,
  id: string,
): Promise<{ site: SiteRow; secret: string }> =>
  db.withOrganisation(caller.organisationId, async (tx) => {
    const site = await locked(tx, id);
    const secret = newSiteSecret(clock);
    await replaceSecret(tx, id, secret);
    await note({ clock }, tx, caller, 'site.secret-rotated', site, []);
    return { site, secret };
  });

const locked = async (tx: Tx, id: string): Promise<SiteRow> => {
  const site = await lockSite(tx, id);
  if (site === undefined) throw problem('site/not-found', 'The site was removed.');
  return site;
};

const note = (
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  { organisationId, memberId }: MemberCaller,
  kind: string,
  { name }: SiteRow,
  changes: ReturnType<typeof changesBetween>,
) => noteAct(tools, tx, organisationId, { kind, by: { kind: 'member', memberId }, about: name, changes });

/** What an owner says about a site, by the names of the wire. */
const said = ({ name, isOn, origins, consentDefault, policy, brandColor, texts, fields }: SiteRow) => ({
  ...{ name, isOn, origins, consentDefault, color: brandColor, texts },
  fields: Object.fromEntries(fields.map(({ id, ...field }) => [id, field])),
  ...policyOf(policy),
});
