import { problem, type CreateWorkspace, type Login } from '@harmony-live/protocol';
import type { Platform } from '../../platform/platform.ts';
import { sendVerification } from './letters.ts';
import { addAccount, addMember } from '../members/members.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { openSession, toSignedIn, type Entry } from './sessions.ts';
import { addSite, demoOrigins } from '../sites/sites.ts';
import { accountByEmail, insertOrganisation, memberById, newestMembership } from '../store.ts';

/**
 * Makes an organisation with a site, and its owner, who is signed in at once; the address is verified later by letter.
 *
 * An address that has an account already is refused, which tells that it has one. To hide that, nobody could come in
 * before a letter has arrived, and set-up would no longer take two minutes; the rate limit of sign-in keeps the question
 * from being asked in bulk, and the password is hashed first, so that both answers take as long.
 *
 * @throws Problem `email/taken`
 */
export const createWorkspace = async (platform: Platform, body: CreateWorkspace): Promise<Entry> => {
  const { clock, config, db, outbox } = platform;
  const passwordHash = await hashPassword(body.password);
  const { eventId, ...entry } = await db.asSystem('create a workspace', async (tx) => {
    const name = body.name.trim();
    const accountId = await addAccount(platform, tx, { email: body.email, name, passwordHash, isEmailVerified: false });
    const organisation = { id: clock.newId(), name: body.workspaceName.trim() };
    await insertOrganisation(tx, { ...organisation, isDemo: false, createdAt: new Date(clock.now()) });
    const organisationId = organisation.id;
    await addSite(platform, tx, { organisationId, name: organisation.name, origins: config.isDemo ? demoOrigins : [] });
    const added = await addMember(platform, tx, { organisationId, accountId, name, role: 'owner' });
    await sendVerification(platform, tx, accountId);
    const member = (await memberById(tx, added!.id))!;
    return { eventId: added!.eventId, signedIn: toSignedIn(member), session: await openSession(platform, tx, member) };
  });
  // The console asks for the owner's profile next; the module that keeps it has heard of them by then.
  await outbox.delivered(eventId);
  return entry;
};

/**
 * Signs in to the membership that was used last.
 *
 * @throws Problem `auth/failed`, in the same words and after the same work whether the e-mail, the password or the
 *   membership is missing
 */
export const signIn = async (platform: Platform, { email, password }: Login): Promise<Entry> => {
  const { db } = platform;
  const account = await db.asSystem('sign in: account', (tx) => accountByEmail(tx, email.trim()));
  const isRight = await isPassword(password, account?.passwordHash);
  const entry = await db.asSystem('sign in: session', async (tx) => {
    const member = isRight && account !== undefined ? await newestMembership(tx, account.id) : undefined;
    if (member === undefined) return null;
    return { signedIn: toSignedIn(member), session: await openSession(platform, tx, member) };
  });
  if (entry === null) throw problem('auth/failed', 'Check both, and try again.');
  return entry;
};
