import type { OfferAnswer } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { noOffers } from './history.ts';
import { allowsOffer, historyAfter, whyNoOffer } from './rules.ts';

const day = 24 * 3_600_000;
const site = { isOn: true, hasCaps: true };
const after = (...answers: (OfferAnswer | 'shown')[]) =>
  answers.reduce((history, answer) => historyAfter(history, answer, 0), noOffers);

describe('an offer', () => {
  it('may be made where nothing was said before', () => {
    expect(whyNoOffer(noOffers, site, true, 0)).toBeNull();
    expect(whyNoOffer(noOffers, { ...site, isOn: false }, true, 0)).toBe('site-off');
  });

  it('comes once a visit, twice a week', () => {
    expect(whyNoOffer(noOffers, site, false, 0)).toBe('capped');
    expect(whyNoOffer(after('shown'), site, true, 29 * 60_000)).toBe('capped');
    expect(whyNoOffer(after('shown'), site, true, 31 * 60_000)).toBeNull();
    expect(whyNoOffer(after('shown', 'shown'), site, true, day)).toBe('capped');
    expect(whyNoOffer(after('shown', 'shown'), site, true, 7 * day + 1)).toBeNull();
  });

  it.each([
    [['dismissed'], 1],
    [['ignored', 'ignored'], 1],
    [['dismissed', 'dismissed'], 7],
    [['dismissed', 'dismissed', 'dismissed'], 90],
  ] as const)('after %s waits longer each time (%i days)', (answers, days) => {
    expect(whyNoOffer(after(...answers), site, true, days * day)).toBe('capped');
    expect(whyNoOffer(after(...answers), site, true, days * day + 1)).toBeNull();
  });

  it('is not made again after the fourth no, nor after “Don’t offer again”', () => {
    expect(whyNoOffer(after('dismissed', 'dismissed', 'dismissed', 'dismissed'), site, true, 1e15)).toBe('capped');
    expect(whyNoOffer(after('never'), { isOn: true, hasCaps: false }, true, 1e15)).toBe('never');
  });

  it('starts afresh once one was accepted', () =>
    expect(whyNoOffer(after('dismissed', 'dismissed', 'accepted'), site, true, 1)).toBeNull());

  it('is held back by any rule of the gate that does not hold, and by facts that nobody knows', () => {
    const rule = { id: 'r', principle: 'p', explanation: '', otherwise: 'rejected' as const };
    const rules = [
      { ...rule, action: 'offer.show', requires: 'offers.wanted' },
      { ...rule, action: 'screen.share', requires: 'consent.view' },
    ];
    expect(allowsOffer(rules, { 'offers.wanted': true })).toBe(true);
    expect(allowsOffer(rules, { 'offers.wanted': false })).toBe(false);
    expect(allowsOffer(rules, {})).toBe(false);
  });
});
