import { problem, type CreateHelpRequest, type HelpRequest } from '@harmony-live/protocol';
import { decide } from '../gate/index.ts';
import { siteOf, visitorCard } from '../identity/index.ts';
import type { VisitorCaller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { checkFields } from './fields.ts';
import { checkRequest, contentHash, scrubbedContext, stateAfter } from './help-request.ts';
import { bookingOf } from './later/booking.ts';
import { answerWithinDayMs, slotNearMs } from './later/later.ts';
import { expireUnattended, lockAskedOf, queueNear } from './later/store.ts';
import { describe, tell } from './status.ts';
import * as store from './store.ts';
import { taughtOf } from './triage/learn.ts';
import { triageOf } from './triage/triage.ts';
import { insertExpected } from './wait/store.ts';

/**
 * Asks for help. The same `clientId` with the same content is the same request, however often it is sent.
 *
 * A person waits once: who asks again while waiting has found better words, or opened a second tab. The new request takes
 * the old one's place in the queue and the old one is cancelled, so that neither their words nor their turn is lost. Whoever
 * books again has moved the appointment, and whoever asks for an answer within a day again has found better words, too.
 *
 * @throws Problem `key/reused`, `gate/rejected`, `body/too-large`, `body/invalid`, `slot/taken`
 */
export const createHelpRequest = async (
  platform: Platform,
  tx: Tx,
  caller: VisitorCaller,
  body: CreateHelpRequest,
): Promise<HelpRequest> => {
  checkRequest(body);
  const { clock, outbox } = platform;
  const { organisationId, siteId, visitorId, visitId } = caller;
  await store.lockVisitor(tx, visitorId);
  const hash = contentHash(body);
  const known = await store.findByClientId(tx, visitorId, body.clientId);
  if (known !== undefined) {
    if (!known.contentHash.equals(hash)) throw reused();
    return (await describe(platform, tx, [known]))[0]!;
  }

  await decide({ platform }, tx, {
    action: 'help-request.create',
    initiator: caller,
    purpose: 'to bring the person to an expert',
    // The schema takes nothing but what the page's preview lists, and the person pressed Send beneath it.
    facts: { 'context.previewed': true },
  });
  const now = clock.now();
  const id = clock.newId();
  const { mode = 'live', slotAt } = body;
  const waitingSince = await takeOverPlace(platform, tx, caller);
  const queuedAt = mode === 'live' ? (waitingSince ?? now) : now;
  if (mode !== 'live') for (const earlier of await lockAskedOf(tx, visitorId, mode)) await end(platform, tx, earlier);
  const asking = {
    text: body.text.trim(),
    topic: body.topic ?? null,
    fields: checkFields((await siteOf(tx, siteId)).fields, body),
    context: scrubbedContext(body.context),
    language: body.language ?? (await visitorCard(tx, visitorId))?.locale ?? 'en',
    urgency: body.urgency,
  };
  const triage = triageOf(asking, await taughtOf(platform, tx, organisationId));
  await store.insertHelpRequest(tx, {
    ...asking,
    id,
    organisationId,
    siteId,
    visitorId,
    clientId: body.clientId,
    contentHash: hash,
    mode,
    slotAt: slotAt === undefined ? null : Date.parse(slotAt),
    dueAt: mode === 'async' ? now + answerWithinDayMs : null,
    media: body.media ?? ['text'],
    urgency: triage.urgency.value,
    domains: triage.domains.map(({ domain }) => domain),
    complexity: triage.complexity.value,
    triage,
    state: mode === 'scheduled' ? 'scheduled' : 'queued',
    preferredMemberId: body.prefer ?? null,
    createdAt: now,
    queuedAt,
  });
  if (mode === 'scheduled') await bookingOf(platform).book(tx, (await store.findRequest(tx, id))!);
  await outbox.emit(tx, 'help-request.created', organisationId, { requestId: id, siteId, visitorId, visitId });
  const row = await store.findRequest(tx, id);
  const [told] = await tell(platform, tx, [row!]);
  // Others have chosen to wait, and say nothing about how long one must.
  if (mode === 'live' && told!.expected !== null) await insertExpected(tx, id, told!.expected);
  return told!.request;
};

/** @returns since when the visitor has been waiting, if they have */
const takeOverPlace = async (platform: Platform, tx: Tx, { visitorId }: VisitorCaller): Promise<number | undefined> => {
  const waiting = await store.lockWaitingOf(tx, visitorId);
  if (waiting === undefined) return undefined;
  await end(platform, tx, waiting);
  return waiting.queuedAt;
};

/** Cancels a request that still waits; one that does not stays as it is, and is returned so. */
export const cancelHelpRequest = async (platform: Platform, tx: Tx, id: string): Promise<HelpRequest> => {
  const row = await store.lockRequest(tx, id);
  if (row === undefined) throw problem('help-request/not-found', 'It does not exist, or you have no part in it.');
  if (stateAfter(row.state, 'cancelled') !== null) await end(platform, tx, row);
  const now = await store.findRequest(tx, id);
  return (await describe(platform, tx, [now!]))[0]!;
};

const end = async (platform: Platform, tx: Tx, row: store.HelpRequestRow): Promise<void> => {
  const state = 'cancelled';
  await store.setEnded(tx, row.id, state, platform.clock.now());
  if (row.mode === 'scheduled') await bookingOf(platform).release(tx, row);
  const { organisationId, id: requestId, visitorId } = row;
  await platform.outbox.emit(tx, 'help-request.cancelled', organisationId, { requestId, visitorId, state });
};

/** Ends whatever a visitor waits for: they have asked to be forgotten. */
export const cancelAllOf = async (platform: Platform, tx: Tx, visitorId: string): Promise<void> => {
  for (const { id } of await store.openRequestsOf(tx, visitorId)) await cancelHelpRequest(platform, tx, id);
};

/** Puts those into the queue whose slot begins in five minutes, in every organisation. */
export const beginSlots = async (platform: Platform, tx: Tx): Promise<void> => {
  const now = platform.clock.now();
  for (const { id: requestId, organisationId, siteId, visitorId } of await queueNear(tx, now + slotNearMs, now)) {
    await platform.outbox.emit(tx, 'help-request.slot-near', organisationId, { requestId, siteId, visitorId });
  }
};

/** Expires requests whose visitors have been gone for two minutes, booked ones not before their slot has begun, in every organisation. */
export const expireGone = async (platform: Platform, tx: Tx, goneAfterMs: number): Promise<void> => {
  const now = platform.clock.now();
  for (const { id: requestId, organisationId, visitorId } of await expireUnattended(tx, now - goneAfterMs, now)) {
    await platform.outbox.emit(tx, 'help-request.cancelled', organisationId, {
      requestId,
      visitorId,
      state: 'expired',
    });
  }
};

const reused = () =>
  problem('key/reused', 'Send the same content again, or a new clientId for a new request.', {
    field: '/clientId',
    reason: 'was used for another request',
  });
