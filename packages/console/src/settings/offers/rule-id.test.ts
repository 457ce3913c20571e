import type { OfferRule } from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { ruleId } from './rule-id.ts';

it('names a rule by what it does', () => {
  expect(ruleId([], { page: '/checkout/**', afterSeconds: 60 })).toBe('checkout-60');
  expect(ruleId([], { trigger: 'cart.emptied' })).toBe('cart-emptied');
  expect(ruleId([], { afterSeconds: 30 })).toBe('everywhere-30');
});

it('gives a taken name a number, and none that the server refuses', () => {
  const rules: OfferRule[] = [];
  for (const page of ['/checkout', '/checkout', '/', `/${'very-long/'.repeat(11)}`, '/über/日本', '/**']) {
    const rule = { page, afterSeconds: 60 };
    rules.push({ id: ruleId(rules, rule), ...rule });
  }
  expect(rules.slice(0, 2).map(({ id }) => id)).toEqual(['checkout-60', 'checkout-60-2']);
  const isTaken = /^[a-z0-9-]{1,40}$/;
  expect(rules.filter(({ id }) => !isTaken.test(id))).toEqual([]);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});
