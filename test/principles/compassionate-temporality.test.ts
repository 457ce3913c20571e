import { evaluate } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { pageRules, rules } from '../../packages/backend/src/gate/rules.ts';
import { noOffers } from '../../packages/sdk/src/offers/history.ts';
import { allowsOffer, historyAfter, whyNoOffer } from '../../packages/sdk/src/offers/rules.ts';

/** Offers never interrupt typing and back off after a no. The page decides on them, by the copy of the table that it is sent. */
const own = rules.filter(({ principle }) => principle === 'compassionate-temporality');
const facts = Object.fromEntries(own.map(({ requires }) => [requires, true]));
const day = 24 * 3_600_000;

describe('Compassionate Temporality', () => {
  it('is known to the page whole', () => {
    expect(own.map(({ id }) => id)).toEqual(['offers-wanted', 'offers-not-while-typing']);
    for (const rule of own) expect(pageRules).toContainEqual(rule);
  });

  it('lets an offer be made where all of its facts hold', () => {
    expect(allowsOffer(pageRules, facts)).toBe(true);
    expect(evaluate(rules, { action: 'offer.show', facts }).result).toBe('approved');
  });

  it.each(own.map(({ id, requires }) => [id, requires] as const))(
    'by the rule %s refuses one where %s does not hold, and where nobody knows',
    (_, requires) => {
      expect(allowsOffer(pageRules, { ...facts, [requires]: false })).toBe(false);
      const { [requires]: __, ...unknown } = facts;
      expect(allowsOffer(pageRules, unknown)).toBe(false);
      const refused = evaluate(rules, { action: 'offer.show', facts: { ...facts, [requires]: false } });
      expect(refused).toMatchObject({ result: 'rejected' });
      expect(refused.suggestedAlternatives).toHaveLength(1);
    },
  );

  it('waits longer after each no, and for good after the fourth or “Don’t offer again”', () => {
    const site = { isOn: true, hasCaps: true };
    let history = noOffers;
    let at = 0;
    for (const days of [1, 7, 90]) {
      history = historyAfter(history, 'dismissed', at);
      expect(whyNoOffer(history, site, true, at + days * day - 1)).not.toBeNull();
      at += days * day + 1;
      expect(whyNoOffer(history, site, true, at)).toBeNull();
    }
    expect(whyNoOffer(historyAfter(history, 'dismissed', at), site, true, at + 10_000 * day)).not.toBeNull();
    // No cap of a site, and no absence of caps, is above the person's own word.
    const never = historyAfter(noOffers, 'never', 0);
    expect(whyNoOffer(never, { isOn: true, hasCaps: false }, true, 10_000 * day)).toBe('never');
  });
});
