import type { Urgency } from '@harmony-live/protocol';
import type { Ranked } from './rank.ts';
import { newcomerFrom } from './terms/record.ts';

/**
 * So large a share of the questions goes to a newcomer first, where one is near. Without it they get none as long as anybody with a
 * record is free: `activity` alone counts four times their bonus (`simulation.test.ts`). Half of the fifth from which on
 * they have had their share, so that this seldom ends it.
 */
export const newcomersChance = 0.1;

/** Nobody is tried out on whom it is pressing for. */
export const newcomersChanceFor = (urgency: Urgency): number => (urgency === 3 ? 0 : newcomersChance);

/** From such a difference in `meaning` on the case is clear (`docs/matching.md`), and nobody is tried out on it. */
const clearCase = 0.3;

/**
 * The same order, but at times with a newcomer first: whoever of those is ranked best, said or solved something near to the question, and is not
 * clearly further from it than the first. Those who had their share have no bonus, and so no chance either.
 *
 * @param chance 0–1; 0: the order as it is
 * @param draw 0 ≤ x < 1
 */
export const withNewcomerFirst = (ranked: readonly Ranked[], chance: number, draw: number): readonly Ranked[] => {
  const [first] = ranked;
  if (first === undefined || isNewcomer(first) || draw >= chance) return ranked;
  const lucky = ranked.find(
    (one) => isNewcomer(one) && isNear(one) && valueOf(one, 'meaning') > valueOf(first, 'meaning') - clearCase,
  );
  return lucky === undefined ? ranked : [lucky, ...ranked.filter((one) => one !== lucky)];
};

const isNewcomer = (one: Ranked): boolean => valueOf(one, 'newcomer') >= newcomerFrom;

/** Only what is near is named as a reason. */
const isNear = ({ reasons }: Ranked): boolean => reasons.some(({ code }) => code === 'statement' || code === 'solved');

const valueOf = ({ terms }: Ranked, name: string): number => terms.find((term) => term.name === name)?.value ?? 0;
