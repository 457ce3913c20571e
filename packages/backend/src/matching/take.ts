import { problem } from '@harmony-live/protocol';
import { blockedBy, takeLoad } from '../experts/index.ts';
import { decide } from '../gate/index.ts';
import type { MemberCaller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { lockRequest, markMatched, stateAfter } from '../requests/index.ts';
import { accept, takerOf, withdraw } from './answer.ts';
import * as store from './store.ts';

/**
 * A member takes a request out of the queue without having been asked. Whoever is being asked about it is told that it is
 * gone. Locks as accepting does, so that exactly one person gets it; where it stands before the member already, taking it
 * is accepting. Taking it again answers the same.
 *
 * @throws Problem `help-request/not-found`, `assignment/taken`, `assignment/expired` (nobody waits any more),
 * `role/insufficient` (the person asked for somebody else, or one of the two does not want to meet the other),
 * `capacity/full`, `gate/rejected`
 */
export const take = async (
  platform: Platform,
  caller: MemberCaller,
  requestId: string,
): Promise<{ conversationId: string }> => {
  const { db, outbox } = platform;
  const result = await db.withOrganisation(caller.organisationId, (tx) => takeIn(platform, tx, caller, requestId));
  if ('assignmentId' in result) return accept(platform, caller, result.assignmentId);
  if (result.eventId !== undefined) await outbox.delivered(result.eventId);
  return { conversationId: result.conversationId };
};

type Taken = { conversationId: string; eventId?: string } | { assignmentId: string };

const takeIn = async (platform: Platform, tx: Tx, caller: MemberCaller, requestId: string): Promise<Taken> => {
  const { clock, outbox } = platform;
  const { organisationId, memberId } = caller;
  const request = await lockRequest(tx, requestId);
  if (request === undefined) throw problem('help-request/not-found', 'It does not exist, or you have no part in it.');
  const accepted = await store.acceptedOf(tx, requestId);
  if (accepted?.memberId === memberId) return { conversationId: accepted.conversationId! };
  if (accepted !== undefined) {
    throw problem(
      'assignment/taken',
      `${await takerOf(tx, requestId)} took this a moment ago. You are free for the next one.`,
    );
  }
  if (stateAfter(request.state, 'accepted') === null) {
    throw problem('assignment/expired', 'The person no longer waits. You are free for the next one.');
  }
  const apart = await blockedBy(tx, { visitorId: request.visitorId, memberId });
  if (apart.includes('member')) {
    throw problem(
      'role/insufficient',
      'You take no requests of this person. Take that back under Profile to take this one.',
      {
        field: '/visitorId',
        reason: 'is somebody whose requests you do not take',
      },
    );
  }
  // The same words for both, so that nobody learns that they were blocked.
  if (request.exclude.includes(memberId) || apart.includes('visitor')) {
    throw problem('role/insufficient', 'The person asked for somebody else. A colleague can take it.', {
      field: '/memberId',
      reason: 'is not whom the person asked for',
    });
  }
  const now = clock.now();
  const open = (await store.offersTo(tx, memberId, now)).find((offer) => offer.requestId === requestId);
  if (open !== undefined) return { assignmentId: open.id };
  await decide({ platform }, tx, {
    action: 'assignment.accept',
    initiator: caller,
    purpose: 'to help the person who asked',
    facts: { 'assignment.theirs': true },
  });
  const assignmentId = clock.newId();
  const conversationId = (await store.earlierConversationOf(tx, requestId)) ?? clock.newId();
  const ranked = (await store.lastRanked(tx, [requestId], memberId)).get(requestId);
  await withdraw(platform, tx, organisationId, requestId);
  await takeLoad(platform, tx, memberId, conversationId);
  await store.insertTaken(tx, {
    ...{ id: assignmentId, organisationId, requestId, memberId, conversationId, now },
    ...{ rankingId: ranked?.rankingId ?? null, score: ranked?.score ?? 0, terms: ranked?.terms ?? [] },
    reasons: [{ code: 'taken', params: {} }, ...(ranked?.reasons ?? [])],
  });
  await markMatched(tx, requestId, conversationId, now);
  const eventId = await outbox.emit(tx, 'assignment.accepted', organisationId, {
    assignmentId,
    requestId,
    memberId,
    conversationId,
    siteId: request.siteId,
    visitorId: request.visitorId,
    at: new Date(now).toISOString(),
  });
  return { conversationId, eventId };
};
