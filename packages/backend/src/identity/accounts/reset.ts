import { problem, type ResetPassword } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../secrets.ts';
import { accountByEmail, accountById, insertAccountToken, useAccountToken, verifyAccount } from '../store.ts';
import { hashPassword } from './passwords.ts';
import * as store from './store.ts';

const queue = 'identity.reset-password';
const toldQueue = 'identity.password-changed';
const purpose = 'reset-password';
/** A link to choose a new password works for an hour. */
export const resetMs = 3_600_000;
/** Letters to one account within that hour: further ones are not sent, so that nobody's box is filled. */
export const mostResets = 5;

/**
 * Asks for a letter. Answer and work are the same whether somebody has this address or not: one look, one job, and who finds
 * out is the worker that comes later.
 *
 * @throws Problem `mail/unavailable`
 */
export const askForReset = async ({ db, jobs, mail }: Platform, email: string): Promise<void> => {
  if (!mail.canSend)
    throw problem('mail/unavailable', 'This server sends no letters. Whoever runs it can set a new password for you.');
  await db.asSystem('ask for a new password', async (tx) => {
    const account = await accountByEmail(tx, email.trim());
    await jobs.send(queue, { accountId: account?.id ?? null }, { tx });
  });
};

/** Writes the letters, each attempt with a token of its own, and tells people that their password was changed. */
export const deliverResets = ({ clock, config, db, jobs, mail }: Platform): void => {
  jobs.work<{ accountId: string | null }>(queue, async ({ accountId }) => {
    if (accountId === null) return;
    const token = clock.newSecret();
    const account = await db.asSystem('letter for a new password', async (tx) => {
      const now = clock.now();
      const found = await accountById(tx, accountId);
      if (found === undefined) return undefined;
      if ((await store.countTokens(tx, accountId, purpose, new Date(now - resetMs))) >= mostResets) return undefined;
      await insertAccountToken(tx, {
        ...{ hash: hashSecret(token), accountId, purpose },
        ...{ createdAt: new Date(now), expiresAt: new Date(now + resetMs) },
      });
      return found;
    });
    if (account === undefined) return;
    const link = `${config.publicUrl}/console/reset/${token}`;
    await mail.send({ to: account.email, link, ...resetWords(account.name, link) });
  });

  jobs.work<{ accountId: string }>(toldQueue, async ({ accountId }) => {
    const account = await db.asSystem('letter about a new password', (tx) => accountById(tx, accountId));
    if (account === undefined) return;
    const link = `${config.publicUrl}/console/forgot`;
    await mail.send({ to: account.email, link, ...changedWords(account.name, link) });
  });
};

/**
 * Chooses a new password by the token of a letter, which works once. Every session of the account ends, and the address
 * counts as verified: the letter came there.
 *
 * @throws Problem `token/expired` · `token/invalid` when it is unknown or was used before
 */
export const resetPassword = async (platform: Platform, { token, password }: ResetPassword): Promise<void> => {
  const { clock, db } = platform;
  const passwordHash = await hashPassword(password);
  const now = new Date(clock.now());
  const isDone = await db.asSystem('choose a new password', async (tx) => {
    const used = await useAccountToken(tx, hashSecret(token), purpose, now);
    if (used === undefined)
      throw problem('token/invalid', 'The link was used before, or is not complete. Ask for a new one.');
    if (used.expiresAt <= now) return false;
    await verifyAccount(tx, used.accountId, now);
    await changePassword(platform, tx, used.accountId, passwordHash);
    return true;
  });
  if (!isDone) throw problem('token/expired', 'The link worked for an hour. Ask for a new one.');
};

/** Sets the password, ends what was open by the old one, and tells the person by letter. @param except a session that goes on */
export const changePassword = async (
  { clock, db, jobs, live, mail }: Platform,
  tx: Tx,
  accountId: string,
  passwordHash: string,
  except?: Buffer,
): Promise<void> => {
  await store.setPassword(tx, accountId, passwordHash);
  await store.endTokens(tx, accountId, purpose, new Date(clock.now()));
  const ended = await store.endSessions(tx, accountId, except);
  if (mail.canSend) await jobs.send(toldQueue, { accountId }, { tx });
  db.afterCommit(tx, () => {
    // Whose cookie still holds comes back at once; the others are out.
    for (const { memberId, organisationId } of ended) live.revoke('member', organisationId, memberId);
  });
};

const resetWords = (name: string, link: string): { subject: string; text: string } => ({
  subject: 'Choose a new password',
  text: [
    `Hello ${name},`,
    'somebody asked for a new password for this address at HARMONY.Live. If that was you, choose it here within an hour:',
    link,
    'If it was not you, ignore this letter: your password stays as it is.',
  ].join('\n\n'),
});

const changedWords = (name: string, link: string): { subject: string; text: string } => ({
  subject: 'Your password was changed',
  text: [
    `Hello ${name},`,
    'the password of your account at HARMONY.Live was changed a moment ago. If that was you, there is nothing to do.',
    'If it was not you, choose a new one now, which ends every session:',
    link,
  ].join('\n\n'),
});
