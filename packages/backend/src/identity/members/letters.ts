import type { MemberRole } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../secrets.ts';
import { insertInvitationToken, pendingById, type InvitationRow } from './store.ts';

const queue = 'identity.invitation';

/** Asks for the letter in the transaction that makes the invitation, or renews it. */
export const sendInvitation = async (
  { jobs }: Pick<Platform, 'jobs'>,
  tx: Tx,
  { id: invitationId, organisationId }: Pick<InvitationRow, 'id' | 'organisationId'>,
): Promise<void> => {
  await jobs.send(queue, { invitationId, organisationId }, { tx });
};

/**
 * Writes the letters. As with those that verify an address, the job carries no token: each attempt makes its own, and the
 * first link that is used ends all of them.
 */
export const deliverInvitations = ({ clock, config, db, jobs, mail }: Platform): void => {
  jobs.work<{ invitationId: string; organisationId: string }>(queue, async ({ invitationId, organisationId }) => {
    const token = clock.newSecret();
    const invitation = await db.withOrganisation(organisationId, async (tx) => {
      const found = await pendingById(tx, invitationId);
      if (found === undefined) return undefined;
      await insertInvitationToken(tx, {
        ...{ hash: hashSecret(token), organisationId, invitationId },
        createdAt: new Date(clock.now()),
      });
      return found;
    });
    if (invitation === undefined) return;
    const link = `${config.publicUrl}/console/join/${token}`;
    await mail.send({ to: invitation.email, link, ...wording(invitation, link) });
  });
};

const wording = (
  { inviterName, organisationName, role }: InvitationRow,
  link: string,
): { subject: string; text: string } => ({
  subject: `${oneLine(inviterName)} invites you to ${oneLine(organisationName)}`,
  text: [
    'Hello,',
    `${inviterName} invites you to join ${organisationName} at HARMONY.Live ${asRole[role]}.`,
    'Join here; it takes about two minutes, and the link works once, within seven days:',
    link,
    'If you do not know what this is about, ignore this letter: nothing happens then.',
  ].join('\n\n'),
});

/** The rest of a sentence that begins "invites you to join". */
const asRole: Record<MemberRole, string> = {
  owner: 'as an owner: everything is yours to decide',
  admin: 'as an admin: you set up sites, members and policy',
  coordinator: 'as a coordinator: you help people, and see to it that everybody is helped',
  expert: 'as an expert: you help people who are stuck with what you are good at',
  auditor: 'as an auditor: you read how help is given, and change nothing',
};

/** A subject is one line, whatever people call themselves. */
const oneLine = (name: string): string => name.replaceAll(/\s+/g, ' ');
