import type { FastifyInstance } from 'fastify';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import type { HelpRequestRow } from '../store.ts';

/** How a slot is booked, and let go of again. */
export interface Booking {
  /**
   * Books an expert for the request's slot, in the transaction that makes the request.
   *
   * @throws Problem `body/invalid` for a time that is no slot, `slot/taken`
   */
  book(tx: Tx, request: HelpRequestRow): Promise<void>;
  /** Nobody comes: the slot is free again. */
  release(tx: Tx, request: HelpRequestRow): Promise<void>;
}

const bookings = new WeakMap<Platform, Booking>();

/** Says how slots are booked; for `appointments`, which stands below and may not be asked, called once. */
export const contributeBooking = ({ platform }: Pick<FastifyInstance, 'platform'>, booking: Booking): void =>
  void bookings.set(platform, booking);

/** What was contributed. */
export const bookingOf = (platform: Platform): Booking => {
  const booking = bookings.get(platform);
  if (booking === undefined) throw new Error('nothing here books slots: the module appointments is not registered');
  return booking;
};
