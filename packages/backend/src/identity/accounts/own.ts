import { problem, type ChangePassword, type Membership } from '@harmony-live/protocol';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Platform } from '../../platform/platform.ts';
import { membershipsOf, setMemberName } from '../members/store.ts';
import { hashSecret } from '../secrets.ts';
import { memberById, type MemberRow } from '../store.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { changePassword } from './reset.ts';
import { openSession, toSignedIn, type Entry } from './sessions.ts';
import { passwordOf } from './store.ts';

/** Changes one's own name in this organisation; what was written before is shown under the new one too. */
export const rename = ({ db, live }: Platform, { organisationId, memberId }: MemberCaller, name: string) =>
  db.withOrganisation(organisationId, async (tx): Promise<MemberRow> => {
    await setMemberName(tx, memberId, name.trim());
    db.afterCommit(tx, () => live.toMembers(organisationId, { frame: 'members' }));
    const member = await memberById(tx, memberId);
    if (member === undefined) throw problem('member/not-found', 'You are no longer a member here.');
    return member;
  });

/**
 * Chooses a new password while signed in; the session that asks goes on.
 *
 * @throws Problem `auth/failed` for the wrong current one
 */
export const chooseAnother = async (
  platform: Platform,
  { accountId }: MemberCaller,
  session: string,
  { current, password }: ChangePassword,
): Promise<void> => {
  const { db } = platform;
  const known = await db.asSystem('own password: the current one', (tx) => passwordOf(tx, accountId));
  if (!(await isPassword(current, known)))
    throw problem('auth/failed', 'The current password is not right.', { field: '/current' });
  const passwordHash = await hashPassword(password);
  await db.asSystem('own password: a new one', (tx) =>
    changePassword(platform, tx, accountId, passwordHash, hashSecret(session)),
  );
};

/** The organisations that the account belongs to, by their names. */
export const memberships = async ({ db }: Platform, { accountId }: MemberCaller): Promise<Membership[]> =>
  (await db.asSystem('own memberships', (tx) => membershipsOf(tx, accountId))).map(
    ({ id, role, organisationId, organisationName }) => ({
      ...{ memberId: id, role },
      organisation: { id: organisationId, name: organisationName },
    }),
  );

/** Goes on in another organisation of the same account, by a session of its own. @throws Problem `member/not-found` */
export const switchTo = async (platform: Platform, { accountId }: MemberCaller, memberId: string): Promise<Entry> =>
  platform.db.asSystem('another membership', async (tx) => {
    const member = await memberById(tx, memberId);
    if (member === undefined || member.accountId !== accountId)
      throw problem('member/not-found', 'You are no longer a member there.');
    return { signedIn: toSignedIn(member), session: await openSession(platform, tx, member) };
  });
