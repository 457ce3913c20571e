import { problem, type ChangeMember, type MemberKind, type MemberRole } from '@harmony-live/protocol';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { changesBetween } from '../audit/changes.ts';
import { noteAct } from '../audit/audit.ts';
import { memberById, type MemberRow } from '../store.ts';
import * as store from './store.ts';

type Tools = Pick<Platform, 'clock' | 'db' | 'live' | 'outbox'>;

/** Owners grant and take every role; admins those below their own. */
export const mayGrant = (actor: MemberRole, role: MemberRole): boolean =>
  actor === 'owner' || (actor === 'admin' && role !== 'owner' && role !== 'admin');

/** @throws Problem `role/insufficient`, in words of what was tried */
export const checkGrant = (actor: MemberRole, role: MemberRole): void => {
  if (!mayGrant(actor, role))
    throw problem('role/insufficient', 'Only an owner decides who is owner or admin.', { field: '/role' });
};

/** @throws Problem `body/invalid`: those who run the house belong to it */
export const checkKind = (role: MemberRole, kind: MemberKind): void => {
  if (kind === 'community' && role !== 'expert') {
    throw problem('body/invalid', 'Make them an expert, or staff.', {
      ...{ field: '/kind', reason: 'community is for experts alone' },
    });
  }
};

/**
 * Changes what a member may do. Who is no expert any more leaves it to the modules below to end what they were in.
 *
 * @throws Problem `member/not-found`, `role/insufficient`, `member/last-owner`, `body/invalid`
 */
export const changeMember = async (
  platform: Tools,
  caller: MemberCaller,
  id: string,
  change: ChangeMember,
): Promise<MemberRow> => {
  const { db, live } = platform;
  return db.withOrganisation(caller.organisationId, async (tx) => {
    const owners = await store.lockOwners(tx);
    const member = await existing(tx, id);
    const role = change.role ?? member.role;
    // A new role that is not the expert's makes a community expert staff, unless the same change says otherwise.
    const kind = change.kind ?? (role === 'expert' ? member.kind : 'staff');
    if (id !== caller.memberId) checkGrant(caller.role, member.role);
    if (role !== member.role) checkGrant(caller.role, role);
    checkKind(role, kind);
    if (role !== 'owner') checkOwnerLeft(owners, id);
    await store.setStanding(tx, id, role, kind);
    if (role !== member.role) await sayChanged(platform, tx, member.organisationId, id, role);
    await noteChanged(platform, tx, caller, member.name, member, { role, kind });
    db.afterCommit(tx, () => live.toMembers(member.organisationId, { frame: 'members' }));
    return (await memberById(tx, id))!;
  });
};

/**
 * Gives an owner's place to another member; the one who gives it is an admin from then on.
 *
 * @throws Problem `member/not-found`, `body/invalid` for oneself
 */
export const handOver = async (platform: Tools, caller: MemberCaller, id: string): Promise<MemberRow> => {
  const { db, live } = platform;
  const { organisationId, memberId } = caller;
  if (id === memberId) throw problem('body/invalid', 'Choose somebody else: it is yours already.', { field: '/id' });
  return db.withOrganisation(organisationId, async (tx) => {
    const owners = await store.lockOwners(tx);
    if (!owners.includes(memberId)) throw problem('role/insufficient', 'Only an owner can hand the workspace over.');
    const before = await existing(tx, id);
    await store.setStanding(tx, id, 'owner', 'staff');
    await store.setStanding(tx, memberId, 'admin', 'staff');
    if (!owners.includes(id)) await sayChanged(platform, tx, organisationId, id, 'owner');
    await sayChanged(platform, tx, organisationId, memberId, 'admin');
    const [after, self] = [(await memberById(tx, id))!, (await memberById(tx, memberId))!];
    await noteChanged(platform, tx, caller, after.name, before, { role: 'owner', kind: 'staff' });
    await noteChanged(
      platform,
      tx,
      caller,
      self.name,
      { role: 'owner', kind: 'staff' },
      { role: 'admin', kind: 'staff' },
    );
    db.afterCommit(tx, () => live.toMembers(organisationId, { frame: 'members' }));
    return after;
  });
};

/**
 * Takes a member out of the organisation: their sessions end at once, and their name stays on what they wrote.
 *
 * @throws Problem `member/not-found`, `role/insufficient`, `member/last-owner`
 */
export const removeMember = async (platform: Tools, caller: MemberCaller, id: string): Promise<void> => {
  const { clock, db, live, outbox } = platform;
  const { organisationId } = caller;
  await db.withOrganisation(organisationId, async (tx) => {
    const owners = await store.lockOwners(tx);
    const member = await existing(tx, id);
    if (id !== caller.memberId) checkGrant(caller.role, member.role);
    checkOwnerLeft(owners, id);
    await noteAct(platform, tx, organisationId, {
      ...{ kind: 'member.removed', by: { kind: 'member', memberId: caller.memberId } },
      about: member.name,
      changes: [{ field: 'role', from: member.role, to: null }],
    });
    await store.setRemoved(tx, id, new Date(clock.now()));
    await store.deleteSessionsOf(tx, id);
    await outbox.emit(tx, 'member.removed', organisationId, { memberId: id });
    db.afterCommit(tx, () => {
      live.revoke('member', organisationId, id);
      live.toMembers(organisationId, { frame: 'members' });
    });
  });
};

const existing = async (tx: Tx, id: string) => {
  const member = await store.lockMember(tx, id);
  if (member === undefined) throw problem('member/not-found', 'They are no longer a member here.');
  return member;
};

const checkOwnerLeft = (owners: readonly string[], id: string): void => {
  if (owners.length === 1 && owners[0] === id) {
    throw problem('member/last-owner', 'Make somebody else owner first; then this one can go or be something else.');
  }
};

interface Standing {
  role: MemberRole;
  kind: MemberKind;
}

const noteChanged = async (
  platform: Tools,
  tx: Tx,
  { organisationId, memberId }: MemberCaller,
  about: string,
  { role, kind }: Standing,
  now: Standing,
): Promise<void> => {
  const changes = changesBetween({ role, kind }, now);
  if (changes.length === 0) return;
  await noteAct(platform, tx, organisationId, {
    ...{ kind: 'member.role-changed', by: { kind: 'member', memberId }, about, changes },
  });
};

/** What they may do is read anew with each request; their open connection has it from before, and is opened again. */
const sayChanged = async (
  { db, live, outbox }: Tools,
  tx: Tx,
  organisationId: string,
  memberId: string,
  role: MemberRole,
): Promise<void> => {
  await outbox.emit(tx, 'member.role-changed', organisationId, { memberId, role });
  db.afterCommit(tx, () => live.revoke('member', organisationId, memberId));
};
