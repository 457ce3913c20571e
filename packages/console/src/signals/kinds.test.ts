import { signalKinds } from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { kindWords, knownKinds } from './kinds.ts';

it('has a name and a line for every kind that a page can notice', () => {
  expect(knownKinds().toSorted()).toEqual([...signalKinds].toSorted());
  const named = signalKinds.map((kind) => kindWords(kind));
  expect(named.filter(({ name }, index) => name === signalKinds[index])).toEqual([]);
  expect(new Set(named.map(({ name }) => name)).size).toBe(signalKinds.length);
  expect(new Set(named.map(({ notices }) => notices)).size).toBe(signalKinds.length);
});

it('calls a host’s own kind by its name', () => {
  expect(kindWords('custom.cart-emptied').name).toBe('cart-emptied');
});
