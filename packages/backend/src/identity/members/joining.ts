import { problem, type InvitationShown, type Join, type Problem } from '@harmony-live/protocol';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashPassword, isPassword } from '../accounts/passwords.ts';
import { openSession, toSignedIn, type Entry } from '../accounts/sessions.ts';
import { hashSecret } from '../secrets.ts';
import { accountByEmail, accountById, memberById, verifyAccount } from '../store.ts';
import { conductVersion } from './conduct.ts';
import { addAccount, addMember } from './members.ts';
import * as store from './store.ts';

/** The least that a new password must have, as `NewPassword` in the protocol. */
const passwordLength = 10;

/**
 * What a link invites to, for the screen that the letter leads to.
 *
 * @param signedIn who the browser's session belongs to
 * @throws Problem `token/invalid`, `token/expired`, `invitation/used`, `invitation/withdrawn`
 */
export const lookAtInvitation = async (
  { clock, db }: Platform,
  token: string,
  signedIn: MemberCaller | null,
): Promise<InvitationShown> =>
  db.asSystem('look at an invitation', async (tx) => {
    const row = await usable(tx, token, clock.now());
    const known = await accountByEmail(tx, row.email);
    const account = known === undefined ? 'new' : known.id === signedIn?.accountId ? 'signed-in' : 'known';
    const name = known && (await accountById(tx, known.id))?.name;
    return {
      email: row.email,
      role: row.role,
      kind: row.kind,
      invitedBy: row.inviterName,
      organisation: { name: row.organisationName },
      expiresAt: row.expiresAt.toISOString(),
      account,
      ...(name === undefined ? {} : { name }),
    };
  });

/**
 * Joins by the link of a letter, which works once. Whoever has the letter has the address, so it counts as verified. An
 * address that has an account joins with that: by its own session, or its own password.
 *
 * @param signedIn who the browser's session belongs to
 * @throws Problem those of `lookAtInvitation`; `auth/failed` for the wrong password of an account; `body/invalid`
 */
export const join = async (platform: Platform, body: Join, signedIn: MemberCaller | null): Promise<Entry> => {
  const { clock, db, live, outbox } = platform;
  checkConduct(body);
  const seen = await db.asSystem('join: who is invited', async (tx) => {
    const { email } = await usable(tx, body.token, clock.now());
    return { email, account: await accountByEmail(tx, email) };
  });
  const passwordHash = await provenPassword(body, seen.account, signedIn);
  const { eventId, ...entry } = await db.asSystem('join', async (tx) => {
    const now = new Date(clock.now());
    const invitation = await usable(tx, body.token, clock.now());
    const { organisationId, email, role, kind } = invitation;
    const name = body.name.trim();
    const accountId =
      seen.account?.id ?? (await addAccount(platform, tx, { email, name, passwordHash, isEmailVerified: true }));
    await verifyAccount(tx, accountId, now);
    const added = await addMember(platform, tx, {
      ...{ organisationId, accountId, name, role, kind },
      ...(role === 'auditor' ? {} : { statements: tidy(body.statements), languages: body.languages ?? [] }),
    });
    if (added === null) throw problem('email/taken', 'You are a member already: sign in as usual.');
    await store.setAccepted(tx, invitation.id, now);
    await store.setConduct(tx, added.id, body.codeOfConduct, now);
    const member = (await memberById(tx, added.id))!;
    db.afterCommit(tx, () => live.toMembers(organisationId, { frame: 'members' }));
    return { eventId: added.eventId, signedIn: toSignedIn(member), session: await openSession(platform, tx, member) };
  });
  // The console asks for their profile next; the module that keeps it has heard of them by then.
  await outbox.delivered(eventId);
  return entry;
};

/** The invitation of a link that can be used now, locked. */
const usable = async (tx: Tx, token: string, now: number): Promise<store.InvitationRow> => {
  const row = await store.lockInvitationOf(tx, hashSecret(token));
  if (row === undefined)
    throw problem('token/invalid', 'The link is not complete, or too old. Ask whoever invited you for a new one.');
  if (row.acceptedAt !== null)
    throw problem('invitation/used', 'If it was you who joined, sign in. Else ask whoever invited you for a new one.');
  if (row.withdrawnAt !== null)
    throw problem('invitation/withdrawn', `Ask ${row.inviterName} if that was not meant, and for a new one.`);
  if (row.expiresAt.getTime() <= now)
    throw problem('token/expired', `The link worked for seven days. Ask ${row.inviterName} to send it again.`);
  return row;
};

/**
 * Makes sure that this is the account's own person.
 *
 * @returns what is kept of a new password; empty where the account has one
 */
const provenPassword = async (
  { password = '' }: Join,
  account: { id: string; passwordHash: string } | undefined,
  signedIn: MemberCaller | null,
): Promise<string> => {
  if (account === undefined) {
    if (password.length < passwordLength) throw tooShort();
    return hashPassword(password);
  }
  if (signedIn?.accountId === account.id) return '';
  if (await isPassword(password, account.passwordHash)) return '';
  throw problem('auth/failed', 'This address has an account already: type the password of that one.', {
    field: '/password',
  });
};

const tooShort = (): Problem => {
  const reason = `must be at least ${passwordLength} characters`;
  return problem('body/invalid', `The password ${reason}.`, { field: '/password', reason });
};

const checkConduct = ({ codeOfConduct }: Join): void => {
  if (codeOfConduct === conductVersion) return;
  throw problem('body/invalid', 'The code of conduct has changed: load the page again, and read it.', {
    ...{ field: '/codeOfConduct', reason: `is not the current version, ${conductVersion}` },
  });
};

const tidy = (statements: readonly string[] = []): string[] => [...new Set(statements.map((one) => one.trim()))];
