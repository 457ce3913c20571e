import { createMemoryStorage } from '@harmony-live/client';
import { expect, it } from 'vitest';
import { forget, hasUnsent } from './device.ts';

it('forgets drafts and own waiting messages, and nothing of a visitor on the same origin', () => {
  const storage = createMemoryStorage();
  for (const key of ['harmony-draft:c1', 'harmony:outgoing:c1:k', 'harmony:outgoing:theirs:k', 'harmony:choice'])
    storage.setItem(key, 'kept');
  expect(hasUnsent(storage, ['c1'])).toBe(true);
  forget(storage, ['c1']);
  expect(Array.from({ length: storage.length }, (_, index) => storage.key(index))).toEqual([
    'harmony:outgoing:theirs:k',
    'harmony:choice',
  ]);
  expect(hasUnsent(storage, ['c1'])).toBe(false);
});
