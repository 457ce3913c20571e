import { expect, it } from 'vitest';
import { divided } from './areas.ts';

it('puts what fits into the bar and the rest behind More, in order', () => {
  expect(divided(['queue', 'conversations', 'profile', 'settings'])).toEqual({
    bar: ['queue', 'conversations'],
    more: ['profile', 'settings'],
  });
  expect(divided(['settings'])).toEqual({ bar: ['settings'], more: [] });
});
