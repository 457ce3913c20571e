import type { CookieSerializeOptions } from '@fastify/cookie';
import type { SignedIn } from '@harmony-live/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../secrets.ts';
import { deleteSession, extendSession, insertSession, sessionByHash, type MemberRow } from '../store.ts';

/** The cookie's name. */
export const sessionCookie = 'harmony_session';
/** A session ends 30 days after it was last used. */
export const sessionMs = 30 * 86_400_000;
/** How old "last used" may be before it is written again. */
const extendEveryMs = 3_600_000;

/** `Lax`: the cookie comes along on a link from a letter, never on another site's form or script. */
export const cookieOptions = (publicUrl: string): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: publicUrl.startsWith('https:'),
  maxAge: sessionMs / 1000,
});

/** Somebody who has just signed in, with the value of their cookie. */
export interface Entry {
  signedIn: SignedIn;
  session: string;
}

/** Gives the browser its cookie. @returns the answer's body */
export const enter = (publicUrl: string, reply: FastifyReply, { signedIn, session }: Entry): SignedIn => {
  reply.setCookie(sessionCookie, session, cookieOptions(publicUrl)).header('cache-control', 'no-store');
  return signedIn;
};

/**
 * Whose session the browser has, on a route that is open to anybody. Without an Origin (which the walls have checked) the
 * cookie counts for nothing, as on every other route that changes something.
 */
export const sessionOf = async (
  platform: Platform,
  { cookies, headers }: FastifyRequest,
): Promise<MemberCaller | null> => {
  const value = cookies[sessionCookie];
  if (value === undefined || headers.origin === undefined) return null;
  return (await readSession(platform, value))?.caller ?? null;
};

/** By what the session of a signed-in member is kept: what belongs to their device hangs on it, and goes with it. */
export const sessionHashOf = ({ cookies }: FastifyRequest): Buffer => hashSecret(cookies[sessionCookie] ?? '');

/** @returns the cookie's value, which is kept nowhere */
export const openSession = async (
  { clock }: Pick<Platform, 'clock'>,
  tx: Tx,
  { id: memberId, organisationId, accountId }: Pick<MemberRow, 'id' | 'organisationId' | 'accountId'>,
): Promise<string> => {
  const value = clock.newSecret();
  const now = clock.now();
  await insertSession(tx, {
    hash: hashSecret(value),
    organisationId,
    accountId,
    memberId,
    createdAt: new Date(now),
    expiresAt: new Date(now + sessionMs),
  });
  return value;
};

/** Whose session it is. `isExtended`: it lives on from now, so the browser's cookie should too. */
export const readSession = async (
  { clock, db }: Platform,
  value: string,
): Promise<{ caller: MemberCaller; isExtended: boolean } | null> => {
  const hash = hashSecret(value);
  const now = clock.now();
  return db.asSystem('recognise a session', async (tx) => {
    const session = await sessionByHash(tx, hash);
    if (session === undefined || session.expiresAt.getTime() <= now) return null;
    const isExtended = now - session.lastAt.getTime() >= extendEveryMs;
    if (isExtended) await extendSession(tx, hash, new Date(now), new Date(now + sessionMs));
    const { organisationId, memberId, accountId, role, name } = session;
    return { caller: { kind: 'member', organisationId, memberId, accountId, role, name }, isExtended };
  });
};

/** Ends the session; the same cookie is worth nothing afterwards. */
export const endSession = async ({ db }: Platform, value: string): Promise<void> => {
  await db.asSystem('sign out', (tx) => deleteSession(tx, hashSecret(value)));
};

/** The answer to signing in, and to "who am I". */
export const toSignedIn = (member: MemberRow): SignedIn => ({
  memberId: member.id,
  name: member.name,
  email: member.email,
  isEmailVerified: member.emailVerifiedAt !== null,
  role: member.role,
  organisation: { id: member.organisationId, name: member.organisationName },
});
