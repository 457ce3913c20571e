import type { MemberKind, MemberRole } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { MemberRow } from '../store.ts';

/** An invitation with the name of who sent it. */
export interface InvitationRow {
  id: string;
  organisationId: string;
  organisationName: string;
  email: string;
  role: MemberRole;
  kind: MemberKind;
  invitedBy: string;
  inviterName: string;
  createdAt: Date;
  sentAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  withdrawnAt: Date | null;
}

type NewInvitation = Omit<InvitationRow, 'organisationName' | 'inviterName' | 'acceptedAt' | 'withdrawnAt'>;

/** @returns false when one waits for this address already */
export const insertInvitation = async (tx: Tx, row: NewInvitation): Promise<boolean> => {
  const { count } = await tx`
    insert into invitation (id, organisation_id, email, role, kind, invited_by, created_at, sent_at, expires_at)
    values (${row.id}, ${row.organisationId}, ${row.email}, ${row.role}, ${row.kind}, ${row.invitedBy}, ${row.createdAt},
      ${row.sentAt}, ${row.expiresAt})
    on conflict do nothing`;
  return count === 1;
};

const invitations = (tx: Tx) => tx`
  select i.*, o.name as organisation_name, m.name as inviter_name
  from invitation i join organisation o on o.id = i.organisation_id join member m on m.id = i.invited_by`;
const isPending = (tx: Tx) => tx`i.accepted_at is null and i.withdrawn_at is null`;

/** Those of the transaction's organisation that nobody has used, in the order they were made. */
export const pendingAfter = (tx: Tx, after: string | null, limit: number): Promise<InvitationRow[]> =>
  tx<InvitationRow[]>`
    ${invitations(tx)} where ${isPending(tx)} and (${after}::uuid is null or i.id > ${after}) order by i.id limit ${limit}`;

/** One that waits; whoever else is about to change it waits until the transaction has ended. */
export const lockPending = async (tx: Tx, id: string): Promise<InvitationRow | undefined> =>
  (await tx<InvitationRow[]>`${invitations(tx)} where ${isPending(tx)} and i.id = ${id} for update of i`)[0];

/** One that waits. */
export const pendingById = async (tx: Tx, id: string): Promise<InvitationRow | undefined> =>
  (await tx<InvitationRow[]>`${invitations(tx)} where ${isPending(tx)} and i.id = ${id}`)[0];

/** The invitation of a link, whatever has become of it; locked, so that two presses of one link are not two members. */
export const lockInvitationOf = async (tx: Tx, hash: Buffer): Promise<InvitationRow | undefined> =>
  (
    await tx<InvitationRow[]>`
      ${invitations(tx)} where i.id = (select invitation_id from invitation_token where hash = ${hash}) for update of i`
  )[0];

export const setSent = async (tx: Tx, id: string, sentAt: Date, expiresAt: Date): Promise<void> => {
  await tx`update invitation set sent_at = ${sentAt}, expires_at = ${expiresAt} where id = ${id}`;
};

export const setAccepted = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx`update invitation set accepted_at = ${at} where id = ${id}`;
};

export const setWithdrawn = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx`update invitation set withdrawn_at = ${at} where id = ${id}`;
};

export const insertInvitationToken = async (
  tx: Tx,
  row: { hash: Buffer; organisationId: string; invitationId: string; createdAt: Date },
): Promise<void> => {
  await tx`
    insert into invitation_token (hash, organisation_id, invitation_id, created_at)
    values (${row.hash}, ${row.organisationId}, ${row.invitationId}, ${row.createdAt})`;
};

/** Housekeeping: invitations that were used, withdrawn or out of time before `before`. */
export const deleteOldInvitations = async (tx: Tx, before: Date): Promise<void> => {
  await tx`delete from invitation where least(accepted_at, withdrawn_at, expires_at) < ${before}`;
};

/** Whether this address, in whatever letter case, belongs to a member of the transaction's organisation. */
export const isMemberAddress = async (tx: Tx, email: string): Promise<boolean> => {
  const rows = await tx`
    select from member m join account a on a.id = m.account_id
    where lower(a.email) = lower(${email}) and m.removed_at is null limit 1`;
  return rows.length > 0;
};

/** Ids of the owners, locked: whoever else is about to change who owns waits, and then counts anew. */
export const lockOwners = async (tx: Tx): Promise<string[]> =>
  (
    await tx<{ id: string }[]>`
      select id from member where role = 'owner' and removed_at is null order by id for update`
  ).map(({ id }) => id);

/** A member of the transaction's organisation, locked; undefined once they are gone. */
export const lockMember = async (
  tx: Tx,
  id: string,
): Promise<Pick<MemberRow, 'id' | 'organisationId' | 'accountId' | 'name' | 'role' | 'kind'> | undefined> =>
  (
    await tx<Pick<MemberRow, 'id' | 'organisationId' | 'accountId' | 'name' | 'role' | 'kind'>[]>`
      select id, organisation_id, account_id, name, role, kind from member
      where id = ${id} and removed_at is null for update`
  )[0];

export const setStanding = async (tx: Tx, id: string, role: MemberRole, kind: MemberKind): Promise<void> => {
  await tx`update member set role = ${role}, kind = ${kind} where id = ${id}`;
};

export const setRemoved = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx`update member set removed_at = ${at} where id = ${id}`;
};

export const setMemberName = async (tx: Tx, id: string, name: string): Promise<void> => {
  await tx`update member set name = ${name} where id = ${id}`;
};

export const setConduct = async (tx: Tx, id: string, version: string, at: Date): Promise<void> => {
  await tx`update member set conduct_version = ${version}, conduct_at = ${at} where id = ${id}`;
};

export const deleteSessionsOf = async (tx: Tx, memberId: string): Promise<void> => {
  await tx`delete from session where member_id = ${memberId}`;
};

/** All organisations that an account belongs to, by their names. */
export const membershipsOf = (
  tx: Tx,
  accountId: string,
): Promise<Pick<MemberRow, 'id' | 'role' | 'organisationId' | 'organisationName'>[]> =>
  tx`
    select m.id, m.role, m.organisation_id, o.name as organisation_name
    from member m join organisation o on o.id = m.organisation_id
    where m.account_id = ${accountId} and m.removed_at is null order by lower(o.name), m.id`;
