import { problem, type MemberRole } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { addAccount, addMember } from './members/members.ts';
import { hashPassword } from './accounts/passwords.ts';
import { addSite, demoOrigins, snippetOf } from './sites/sites.ts';
import {
  accountByEmail,
  firstOrganisations,
  insertOrganisation,
  memberOfAccount,
  organisationsCalled,
} from './store.ts';

type Tools = Pick<Platform, 'clock' | 'config' | 'db' | 'outbox'>;

export interface SiteToCreate {
  /** Id or name. One that does not exist yet is made under this name, unless it looks like an id. */
  organisation: string;
  name: string;
  /** Such as `https://app.example.com`; none: the demo's in demo mode, else nobody until some are added. */
  origins?: readonly string[];
}

/** What `harmony site create` prints. The secret is shown here and nowhere else. */
export interface SiteCreated {
  organisationId: string;
  siteId: string;
  key: string;
  secret: string;
  snippet: string;
}

/** @throws Problem `body/invalid` for a wrong origin, an unknown id, or a name that several organisations have */
export const createSite = async (platform: Tools, site: SiteToCreate): Promise<SiteCreated> => {
  const { config, db } = platform;
  const origins = site.origins ?? (config.isDemo ? demoOrigins : []);
  return db.asSystem('command: create a site', async (tx) => {
    const organisationId = await findOrMakeOrganisation(platform, tx, site.organisation);
    const { id, key, secret } = await addSite(platform, tx, { organisationId, name: site.name.trim(), origins });
    return { organisationId, siteId: id, key, secret, snippet: snippetOf(config.publicUrl, key) };
  });
};

export interface MemberToCreate {
  /** Id or name, as for a site. */
  organisation: string;
  email: string;
  name: string;
  role: MemberRole;
  kind?: 'staff' | 'community';
  /** One is made up when none is given and the address has no account yet. */
  password?: string;
}

/** What `harmony member create` prints. */
export interface MemberCreated {
  organisationId: string;
  memberId: string;
  /** The password that was made up; absent when one was given, or the account is older and keeps its own. */
  password?: string;
}

/**
 * Makes a member, and their account where the address has none. The operator vouches for the address: it counts as
 * verified.
 *
 * @throws Problem `email/taken` when they are a member already · `body/invalid` as for a site
 */
export const createMember = async (platform: Tools, member: MemberToCreate): Promise<MemberCreated> => {
  const { clock, db } = platform;
  const email = member.email.trim();
  const name = member.name.trim();
  const password = member.password ?? clock.newSecret().slice(0, 20);
  const passwordHash = await hashPassword(password);
  return db.asSystem('command: create a member', async (tx) => {
    const organisationId = await findOrMakeOrganisation(platform, tx, member.organisation);
    const known = await accountByEmail(tx, email);
    const accountId =
      known?.id ?? (await addAccount(platform, tx, { email, name, passwordHash, isEmailVerified: true }));
    const { role, kind = 'staff' } = member;
    const added = await addMember(platform, tx, { organisationId, accountId, name, role, kind });
    if (added === null) throw problem('email/taken', `${email} is a member already.`, { field: '/email' });
    const isMadeUp = known === undefined && member.password === undefined;
    return { organisationId, memberId: added.id, ...(isMadeUp ? { password } : {}) };
  });
};

/** Somebody who is to be a member, whether or not they are one. */
export interface MemberToHave {
  organisationId: string;
  email: string;
  /** Of a new account and member; who is there keeps theirs. */
  name: string;
  kind?: 'staff' | 'community';
}

/**
 * Makes somebody an expert of the organisation unless they are a member of it, in the transaction of a system's task. A new
 * account counts as verified, as by `createMember`, and has a password that nobody knows: they choose one by **Forgot your password?**.
 *
 * @param nobodysHash from `hashNobodysPassword`, one for many: hashing takes a moment on purpose
 */
export const ensureMember = async (
  platform: Pick<Platform, 'clock' | 'outbox'>,
  tx: Tx,
  { organisationId, email, name, kind = 'staff' }: MemberToHave,
  nobodysHash: string,
): Promise<{ id: string; role: MemberRole; isNew: boolean }> => {
  const known = await accountByEmail(tx, email);
  const there = known === undefined ? undefined : await memberOfAccount(tx, organisationId, known.id);
  if (there !== undefined) return { ...there, isNew: false };
  const account = { email, name, passwordHash: nobodysHash, isEmailVerified: true };
  const accountId = known?.id ?? (await addAccount(platform, tx, account));
  const added = await addMember(platform, tx, { organisationId, accountId, name, role: 'expert', kind });
  if (added === null) throw new Error('A member came into being between two statements.');
  return { id: added.id, role: 'expert', isNew: true };
};

/** The hash of a password that is kept nowhere. */
export const hashNobodysPassword = ({ clock }: Pick<Platform, 'clock'>): Promise<string> =>
  hashPassword(clock.newSecret());

/**
 * The organisation of this id or name; without one, the only one that there is.
 *
 * @throws Problem `body/invalid` when there is none, or more than one that could be meant
 */
export const organisationCalled = async (
  tx: Tx,
  idOrName: string | undefined,
): Promise<{ id: string; name: string }> => {
  if (idOrName === undefined) return onlyOrganisation(tx);
  const name = idOrName.trim();
  const [found, another] = await organisationsCalled(tx, idShape.test(name) ? name.toLowerCase() : name);
  if (another !== undefined) throw notOne(name, 'is the name of several organisations: give the id');
  if (found === undefined) throw notOne(name, 'is no organisation');
  return found;
};

const onlyOrganisation = async (tx: Tx): Promise<{ id: string; name: string }> => {
  const [only, another] = await firstOrganisations(tx);
  if (only !== undefined && another === undefined) return only;
  const reason = only === undefined ? 'there is none yet' : 'there are several: name one';
  throw problem('body/invalid', `No organisation is named, and ${reason}.`, { field: '/organisation', reason });
};

const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const findOrMakeOrganisation = async ({ clock }: Tools, tx: Tx, idOrName: string): Promise<string> => {
  const name = idOrName.trim();
  const [found, another] = await organisationsCalled(tx, idShape.test(name) ? name.toLowerCase() : name);
  if (another !== undefined) throw notOne(name, 'is the name of several organisations: give the id');
  if (found !== undefined) return found.id;
  if (name === '' || idShape.test(name)) throw notOne(name, 'is no organisation');
  const id = clock.newId();
  await insertOrganisation(tx, { id, name, isDemo: false, createdAt: new Date(clock.now()) });
  return id;
};

const notOne = (name: string, reason: string) =>
  problem('body/invalid', `"${name}" ${reason}.`, { field: '/organisation', reason });
