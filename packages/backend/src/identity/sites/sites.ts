import {
  problem,
  type ChangePolicy,
  type ChangeSite,
  type Site,
  type SiteConfig,
  type SitePolicy,
} from '@harmony-live/protocol';
import type { Clock } from '../../platform/clock.ts';
import { toIso, type Tx } from '../../platform/database/index.ts';
import { invalidBody } from '../../platform/http/problems.ts';
import { faultOfText } from '../../platform/http/text.ts';
import type { Platform } from '../../platform/platform.ts';
import { isOriginAllowed, normalisePattern, patternFault } from './origins.ts';
import { changePolicy, policyOf } from './policy.ts';
import { insertSite, markSiteSeen, type SiteRow } from '../store.ts';
import { checkFields, checkTexts } from './fields.ts';
import { scriptOf } from './script.ts';
import type { RefusalRow } from './store.ts';

/** Origins that a demo's sites accept: everybody there is on this machine. */
export const demoOrigins = ['http://localhost:*', 'http://127.0.0.1:*'];
/** Which words people agree to; changes when their meaning does, and is kept with each agreement. */
export const consentTextVersion = '1';
/**
 * How long a page may go by the same configuration, seconds. The contract allows 60, and that a switch is felt within 60 s: a node
 * that missed the news of it still answers as before for 15 s (`siteTtlMs`), and a cache keeps that answer for these 20 s. So
 * whatever a page reads 35 s after the switch says that it is off, and a page that looks again every 25 s has stood down within
 * the minute.
 */
export const configMaxAgeS = 20;
/** Often enough for "we see your site", seldom enough not to write at each page. */
const seenEveryMs = 60_000;

/** The tag to paste. The secret is never in it. */
export const snippetOf = (publicUrl: string, key: string): string =>
  // Without a referrer: a host whose policy is `unsafe-url` would tell us the addresses of its pages.
  `<script async src="${publicUrl}/harmony.js" data-site="${key}" crossorigin="anonymous" referrerpolicy="no-referrer"></script>`;

/** A site as its organisation sees it: everything but the secret. @param refusals of this and other sites, newest first */
export const toSite = (
  row: SiteRow,
  { publicUrl, now, refusals }: { publicUrl: string; now: number; refusals: readonly RefusalRow[] },
): Site => ({
  id: row.id,
  name: row.name,
  key: row.key,
  oldKey:
    row.oldKey !== null && row.oldKeyUntil !== null && row.oldKeyUntil.getTime() > now
      ? { key: row.oldKey, until: toIso(row.oldKeyUntil) }
      : null,
  isOn: row.isOn,
  origins: row.origins,
  firstSeenAt: toIso(row.firstSeenAt),
  lastSeenAt: toIso(row.lastSeenAt),
  refusals: refusals
    .filter(({ siteId, origin, reason }) => siteId === row.id && isStillRefused(row, origin, reason, publicUrl))
    .map(({ origin, reason, at }) => ({ origin, reason, at: toIso(at) })),
  snippet: snippetOf(publicUrl, row.key),
  script: scriptOf(publicUrl),
  consentDefault: row.consentDefault,
  policy: policyOf(row.policy),
  color: row.brandColor,
  texts: row.texts,
  fields: row.fields,
});

/** An origin that was let in since needs no word; nor does one that left the list and had a wrong key. */
const isStillRefused = (row: SiteRow, origin: string, reason: RefusalRow['reason'], publicUrl: string): boolean =>
  mayServe(row, origin, publicUrl) === (reason === 'key');

/** True for pages of the site, and for our own: the demo and the help centre carry the same tag. */
export const mayServe = (site: SiteRow, origin: string, publicUrl: string): boolean =>
  isOriginAllowed(origin, [...site.origins, publicUrl]);

/** Makes a site with keys of its own. `key` is given for the demo alone, whose key everybody knows. */
export const addSite = async (
  { clock }: { clock: Clock },
  tx: Tx,
  {
    organisationId,
    name,
    origins,
    key,
    policy = {},
  }: { organisationId: string; name: string; origins: readonly string[]; key?: string; policy?: ChangePolicy },
): Promise<{ id: string; key: string; secret: string }> => {
  const site = { id: clock.newId(), key: key ?? newKey(clock), secret: newSiteSecret(clock) };
  await insertSite(tx, {
    ...site,
    organisationId,
    name,
    origins: checkOrigins(origins),
    policy,
    createdAt: new Date(clock.now()),
  });
  return site;
};

/** A public key. */
export const newKey = (clock: Pick<Clock, 'newSecret'>): string => `pk_${letters(clock.newSecret()).slice(0, 24)}`;
/** What a host signs its users' names with. */
export const newSiteSecret = (clock: Pick<Clock, 'newSecret'>): string => `sk_${letters(clock.newSecret())}`;

