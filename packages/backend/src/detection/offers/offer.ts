import { OfferReport, OfferRule, type OfferAnswer } from '@harmony-live/protocol';
import { scrub } from '@harmony-live/protocol/scrub';
import { compile } from '../../platform/http/validation.ts';
import { judge, type Arrival, type Judged, type Rules, type Told } from '../judge.ts';

/** An offer with its time by our clock. */
export interface ReceivedOffer extends Omit<OfferReport, 'id' | 'at'>, Told {
  at: Date;
}

const ruleShape = compile(OfferRule.properties.id);

const rules: Rules<OfferReport, ReceivedOffer> = {
  shape: compile(OfferReport),
  fault: ({ at, fate, answer, ruleId }, clock) => {
    if (answer !== undefined && fate !== 'shown') {
      return { field: '/answer', reason: `cannot be: nobody saw an offer whose fate is ${fate}` };
    }
    if (ruleId !== undefined && !ruleShape.is(ruleId)) return { field: '/ruleId', reason: 'is no id of a rule' };
    return clock.fault(at, '/at');
  },
  receive: ({ at, page, struggleId, articleId, ...offer }, told, clock) => ({
    ...offer,
    ...told,
    ...{ at: clock.correct(at), page: scrub(page) },
    ...(struggleId !== undefined && { struggleId: struggleId.toLowerCase() }),
    ...(articleId !== undefined && { articleId: articleId.toLowerCase() }),
  }),
  fold: (earlier, later) => {
    if (!isSameOffer(earlier, later)) return null;
    return later.answer !== undefined && mayFollow(earlier.answer, later.answer)
      ? { ...earlier, answer: later.answer }
      : earlier;
  },
};

/** Judges each offer by itself. */
export const judgeOffers = (offers: readonly unknown[], arrival: Arrival): Judged<ReceivedOffer> =>
  judge(offers, arrival, rules);

/**
 * Whether an answer may take the place of what is known: the first one does; somebody who had left the card alone may still press
 * something in it; and the article that they chose may help. Nothing else is taken back.
 */
export const mayFollow = (known: OfferAnswer | undefined, next: OfferAnswer): boolean =>
  known === undefined || (known === 'ignored' && next !== 'ignored') || (known === 'accepted' && next === 'helped');

/** Everything about an offer but its time and its answer stays as it was. */
const isSameOffer = (a: ReceivedOffer, b: ReceivedOffer): boolean =>
  (['page', 'fate', 'struggleId', 'ruleId', 'articleId'] as const).every((field) => a[field] === b[field]);
