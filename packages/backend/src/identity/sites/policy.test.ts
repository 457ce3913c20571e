import { defaultPolicy, type ChangePolicy, type OfferRule } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { changePolicy, demoPolicy, mostPolicyBytes, policyOf } from './policy.ts';

const rule = (more: Partial<OfferRule> = {}): OfferRule => ({ id: 'checkout', afterSeconds: 60, ...more });
const withRules = (...rules: OfferRule[]): ChangePolicy => ({ offers: { rules } });
const faultOf = (change: ChangePolicy, set: ChangePolicy = {}): unknown => {
  try {
    changePolicy(set, change);
    return null;
  } catch (error) {
    return (error as { extras: object }).extras;
  }
};

describe('a policy', () => {
  it('is the product’s own where nothing was set', () => {
    expect(policyOf({})).toEqual(defaultPolicy);
    expect(policyOf({ offers: { threshold: 75 } }).offers).toEqual({ ...defaultPolicy.offers, threshold: 75 });
  });

  it('is changed part by part; within offers and pages, field by field', () => {
    const set = changePolicy(
      { offers: { threshold: 75, rules: [rule()] }, pages: { deny: ['/admin/**'] }, detectors: { 'nav.loop': {} } },
      { offers: { mode: 'shadow' }, pages: { allow: ['/'] }, detectors: { 'click.rage': { isOn: false } } },
    );
    expect(set).toEqual({
      offers: { threshold: 75, rules: [rule()], mode: 'shadow' },
      pages: { deny: ['/admin/**'], allow: ['/'] },
      detectors: { 'click.rage': { isOn: false } },
    });
    expect(changePolicy(set, { offers: { rules: [] } }).offers).toEqual({ threshold: 75, rules: [], mode: 'shadow' });
    expect(changePolicy({}, { visitorShare: 0.5 })).toEqual({ visitorShare: 0.5 });
  });

  it.each([
    ['a rule that says neither when', withRules(rule(), { id: 'b' }), '/policy/offers/rules/1'],
    ['a rule that says both', withRules(rule({ trigger: 'cart.full' })), '/policy/offers/rules/0'],
    ['two rules of one id', withRules(rule(), rule()), '/policy/offers/rules/1/id'],
    ['a rule’s page with ** in the middle', withRules(rule({ page: '/a/**/b' })), '/policy/offers/rules/0/page'],
    ['** beside letters', { pages: { allow: ['/', '/a**'] } }, '/policy/pages/allow/1'],
    ['three stars', { pages: { deny: ['/***'] } }, '/policy/pages/deny/0'],
    ['a kind that there is not', { detectors: { 'mind/reading': {} } }, '/policy/detectors/mind~1reading'],
    ['custom. without a name', { detectors: { 'custom.': {} } }, '/policy/detectors/custom.'],
  ] satisfies [string, ChangePolicy, string][])('refuses %s, by field and reason', (_, change, field) => {
    expect(faultOf(change)).toMatchObject({ field, reason: expect.any(String) as string });
  });

  it('takes stars where they belong, and kinds of the host’s own', () => {
    expect(faultOf({ pages: { allow: ['/**', '/invoices/**', '/*/edit', '/a-*'] } })).toBeNull();
    expect(faultOf({ detectors: { 'custom.cart-stuck': { weight: 40 }, 'perf.slow': { isOn: false } } })).toBeNull();
    expect(faultOf(withRules(rule(), rule({ id: 'cart', afterSeconds: undefined, trigger: 'cart.full' })))).toBeNull();
  });

  it('takes 20 plain rules, and refuses what pages would load too long at, naming the largest part', () => {
    const rules = (page: string) => Array.from({ length: 20 }, (_, at) => rule({ id: `rule-${at}`, page }));
    expect(faultOf({ offers: { rules: rules('/some/place/of/the/app/**') } })).toBeNull();
    const pages = { allow: Array.from({ length: 30 }, (_, at) => `/${'x'.repeat(90)}${at}`) };
    const tooMuch = faultOf({ offers: { rules: rules('/some/place/of/the/app/**') } }, { pages });
    expect(tooMuch).toMatchObject({
      field: '/policy/pages',
      reason: expect.stringContaining(`${mostPolicyBytes}`) as string,
    });
  });

  it('of the demo holds nothing back', () => {
    expect(policyOf(demoPolicy)).toMatchObject({ offers: { mode: 'on', holdOutShare: 0 }, isDebugOn: true });
  });
});
