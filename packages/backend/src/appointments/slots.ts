import { problem } from '@harmony-live/protocol';
import { stretchesBetween, type WorkingHours } from '../experts/index.ts';

/**
 * How long a slot is, in milliseconds. One length for all, and slots begin at its multiples by UTC: then none overlaps another,
 * and the database can keep an expert from being booked twice. All zones are whole quarters of an hour off UTC, so that on
 * every wall a slot begins at a round time.
 */
export const slotMs = 30 * 60_000;
/** Nobody is booked for sooner than this: they must see it first. Milliseconds. */
export const noticeMs = 60 * 60_000;
/** Nor for later than this: hours change. Milliseconds. */
export const horizonMs = 14 * 24 * 60 * 60_000;

/** When the slots begin that lie whole within these hours and can be booked at `now`, in their order. */
export const slotsWithin = (hours: WorkingHours, now: number): number[] => {
  const [from, until] = [now + noticeMs, now + horizonMs];
  const slots: number[] = [];
  for (const stretch of stretchesBetween(hours, from, until + slotMs)) {
    let at = Math.ceil(Math.max(stretch.from, from) / slotMs) * slotMs;
    for (; at <= until && at + slotMs <= stretch.until; at += slotMs) slots.push(at);
  }
  return slots;
};

/** Whether this slot lies whole within the hours. */
export const isWithinSlot = (hours: WorkingHours, slotAt: number): boolean =>
  stretchesBetween(hours, slotAt, slotAt + slotMs).some(
    ({ from, until }) => from <= slotAt && slotAt + slotMs <= until,
  );

/**
 * What of a time can be said without looking at anybody's hours.
 *
 * @throws Problem `body/invalid`
 */
export const checkSlot = (slotAt: number, now: number): void => {
  const reason =
    slotAt % slotMs !== 0
      ? 'must be one of the times that GET /v1/slots lists'
      : slotAt < now + noticeMs
        ? 'must be an hour ahead at least'
        : slotAt > now + horizonMs
          ? 'must lie within two weeks'
          : null;
  if (reason !== null) {
    throw problem('body/invalid', 'Choose one of the free times.', { field: '/slotAt', reason });
  }
};