const [real, trial] = ['pk_', 'pk_try_'];
/**
 * The key of our own page with a site's tag (`/try/`), made out of the site's key: it does what that does, and says nothing about
 * whether the site's own pages carry the tag.
 */
export const trialKeyOf = (key: string): string => key.replace(real, trial);
/** True for such a key. */
export const isTrialKey = (key: string): boolean => key.startsWith(trial);
/** The site's own key, out of either. */
export const ownKeyOf = (key: string): string => (isTrialKey(key) ? key.replace(trial, real) : key);

/** Keys are double-clicked to copy them: letters and digits alone are one word everywhere. */
const letters = (secret: string): string => secret.replaceAll(/[-_]/g, '');

/**
 * Origins in one spelling each, without repetition.
 *
 * @throws Problem `body/invalid` with the first one that cannot be kept
 */
export const checkOrigins = (origins: readonly string[]): string[] => {
  const tidy = origins.map(normalisePattern);
  tidy.forEach((origin, index) => {
    const reason = patternFault(origin);
    if (reason !== null) throw problem('body/invalid', `${origin} ${reason}.`, { field: `/origins/${index}`, reason });
  });
  return [...new Set(tidy)];
};

/**
 * A change of a site as it is stored: checked, tidied, absent fields left out.
 *
 * @throws Problem `body/invalid` with the first part that cannot be kept
 */
export const checkChange = (site: Pick<SiteRow, 'policy'>, change: ChangeSite) => {
  const fault = faultOfText(change);
  if (fault !== null) throw invalidBody(fault);
  const { name, isOn, origins, consentDefault, policy, color, texts, fields } = change;
  return {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(isOn === undefined ? {} : { isOn }),
    ...(origins === undefined ? {} : { origins: checkOrigins(origins) }),
    ...(consentDefault === undefined ? {} : { consentDefault }),
    ...(policy === undefined ? {} : { policy: changePolicy(site.policy, policy) }),
    ...(color === undefined ? {} : { brandColor: color?.toLowerCase() ?? null }),
    ...(texts === undefined ? {} : { texts: checkTexts(texts) }),
    ...(fields === undefined ? {} : { fields: checkFields(fields) }),
  };
};

/**
 * Remembers, once a minute, that the tag was loaded; the first time the organisation's members are told, so that an open
 * console says so by itself.
 */
export const noteSeen = async ({ clock, db, live }: Platform, tx: Tx, site: SiteRow): Promise<void> => {
  const at = new Date(clock.now());
  if (site.lastSeenAt !== null && at.getTime() - site.lastSeenAt.getTime() < seenEveryMs) return;
  const isFirst = await markSiteSeen(tx, site.id, at);
  db.afterCommit(tx, () => {
    // The row at hand is shared by the requests to come: they need not write again.
    site.lastSeenAt = at;
    if (!isFirst) return;
    const seenAt = at.toISOString();
    live.toMembers(site.organisationId, { frame: 'site', siteId: site.id, firstSeenAt: seenAt, lastSeenAt: seenAt });
  });
};

/** A site as modules see it that add to its configuration. */
export type ConfiguredSite = Pick<SiteRow, 'id' | 'key' | 'firstSeenAt' | 'isDemo'> & { policy: SitePolicy };

/**
 * What other modules add to a site's configuration, in the transaction of its organisation. `soFar` is what those above have
 * made of it.
 */
export type SiteConfigContribution = (tx: Tx, site: ConfiguredSite, soFar: SiteConfig) => Promise<Partial<SiteConfig>>;

const contributions = new WeakMap<Platform, SiteConfigContribution[]>();

/** Lets a module below add its part; the later one wins where two say the same. */
export const contributeSiteConfig = (app: { platform: Platform }, contribution: SiteConfigContribution): void => {
  contributions.set(app.platform, [...(contributions.get(app.platform) ?? []), contribution]);
};

/** What a page is told about its site. */
export const composeConfig = async (platform: Platform, tx: Tx, site: SiteRow): Promise<SiteConfig> => {
  const config: SiteConfig = {
    site: { name: site.name },
    isOn: site.isOn,
    consent: { default: site.consentDefault, textVersion: consentTextVersion },
    branding: { color: site.brandColor },
    ...(Object.keys(site.texts).length > 0 && { texts: site.texts }),
    ...(site.fields.length > 0 && { fields: site.fields }),
    gate: [],
    reachable: 'later',
    reachableCount: 0,
    nextDutyAt: null,
    ...(platform.mail.canSend && { canMail: true }),
    offers: { isOn: false, hasCaps: true },
    detectors: {},
    isDebugOn: false,
    known: [],
  };
  const configured = { ...site, policy: policyOf(site.policy) };
  for (const contribute of contributions.get(platform) ?? []) {
    Object.assign(config, await contribute(tx, configured, config));
  }
  return config;
};
