import { describe, expect, it } from 'vitest';
import { slugOf } from './slug.ts';

describe('the slug of a domain', () => {
  it.each([
    ['Card payments', 'card-payments'],
    ['  SSO / Login!  ', 'sso-login'],
    ['Überweisung', 'überweisung'],
    ['支払い', '支払い'],
    ['already-one', 'already-one'],
    ['…', ''],
  ])('of %j is %j', (typed, slug) => expect(slugOf(typed)).toBe(slug));

  it('is short, and ends in no dash', () => expect(slugOf(`${'a'.repeat(39)} b`)).toBe('a'.repeat(39)));
});
