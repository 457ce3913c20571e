import { problem, type Member, type MemberRole } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { insertAccount, insertMember, type MemberRow } from '../store.ts';

/** What is needed to make an account. The address is kept as it was written; letter case does not tell two apart. */
export interface NewAccount {
  email: string;
  name: string;
  passwordHash: string;
  isEmailVerified: boolean;
}

/** @throws Problem `email/taken` */
export const addAccount = async ({ clock }: Pick<Platform, 'clock'>, tx: Tx, account: NewAccount): Promise<string> => {
  const { isEmailVerified, ...row } = account;
  const id = clock.newId();
  const createdAt = new Date(clock.now());
  const isNew = await insertAccount(tx, { ...row, id, createdAt, emailVerifiedAt: isEmailVerified ? createdAt : null });
  if (!isNew) throw problem('email/taken', 'Sign in with this e-mail, or use another one.', { field: '/email' });
  return id;
};

/** Whom to make a member, and what they said about themselves as they joined. */
export interface NewMember {
  organisationId: string;
  accountId: string;
  name: string;
  role: MemberRole;
  kind?: MemberRow['kind'];
  statements?: readonly string[];
  /** BCP 47 tags. */
  languages?: readonly string[];
}

/**
 * Makes an account a member of an organisation, and says so. Who was a member before is the same one again: what they wrote
 * and earned is still theirs.
 *
 * @returns the member, with the event that tells the others; null when the account is a member already
 */
export const addMember = async (
  { clock, outbox }: Pick<Platform, 'clock' | 'outbox'>,
  tx: Tx,
  { statements, languages, ...member }: NewMember,
): Promise<{ id: string; eventId: string } | null> => {
  const row = { kind: 'staff' as const, ...member, id: clock.newId(), createdAt: new Date(clock.now()) };
  const id = await insertMember(tx, row);
  if (id === undefined) return null;
  const { organisationId, name, role } = member;
  const eventId = await outbox.emit(tx, 'member.joined', organisationId, {
    ...{ memberId: id, name, role },
    ...(statements === undefined ? {} : { statements: [...statements] }),
    ...(languages === undefined ? {} : { languages: [...languages] }),
  });
  return { id, eventId };
};

/** A member as the console lists them. */
export const toMember = (row: MemberRow): Member => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  kind: row.kind,
  createdAt: row.createdAt.toISOString(),
});
