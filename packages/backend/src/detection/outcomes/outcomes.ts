import type { Lift, OfferAnswers } from '@harmony-live/protocol';
import { differenceOf } from '../../platform/statistics/shares.ts';
import type { AnswerCount, OutcomeCount } from './store.ts';

/** Every offer that was shown has one answer; one that nobody answered, because the page went away, was ignored. */
export const answersOf = (counts: readonly AnswerCount[]): OfferAnswers => {
  const sum = (is: (one: AnswerCount) => boolean): number =>
    counts.filter(is).reduce((total, { offers }) => total + offers, 0);
  const answered = (answer: AnswerCount['answer']): number =>
    sum((one) => one.fate === 'shown' && one.answer === answer);
  return {
    shown: sum(({ fate }) => fate === 'shown'),
    heldOut: sum(({ fate }) => fate === 'held-out'),
    shadow: sum(({ fate }) => fate === 'shadow'),
    accepted: answered('accepted'),
    helpedByArticle: answered('helped'),
    dismissed: answered('dismissed'),
    never: answered('never'),
    ignored: answered('ignored') + answered(null),
  };
};

/**
 * What offers change, of one site or the sum of several.
 *
 * - `asked` is counted over all offers; a visit that goes on may still ask, in either group.
 * - `calmed` is counted over those whose day has passed; the last day's are not known yet.
 *
 * Both compare offers shown with those kept from people held out. Somebody counts once a visit, two times a week at most, and is
 * in one of the two groups by chance: the interval takes offers for independent, and is a little too narrow where many came twice.
 */
export const liftOf = (outcomes: readonly OutcomeCount[]): Lift[] => {
  const sum = (fate: OutcomeCount['fate'], what: 'offers' | 'asked' | 'dayOld' | 'calmed'): number =>
    outcomes.filter((one) => one.fate === fate).reduce((total, one) => total + one[what], 0);
  return (
    [
      ['asked', 'offers'],
      ['calmed', 'dayOld'],
    ] as const
  ).map(([outcome, base]) => {
    const offered = { of: sum('shown', base), count: sum('shown', outcome) };
    const kept = { of: sum('held-out', base), count: sum('held-out', outcome) };
    const found = differenceOf(offered, kept) ?? { difference: null, low: null, high: null };
    return { outcome, offered, heldOut: kept, ...found };
  });
};
