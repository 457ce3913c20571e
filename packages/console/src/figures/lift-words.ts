import type { Lift } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';
import { enough, numberWords, percentWords, signedWords } from './numbers.ts';

/** A lift that can be told: both groups have somebody. */
export type KnownLift = Lift & { difference: number; low: number; high: number };

export const isKnownLift = (lift: Lift): lift is KnownLift =>
  lift.difference !== null && lift.low !== null && lift.high !== null;

/** Whether there are enough in each group to draw the interval. */
export const isDrawn = ({ offered, heldOut }: Lift): boolean => offered.of >= enough && heldOut.of >= enough;

export function outcomeWords(outcome: Lift['outcome']): string {
  return outcome === 'asked' ? msg('Asked for help in the same visit') : msg('Not stuck there again for a day');
}

/** What a lift says, in whole sentences: both shares with their numbers, then the difference with its interval. */
export function liftWords(lift: Lift): string {
  const { offered, heldOut } = lift;
  if (!isKnownLift(lift)) {
    return msg(str`Not enough yet: ${numberWords(offered.of)} offered, ${numberWords(heldOut.of)} held out.`);
  }
  const shares = msg(
    str`${percentWords(offered.count / offered.of)} of ${numberWords(offered.of)} who were offered help, ${percentWords(heldOut.count / heldOut.of)} of ${numberWords(heldOut.of)} who were held out.`,
  );
  const [low, difference, high] = [lift.low, lift.difference, lift.high].map(pointWords);
  const interval = msg(str`The difference is ${difference!} points; most likely between ${low!} and ${high!}.`);
  return `${shares} ${interval} ${verdict(lift)}`;
}

/** A share as percentage points: -0.033 → "−3.3". */
export const pointWords = (share: number): string => signedWords(share * 100);

const verdict = ({ low, high }: KnownLift): string =>
  low <= 0 && high >= 0 ? msg('It may be chance.') : msg('That is more than chance.');
