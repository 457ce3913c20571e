import { defaultPolicy, shadowMs, type OfferMode } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { configOf, offeringOf } from './policy.ts';

const seenAt = new Date('2026-03-02T09:00:00Z');
const site = (mode: OfferMode, firstSeenAt: Date | null = seenAt) => ({
  ...{ id: 'site-1', key: 'pk_one', isDemo: false, firstSeenAt },
  policy: { ...defaultPolicy, offers: { ...defaultPolicy.offers, mode } },
});
const at = (ms: number) => seenAt.getTime() + ms;

describe('whether pages offer', () => {
  it('begins a week after the tag was first seen, when nobody has decided', () => {
    const week = { isOn: false, isShadow: true, shadowUntil: new Date(at(shadowMs)) };
    expect(offeringOf(site('auto'), at(0))).toEqual(week);
    expect(offeringOf(site('auto'), at(shadowMs - 1))).toEqual(week);
    expect(offeringOf(site('auto'), at(shadowMs))).toEqual({ isOn: true, isShadow: false, shadowUntil: null });
  });

  it('does not begin where the tag was never seen', () => {
    expect(offeringOf(site('auto', null), at(9 * shadowMs))).toEqual({
      isOn: false,
      isShadow: true,
      shadowUntil: null,
    });
  });

  it.each([
    ['on', { isOn: true, isShadow: false, shadowUntil: null }],
    ['off', { isOn: false, isShadow: false, shadowUntil: null }],
    ['shadow', { isOn: false, isShadow: true, shadowUntil: null }],
  ] as const)('is as the owner says: %s', (mode, offering) => {
    expect(offeringOf(site(mode), at(0))).toEqual(offering);
    expect(offeringOf(site(mode, null), at(9 * shadowMs))).toEqual(offering);
  });
});

describe('what pages are told', () => {
  it('is all of the policy, and no pages where it names none', () => {
    const told = configOf(site('shadow'), at(0));
    expect(told).toEqual({
      offers: { isOn: false, hasCaps: true, isShadow: true, holdOutShare: 0.1, rules: [] },
      ...{ visitorShare: 1, detectors: {}, threshold: 60, isDebugOn: false },
    });
    const policy = { ...defaultPolicy, pages: { allow: [], deny: ['/admin/**'] } };
    expect(configOf({ ...site('on'), policy }, at(0)).pages).toEqual(policy.pages);
  });

  it('of the demo has no caps', () => {
    expect(configOf({ ...site('on'), isDemo: true }, at(0)).offers).toMatchObject({ isOn: true, hasCaps: false });
  });
});
