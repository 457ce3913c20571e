import { problem } from '@harmony-live/protocol';
import { blockedBy, takeLoad } from '../experts/index.ts';
import { decide } from '../gate/index.ts';
import { memberNames } from '../identity/index.ts';
import type { MemberCaller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { lockRequest, markMatched, requestIdsOf, stateAfter } from '../requests/index.ts';
import { checkAcceptable } from './assignment.ts';
import * as store from './store.ts';

/**
 * An expert takes a request: one transaction, in which the request's row is locked first, then the assignment, then the
 * expert (everybody locks in this order), so that exactly one expert ever gets it, on any node. The answer comes when the
 * conversation is open. Accepting again answers the same.
 *
 * @throws Problem `assignment/not-found` (also another expert's), `assignment/taken`, `assignment/expired`, `capacity/full`,
 * `gate/rejected`
 */
export const accept = async (
  platform: Platform,
  caller: MemberCaller,
  assignmentId: string,
): Promise<{ conversationId: string }> => {
  const { db, outbox } = platform;
  const { conversationId, eventId } = await db.withOrganisation(caller.organisationId, (tx) =>
    acceptIn(platform, tx, caller, assignmentId),
  );
  if (eventId !== undefined) await outbox.delivered(eventId);
  return { conversationId };
};

const acceptIn = async (
  platform: Platform,
  tx: Tx,
  caller: MemberCaller,
  assignmentId: string,
): Promise<{ conversationId: string; eventId?: string }> => {
  const { clock, outbox } = platform;
  const { organisationId, memberId } = caller;
  const seen = await existing(tx, assignmentId, memberId);
  const request = await lockRequest(tx, seen.requestId);
  const assignment = await store.lockAssignment(tx, assignmentId);
  if (request === undefined || assignment === undefined) throw notFound();
  if (assignment.state === 'accepted') return { conversationId: assignment.conversationId! };

  const now = clock.now();
  // Said a moment ago, while it stood before them: as if they no longer waited, so that nobody learns who said so.
  const areApart = (await blockedBy(tx, { visitorId: request.visitorId, memberId })).length > 0;
  const isWaiting = !areApart && stateAfter(request.state, 'accepted') !== null;
  checkAcceptable(assignment, now, isWaiting, await takerOf(tx, request.id));
  await decide({ platform }, tx, {
    action: 'assignment.accept',
    initiator: caller,
    purpose: 'to help the person who asked',
    facts: { 'assignment.theirs': assignment.memberId === memberId },
  });
  const conversationId = (await store.earlierConversationOf(tx, request.id)) ?? clock.newId();
  await takeLoad(platform, tx, memberId, conversationId);
  await store.setAccepted(tx, assignmentId, conversationId, now);
  await markMatched(tx, request.id, conversationId, now);
  await withdraw(platform, tx, organisationId, request.id);
  const eventId = await outbox.emit(tx, 'assignment.accepted', organisationId, {
    assignmentId,
    requestId: request.id,
    memberId,
    conversationId,
    siteId: request.siteId,
    visitorId: request.visitorId,
    at: new Date(now).toISOString(),
  });
  return { conversationId, eventId };
};

/**
 * An expert does not take it; the next one is asked. Declining what has ended by itself changes nothing.
 *
 * @throws Problem `assignment/not-found`
 */
export const decline = async (
  platform: Platform,
  tx: Tx,
  { organisationId, memberId }: MemberCaller,
  assignmentId: string,
  reason: string | null,
): Promise<void> => {
  await existing(tx, assignmentId, memberId);
  const assignment = await store.lockAssignment(tx, assignmentId);
  if (assignment?.state !== 'offered') return;
  await store.setDeclined(tx, assignmentId, reason, platform.clock.now());
  const { requestId } = assignment;
  await platform.outbox.emit(tx, 'assignment.ended', organisationId, {
    assignmentId,
    requestId,
    memberId,
    state: 'declined',
  });
};

/** Takes back every open question about a request: somebody accepted it, or nobody waits any more. */
export const withdraw = async (
  platform: Platform,
  tx: Tx,
  organisationId: string,
  requestId: string,
): Promise<void> => {
  for (const { id: assignmentId, memberId } of await store.withdrawOffers(tx, requestId, platform.clock.now())) {
    await platform.outbox.emit(tx, 'assignment.ended', organisationId, {
      assignmentId,
      requestId,
      memberId,
      state: 'withdrawn',
    });
  }
};

/** Takes back every open question to a member: they are gone, or answer no more requests. */
export const withdrawFrom = async (
  platform: Platform,
  tx: Tx,
  organisationId: string,
  memberId: string,
): Promise<void> => {
  for (const { id, requestId } of await store.withdrawOffersTo(tx, memberId, platform.clock.now())) {
    await platform.outbox.emit(tx, 'assignment.ended', organisationId, {
      ...{ assignmentId: id, requestId, memberId, state: 'withdrawn' },
    });
  }
};

/** Takes back what is put before a member of a person whom they are not to meet any more. */
export const withdrawApart = async (
  platform: Platform,
  tx: Tx,
  organisationId: string,
  visitorId: string,
  memberId: string,
): Promise<void> => {
  const theirs = new Set(await requestIdsOf(tx, visitorId));
  const now = platform.clock.now();
  const open = (await store.offersTo(tx, memberId, now)).some(({ requestId }) => theirs.has(requestId));
  // A member is asked one thing at a time: what is open to them is this person's.
  if (open) await withdrawFrom(platform, tx, organisationId, memberId);
};

/** Ends what ran out, in all organisations. @returns how many */
export const expire = async (platform: Platform, tx: Tx): Promise<number> => {
  const ended = await store.expireOffers(tx, platform.clock.now());
  for (const { id: assignmentId, organisationId, requestId, memberId } of ended) {
    await platform.outbox.emit(tx, 'assignment.ended', organisationId, {
      assignmentId,
      requestId,
      memberId,
      state: 'timed-out',
    });
  }
  return ended.length;
};

/** Who has accepted the request, by name. */
export const takerOf = async (tx: Tx, requestId: string): Promise<string | undefined> => {
  const accepted = await store.acceptedOf(tx, requestId);
  if (accepted === undefined) return undefined;
  return (await memberNames(tx, [accepted.memberId])).get(accepted.memberId) ?? 'Somebody';
};

const existing = async (tx: Tx, assignmentId: string, memberId: string): Promise<store.AssignmentRow> => {
  const assignment = await store.findAssignment(tx, assignmentId, memberId);
  if (assignment === undefined) throw notFound();
  return assignment;
};

const notFound = () => problem('assignment/not-found', 'It does not exist, or it was never put before you.');
