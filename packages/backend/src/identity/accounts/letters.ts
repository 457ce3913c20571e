import { problem } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../secrets.ts';
import { accountById, insertAccountToken, useAccountToken, verifyAccount } from '../store.ts';

const queue = 'identity.verify-email';
/** A link to verify an address works for a day. */
const linkMs = 86_400_000;

/** Asks for the letter in the transaction that makes the account; it goes out once that is true. */
export const sendVerification = async ({ jobs, mail }: Platform, tx: Tx, accountId: string): Promise<void> => {
  if (mail.canSend) await jobs.send(queue, { accountId }, { tx });
};

/**
 * Writes the letters. The job carries no token: each attempt makes its own, so that none lies in the queue, and a letter
 * that is sent twice holds two links that both work.
 */
export const deliverLetters = ({ clock, config, db, jobs, mail }: Platform): void => {
  jobs.work<{ accountId: string }>(queue, async ({ accountId }) => {
    const token = clock.newSecret();
    const account = await db.asSystem('verification letter', async (tx) => {
      const found = await accountById(tx, accountId);
      if (found === undefined || found.emailVerifiedAt !== null) return undefined;
      const now = clock.now();
      const expiresAt = new Date(now + linkMs);
      await insertAccountToken(tx, {
        ...{ hash: hashSecret(token), accountId, purpose: 'verify-email' },
        ...{ createdAt: new Date(now), expiresAt },
      });
      return found;
    });
    if (account === undefined) return;
    const link = `${config.publicUrl}/console/verify/${token}`;
    await mail.send({ to: account.email, link, ...wording(account.name, link) });
  });
};

const wording = (name: string, link: string): { subject: string; text: string } => ({
  subject: 'Confirm your e-mail address',
  text: [
    `Hello ${name},`,
    'this address was used to create a workspace at HARMONY.Live. If that was you, confirm it here within a day:',
    link,
    'If it was not you, ignore this letter: the address stays unconfirmed.',
  ].join('\n\n'),
});

/**
 * Verifies an address by the token of a letter, which works once.
 *
 * @returns the address
 * @throws Problem `token/expired` · `token/invalid` when it is unknown or was used before
 */
export const verifyEmail = async ({ clock, db }: Platform, token: string): Promise<string> => {
  const now = new Date(clock.now());
  const email = await db.asSystem('verify an address', async (tx) => {
    const used = await useAccountToken(tx, hashSecret(token), 'verify-email', now);
    if (used === undefined)
      throw problem('token/invalid', 'The link was used before, or is not complete. Sign in as usual.');
    return used.expiresAt <= now ? null : verifyAccount(tx, used.accountId, now);
  });
  if (email === null)
    throw problem('token/expired', 'The link worked for a day. Sign in as usual; the address stays unconfirmed.');
  return email;
};
