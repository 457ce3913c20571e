import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';
import { newId } from './environment.ts';
import { createMemoryStorage, createOutgoingStore } from './outgoing.ts';

test('ids are UUIDv7 of their time, and differ', () => {
  const now = Date.parse('2026-11-24T09:00:00.123Z');
  const id = newId(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now);
  expect(newId(now)).not.toBe(id);
});

test('pauses double from half a second to half a minute, by chance from nothing up to that', () => {
  expect([0, 1, 2, 6, 7, 100].map((attempt) => backoffMs(attempt, 1))).toEqual([
    500, 1000, 2000, 30_000, 30_000, 30_000,
  ]);
  expect(backoffMs(3, 0)).toBe(0);
});

test('messages that wait are kept by conversation, in the order of writing', () => {
  const storage = createMemoryStorage();
  const one = createOutgoingStore(storage, 'c1');
  one.put({ clientId: 'b', body: 'second', writtenAt: 2 });
  one.put({ clientId: 'a', body: 'first', writtenAt: 1 });
  createOutgoingStore(storage, 'c2').put({ clientId: 'c', body: 'elsewhere', writtenAt: 0 });
  expect(one.all().map(({ body }) => body)).toEqual(['first', 'second']);
  one.remove('a');
  expect(one.all().map(({ clientId }) => clientId)).toEqual(['b']);
});

test('what other code of the page has put under our keys is left alone', () => {
  const storage = createMemoryStorage();
  for (const [key, value] of Object.entries({ x: 'not json', y: '{"body":7}', z: 'null' })) {
    storage.setItem(`harmony:outgoing:c1:${key}`, value);
  }
  const store = createOutgoingStore(storage, 'c1');
  store.put({ clientId: 'a', body: 'mine', writtenAt: 1 });
  expect(store.all()).toEqual([{ clientId: 'a', body: 'mine', writtenAt: 1 }]);
});
