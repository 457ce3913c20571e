import { slotGraceMs } from '../requests/index.ts';
import type { Asked } from './assignment.ts';
import type { Ranked } from './rank.ts';

/**
 * Whom the person asked for comes first, where they can be asked at all, and reads that they were asked for, or booked.
 *
 * @param memberId null: they asked for nobody
 */
export const wishedFirst = (
  memberId: string | null,
  order: readonly Ranked[],
  code: 'wished' | 'booked' = 'wished',
): Ranked[] => {
  const wished = order.find((one) => one.memberId === memberId);
  if (wished === undefined) return [...order];
  const reasons = [{ code, params: {} }, ...wished.reasons];
  return [{ ...wished, reasons }, ...order.filter((one) => one !== wished)];
};

/** A request as far as its slot decides who is asked; times in milliseconds since the epoch. */
export interface Booked {
  slotAt: number | null;
  /** Who is booked. */
  preferredMemberId: string | null;
}

/**
 * Whether nobody but the booked expert is asked yet: their hours may begin with the slot, and they may be some minutes late.
 * Once they were asked and did not take it, others are.
 */
export const isHeldForBooked = (
  { slotAt, preferredMemberId }: Booked,
  asked: readonly Pick<Asked, 'memberId' | 'state'>[],
  now: number,
): boolean =>
  slotAt !== null &&
  preferredMemberId !== null &&
  now < slotAt + slotGraceMs &&
  !asked.some(({ memberId, state }) => memberId === preferredMemberId && state !== 'withdrawn');

/** The booked expert may take it until the slot begins, and has no less than the usual time; milliseconds. */
export const timeToAccept = (
  { slotAt, preferredMemberId }: Booked,
  memberId: string,
  usualMs: number,
  now: number,
): number => (slotAt !== null && memberId === preferredMemberId ? Math.max(usualMs, slotAt - now) : usualMs);
