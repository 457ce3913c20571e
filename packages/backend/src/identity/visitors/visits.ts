import {
  problem,
  type ConsentPurpose,
  type RecordConsent,
  type StartVisit,
  type VisitStarted,
} from '@harmony-live/protocol';
import type { VisitorCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../secrets.ts';
import type { SiteRow } from '../store.ts';
import { issueVisitorToken, readHostToken, type HostUser } from '../tokens.ts';
import * as store from './store.ts';
import { isVisitActive, whoIsIt } from './who.ts';

/**
 * Starts or resumes a visit and gives a token for it. A key is given when the device has none for this person.
 *
 * @throws Problem `token/expired` or `token/invalid` when the host's JWT is not accepted: the person would otherwise be
 *   helped under a name that nobody vouches for
 */
export const startVisit = async (
  platform: Platform,
  tokenKey: Uint8Array,
  site: SiteRow,
  body: StartVisit,
): Promise<VisitStarted> => {
  const { clock, db } = platform;
  const now = clock.now();
  const user = body.user === undefined ? undefined : await readHostToken(site, body.user, now);
  const { visitor, visitId, visitorKey } = await db.withOrganisation(site.organisationId, async (tx) => {
    const found = await findOrMakeVisitor(platform, tx, site, body, user);
    await recordConsentState(platform, tx, found.visitor, body.consent);
    return { ...found, visitId: await openVisit(platform, tx, found.visitor, body.release) };
  });
  const claims = { visitorId: visitor.id, siteId: site.id, organisationId: site.organisationId, visitId };
  return {
    visitId,
    visitorId: visitor.id,
    ...(await issueVisitorToken(tokenKey, claims, now)),
    ...(visitorKey === undefined ? {} : { visitorKey }),
    visitor: { ...(visitor.name === null ? {} : { name: visitor.name }), isIdentified: visitor.externalId !== null },
  };
};

/** Records what the person agreed to or withdrew. A purpose that holds already by the same text is not written twice. */
export const recordConsent = async (
  platform: Platform,
  caller: VisitorCaller,
  { purposes, how, textVersion }: RecordConsent,
): Promise<void> => {
  await platform.db.withOrganisation(caller.organisationId, (tx) =>
    writeConsents(platform, tx, caller, Object.entries(purposes) as [ConsentPurpose, boolean][], { how, textVersion }),
  );
};

/** Records one answer of the person, given where another module asked. */
export const noteConsent = (
  platform: Pick<Platform, 'clock' | 'personalData'>,
  tx: Tx,
  person: { visitorId: string; organisationId: string },
  purpose: ConsentPurpose,
  isGranted: boolean,
  how: string,
): Promise<void> => writeConsents(platform, tx, person, [[purpose, isGranted]], { how });

interface Found {
  visitor: store.VisitorRow;
  /** A new key for this device, when what it presented is not this visitor's. */
  visitorKey: string | undefined;
}

const findOrMakeVisitor = async (
  platform: Platform,
  tx: Tx,
  site: SiteRow,
  { visitorKey, locale }: StartVisit,
  user: HostUser | undefined,
): Promise<Found> => {
  const { clock, outbox } = platform;
  if (user !== undefined) await store.lockExternalId(tx, site.id, user.externalId);
  const device =
    visitorKey === undefined
      ? undefined
      : await store.visitorByKey(tx, site.id, hashSecret(visitorKey), new Date(clock.now()));
  const account = user && (await store.visitorByExternalId(tx, site.id, user.externalId));
  const who = whoIsIt(device, account, user?.externalId);
  const id = who.kind === 'new' ? clock.newId() : who.kind === 'known' ? who.id : who.keep;

  if (who.kind === 'new') {
    const createdAt = new Date(clock.now());
    await store.insertVisitor(tx, {
      id,
      organisationId: site.organisationId,
      siteId: site.id,
      locale: locale ?? null,
      createdAt,
    });
  }
  if (who.kind === 'merge') {
    await store.mergeVisitor(tx, who.keep, who.drop);
    await outbox.emit(tx, 'visitor.merged', site.organisationId, { visitorId: who.keep, mergedId: who.drop });
  }
  if (user !== undefined) await store.identifyVisitor(tx, id, user);
  const visitor = await store.visitorById(tx, id);
  if (visitor === undefined) throw problem('visitor/not-found', 'Start again without the visitor key.');
  const keepsDevice = who.kind === 'merge' || device?.id === id;
  return { visitor, visitorKey: keepsDevice ? undefined : await giveKey(platform, tx, visitor) };
};

const giveKey = async ({ clock }: Platform, tx: Tx, visitor: store.VisitorRow): Promise<string> => {
  const key = clock.newSecret();
  const { organisationId, id: visitorId } = visitor;
  await store.insertVisitorKey(tx, {
    hash: hashSecret(key),
    organisationId,
    visitorId,
    createdAt: new Date(clock.now()),
  });
  return key;
};

const openVisit = async (
  { clock }: Platform,
  tx: Tx,
  visitor: store.VisitorRow,
  release: string | undefined,
): Promise<string> => {
  const at = new Date(clock.now());
  const newest = await store.newestVisit(tx, visitor.id);
  if (newest !== undefined && isVisitActive(newest.lastAt.getTime(), at.getTime())) {
    await store.touchVisit(tx, newest.id, at);
    return newest.id;
  }
  const { organisationId, siteId, id: visitorId } = visitor;
  const id = clock.newId();
  await store.insertVisit(tx, { id, organisationId, siteId, visitorId, at, release: release ?? null });
  return id;
};

/** Only `on` grants anything (to detect), and what the person chose is recorded; asking for help in itself grants nothing. */
const recordConsentState = async (
  platform: Platform,
  tx: Tx,
  { id: visitorId, organisationId }: store.VisitorRow,
  consent: StartVisit['consent'],
): Promise<void> => {
  if (consent === undefined) return;
  const purposes = { ...(consent.state === 'on' ? { detect: true } : {}), ...consent.purposes };
  const entries = Object.entries(purposes) as [ConsentPurpose, boolean][];
  await writeConsents(platform, tx, { visitorId, organisationId }, entries, consent);
};

/** What was collected for a purpose alone goes with the word that withdraws it. */
const writeConsents = async (
  { clock, personalData }: Pick<Platform, 'clock' | 'personalData'>,
  tx: Tx,
  { visitorId, organisationId }: { visitorId: string; organisationId: string },
  purposes: readonly [ConsentPurpose, boolean][],
  { how, textVersion = null }: { how: string; textVersion?: string | null },
): Promise<void> => {
  // Whoever is writing by a consent that ends here is waited for; whoever comes after reads that it has ended.
  if (purposes.some(([, isGranted]) => !isGranted)) await store.lockVisitor(tx, visitorId);
  const holding = new Map((await store.consentsOf(tx, visitorId)).map((row) => [row.purpose, row]));
  for (const [purpose, isGranted] of purposes) {
    const newest = holding.get(purpose);
    if (newest?.isGranted === isGranted && newest.textVersion === textVersion) continue;
    const at = new Date(clock.now());
    await store.insertConsent(tx, {
      id: clock.newId(),
      organisationId,
      visitorId,
      purpose,
      isGranted,
      how,
      textVersion,
      at,
    });
    // Also where nobody had said yes: some things are done until somebody says no.
    if (isGranted) continue;
    for (const id of await store.idsOfVisitor(tx, visitorId))
      await personalData.withdraw(tx, purpose, { organisationId, visitorId: id });
  }
};
