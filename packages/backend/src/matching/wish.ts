import type { Ranked } from './rank.ts';

/**
 * Whom the person asked for comes first, where they can be asked at all, and reads that they were asked for.
 *
 * @param memberId null: they asked for nobody
 */
export const wishedFirst = (memberId: string | null, order: readonly Ranked[]): Ranked[] => {
  const wished = order.find((one) => one.memberId === memberId);
  if (wished === undefined) return [...order];
  const reasons = [{ code: 'wished', params: {} }, ...wished.reasons];
  return [{ ...wished, reasons }, ...order.filter((one) => one !== wished)];
};
