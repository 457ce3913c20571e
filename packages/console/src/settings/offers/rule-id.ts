import type { OfferRule } from '@harmony-live/protocol';

/** `OfferRule.id` is no longer. */
const longest = 40;

/** A name for a rule that says what it does, such as `checkout-60` or `cart-emptied`; with a number where it is taken. */
export function ruleId(rules: readonly OfferRule[], { page, afterSeconds, trigger }: Omit<OfferRule, 'id'>): string {
  const said = [trigger ?? page ?? 'everywhere', afterSeconds ?? ''].join('-').toLowerCase();
  const name = said.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  const base = name.slice(0, longest - 3) || 'rule';
  const taken = new Set(rules.map(({ id }) => id));
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}
