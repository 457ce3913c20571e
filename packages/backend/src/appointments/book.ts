import { problem } from '@harmony-live/protocol';
import { workingHours } from '../experts/index.ts';
import { rankProblem, routingOf } from '../matching/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { lockRequest, setExcluded, setPreferred, wordsOf, type HelpRequestRow } from '../requests/index.ts';
import { sendLetter } from './letters.ts';
import { planReminder } from './reminder.ts';
import { checkSlot, isWithinSlot, slotsWithin } from './slots.ts';
import * as store from './store.ts';

/** When somebody can be booked, or one member: within their hours, and not booked yet. In their order. */
export const freeSlots = async (tx: Tx, now: number, memberId?: string): Promise<number[]> => {
  const taken = new Set((await store.bookedFrom(tx, now)).map((one) => `${one.memberId} ${one.slotAt}`));
  const free = new Set<number>();
  // Many have the same hours, which take longer to work out than to compare.
  const known = new Map<string, number[]>();
  for (const { memberId: id, timeZone, hours, exceptions } of await workingHours(tx, memberId)) {
    const key = JSON.stringify([timeZone, hours, exceptions]);
    const slots = known.get(key) ?? slotsWithin({ timeZone, hours, exceptions }, now);
    known.set(key, slots);
    for (const at of slots) if (!taken.has(`${id} ${at}`)) free.add(at);
  }
  return [...free].toSorted((a, b) => a - b);
};

/**
 * Books the expert who fits best among those who are free then; whom the person asked for, and nobody else, where they asked
 * for somebody. In the transaction that makes the request.
 *
 * @throws Problem `body/invalid` for a time that is no slot, `slot/taken`
 */
export const book = async (platform: Platform, tx: Tx, request: HelpRequestRow): Promise<void> => {
  checkSlot(request.slotAt!, platform.clock.now());
  if (await assign(platform, tx, request, request.preferredMemberId)) return planReminder(platform, tx, request);
  throw problem('slot/taken', 'Choose another time; this one was booked a moment ago.', {
    ...{ field: '/slotAt', reason: 'is not free' },
  });
};

/** The person does not come: whoever was booked is free again, and told. */
export const release = async (platform: Platform, tx: Tx, { id, organisationId }: HelpRequestRow): Promise<void> => {
  for (const row of await store.appointmentsOf(tx, [id])) {
    if (await store.endAppointment(tx, row.id, 'cancelled')) await tell(platform, tx, organisationId, row);
  }
};

/**
 * A member does not come: the best of the others who are free then is booked. Where nobody is, the request keeps its time, and
 * whoever is there then is asked. They are not asked about it again.
 *
 * @throws Problem `appointment/not-found`
 */
export const giveUp = async (
  platform: Platform,
  tx: Tx,
  memberId: string,
  id: string,
  reason: string | null,
): Promise<void> => {
  const found = await store.findBooked(tx, id, memberId);
  // The request first, as everybody locks.
  const request = found && (await lockRequest(tx, found.requestId));
  if (found === undefined || request === undefined || !(await store.endAppointment(tx, id, 'given-up', reason))) {
    throw problem('appointment/not-found', 'It does not exist, or is not yours any more.');
  }
  const { organisationId, id: requestId } = request;
  await tell(platform, tx, organisationId, found);
  await setExcluded(tx, requestId, memberId);
  const others = { ...request, exclude: [...request.exclude, memberId] };
  if (request.state === 'scheduled') await assign(platform, tx, others, null);
  await platform.outbox.emit(tx, 'appointment.changed', organisationId, { requestId });
};

/** Nobody who was booked comes any more: they take no more requests. */
export const giveUpAll = async (platform: Platform, tx: Tx, memberId: string): Promise<void> => {
  for (const { id } of await store.bookedOf(tx, memberId, platform.clock.now())) {
    await giveUp(platform, tx, memberId, id, null);
  }
};

/** @param wished book them and nobody else; null: whoever fits best. @returns whether somebody is booked */
const assign = async (platform: Platform, tx: Tx, request: HelpRequestRow, wished: string | null): Promise<boolean> => {
  const { clock } = platform;
  const now = clock.now();
  const { id: requestId, organisationId, exclude } = request;
  const slotAt = request.slotAt!;
  const taken = (await store.bookedFrom(tx, slotAt)).filter((one) => one.slotAt === slotAt);
  const unfree = new Set([...exclude, ...taken.map(({ memberId }) => memberId)]);
  const withHours = await workingHours(tx);
  const free = new Set(
    withHours.filter((one) => !unfree.has(one.memberId) && isWithinSlot(one, slotAt)).map(({ memberId }) => memberId),
  );
  if (wished === null ? free.size === 0 : !free.has(wished)) return false;
  for (const memberId of await rankedAmong(platform, tx, request, free, now)) {
    if (wished !== null && memberId !== wished) continue;
    const id = clock.newId();
    if (!(await store.insertAppointment(tx, { id, organisationId, requestId, memberId, slotAt, now }))) continue;
    await setPreferred(tx, requestId, memberId);
    await tell(platform, tx, organisationId, { id, memberId });
    return true;
  }
  return false;
};

/** These members as the ranking orders them for the request: who may not meet the person is not among them. */
const rankedAmong = async (
  platform: Platform,
  tx: Tx,
  request: HelpRequestRow,
  free: ReadonlySet<string>,
  now: number,
): Promise<string[]> => {
  const { organisationId, language, visitorId, domains, media, preferredMemberId: wished } = request;
  const problemOf = (wanted: typeof media) => ({
    ...{ text: wordsOf(request), language, visitorId, domains, media: wanted, wished },
    ...{ exclude: [], among: [...free], ignoreAvailability: true },
  });
  const { weights } = await routingOf(tx, request.siteId);
  const look = (wanted: typeof media) => rankProblem(platform, tx, organisationId, problemOf(wanted), now, weights);
  const found = await look(media);
  // Where nobody free takes calls, somebody who writes is better than nobody.
  const ranked = found.length > 0 || media.every((one) => one === 'text') ? found : await look([]);
  return ranked.map(({ memberId }) => memberId);
};

/** Writes to a member about an appointment, and has their tabs read the list again. */
const tell = async (
  platform: Platform,
  tx: Tx,
  organisationId: string,
  { id, memberId }: Pick<store.AppointmentRow, 'id' | 'memberId'>,
): Promise<void> => {
  await sendLetter(platform, tx, organisationId, id);
  platform.db.afterCommit(tx, () => platform.live.toMember(organisationId, memberId, { frame: 'appointments' }));
};
