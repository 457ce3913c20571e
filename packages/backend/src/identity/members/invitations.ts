import { problem, type Invitation, type Invite } from '@harmony-live/protocol';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { noteAct } from '../audit/audit.ts';
import { sendInvitation } from './letters.ts';
import { checkGrant, checkKind } from './standing.ts';
import * as store from './store.ts';

type Tools = Pick<Platform, 'clock' | 'db' | 'jobs' | 'live' | 'mail'>;

/** The link of an invitation works for a week from when it was last sent. */
export const invitationMs = 7 * 86_400_000;
/** Between two letters of one invitation, so that nobody's box is filled. */
export const sendAgainAfterMs = 60_000;

/**
 * Asks somebody to join, by letter.
 *
 * @throws Problem `role/insufficient`, `body/invalid`, `email/taken` for a member, `invitation/pending`, `mail/unavailable`
 */
export const invite = async (platform: Tools, caller: MemberCaller, wanted: Invite): Promise<Invitation> => {
  const { clock, db } = platform;
  const { organisationId, memberId } = caller;
  const { role, kind = 'staff' } = wanted;
  const email = wanted.email.trim();
  checkGrant(caller.role, role);
  checkKind(role, kind);
  requireMail(platform);
  return db.withOrganisation(organisationId, async (tx) => {
    if (await store.isMemberAddress(tx, email)) {
      throw problem('email/taken', 'They are a member already: change their role in the list.', { field: '/email' });
    }
    const id = clock.newId();
    const now = clock.now();
    const times = { createdAt: new Date(now), sentAt: new Date(now), expiresAt: new Date(now + invitationMs) };
    const isNew = await store.insertInvitation(tx, {
      ...{ id, organisationId, email, role, kind, invitedBy: memberId },
      ...times,
    });
    if (!isNew) throw pending();
    await noteAct(platform, tx, organisationId, {
      ...{ kind: 'member.invited', by: { kind: 'member', memberId }, about: maskedAddress(email) },
      changes: [{ field: 'role', from: null, to: role }],
    });
    return sent(platform, tx, id);
  });
};

/** Enough to know it again by; who never joins is not kept in the trail with their whole address. */
const maskedAddress = (email: string): string => `${email.slice(0, 1)}…${email.slice(email.lastIndexOf('@'))}`;

/**
 * Sends the letter again; every link of this invitation works for a week from now.
 *
 * @throws Problem `invitation/not-found`, `role/insufficient`, `rate/limited` within a minute, `mail/unavailable`
 */
export const sendAgain = async (platform: Tools, caller: MemberCaller, id: string): Promise<Invitation> => {
  const { clock, db } = platform;
  requireMail(platform);
  return db.withOrganisation(caller.organisationId, async (tx) => {
    const invitation = await existing(tx, caller, id);
    const now = clock.now();
    const waitMs = invitation.sentAt.getTime() + sendAgainAfterMs - now;
    if (waitMs > 0) {
      throw problem('rate/limited', 'It was sent a moment ago: give the letter a minute to arrive.', {
        retryAfterMs: waitMs,
      });
    }
    await store.setSent(tx, id, new Date(now), new Date(now + invitationMs));
    return sent(platform, tx, id);
  });
};

/** Takes it back: its links say so from now on. @throws Problem `invitation/not-found`, `role/insufficient` */
export const withdraw = ({ clock, db, live }: Tools, caller: MemberCaller, id: string): Promise<void> =>
  db.withOrganisation(caller.organisationId, async (tx) => {
    await existing(tx, caller, id);
    await store.setWithdrawn(tx, id, new Date(clock.now()));
    db.afterCommit(tx, () => live.toMembers(caller.organisationId, { frame: 'members' }));
  });

/** An invitation as the console lists it. */
export const toInvitation = (row: store.InvitationRow): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  kind: row.kind,
  invitedBy: row.inviterName,
  createdAt: row.createdAt.toISOString(),
  sentAt: row.sentAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

const sent = async (platform: Tools, tx: Tx, id: string): Promise<Invitation> => {
  const row = (await store.pendingById(tx, id))!;
  await sendInvitation(platform, tx, row);
  platform.db.afterCommit(tx, () => platform.live.toMembers(row.organisationId, { frame: 'members' }));
  return toInvitation(row);
};

const existing = async (tx: Tx, caller: MemberCaller, id: string): Promise<store.InvitationRow> => {
  const invitation = await store.lockPending(tx, id);
  if (invitation === undefined) throw problem('invitation/not-found', 'It was used or withdrawn in the meantime.');
  checkGrant(caller.role, invitation.role);
  return invitation;
};

const pending = () =>
  problem('invitation/pending', 'Send it again, or withdraw it and invite them anew.', { field: '/email' });

const requireMail = ({ mail }: Tools): void => {
  if (mail.canSend) return;
  throw problem('mail/unavailable', 'This server sends no letters: whoever runs it sets SMTP_URL, then invite again.');
};
