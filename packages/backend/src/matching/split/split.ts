import type { Tx } from '../../platform/database/index.ts';
import type { Contender, Ranked } from '../rank.ts';
import { firstArm } from './store.ts';

/** `score`: by the ranking. `baseline`: whoever has been idle longest. */
export type Arm = 'score' | 'baseline';

/**
 * By which half of the comparison a request is sent. Chance decides when it is sent for the first time; it stays there, so
 * that what became of it belongs to one half alone.
 *
 * @param share of requests that go to the longest idle; 0: no comparison is running
 * @param random 0 ≤ x < 1
 * @returns null while none is running
 */
export const armFor = async (tx: Tx, requestId: string, share: number, random: () => number): Promise<Arm | null> => {
  if (share === 0) return null;
  return (await firstArm(tx, requestId)) ?? (random() < share ? 'baseline' : 'score');
};

/**
 * In which order those who were ranked are asked. The baseline knows nothing but who is free and for how long, as a rota does: among those
 * who became idle in the same moment, whoever joined first.
 */
export const orderFor = (arm: Arm | null, ranked: readonly Ranked[], contenders: readonly Contender[]): Ranked[] => {
  if (arm !== 'baseline') return [...ranked];
  const idleSince = new Map(contenders.map((one) => [one.memberId, one.idleSince]));
  return ranked
    .toSorted((a, b) => idleSince.get(a.memberId)! - idleSince.get(b.memberId)! || (a.memberId < b.memberId ? -1 : 1))
    .map((one) => ({ ...one, reasons: idleFirst(one.reasons) }));
};

/** They are asked because they are free: that is said first, whatever else speaks for them. */
const idleFirst = (reasons: Ranked['reasons']): Ranked['reasons'] => [
  ...reasons.filter(({ code }) => whyFree.has(code)),
  ...reasons.filter(({ code }) => !whyFree.has(code)),
];

const whyFree: ReadonlySet<string> = new Set(['idle', 'available', 'alone']);
