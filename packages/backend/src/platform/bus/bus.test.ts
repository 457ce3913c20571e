import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test, vi } from 'vitest';
import { createInProcessBus } from './index.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('subscribers of a topic get its messages in order, others do not', async () => {
  const bus = createInProcessBus(() => {});
  const mine: unknown[] = [];
  const other = vi.fn();
  bus.subscribe('mine', (message) => mine.push(message));
  bus.subscribe('other', other);
  for (const n of [1, 2, 3]) bus.publish('mine', { n });
  await turn();
  expect(mine).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(other).not.toHaveBeenCalled();
});

test('nothing is delivered inside publish', () => {
  const bus = createInProcessBus(() => {});
  const subscriber = vi.fn();
  bus.subscribe('topic', subscriber);
  bus.publish('topic', 1);
  expect(subscriber).not.toHaveBeenCalled();
});

test('a subscriber that throws is reported and harms no other', async () => {
  const failed = vi.fn();
  const bus = createInProcessBus(failed);
  const healthy = vi.fn();
  const error = new Error('broken subscriber');
  bus.subscribe('topic', () => {
    throw error;
  });
  bus.subscribe('topic', healthy);
  bus.publish('topic', 'news');
  await turn();
  expect(healthy).toHaveBeenCalledWith('news');
  expect(failed).toHaveBeenCalledWith(error, 'topic');
});

test('one subscriber cannot change what the next one gets', async () => {
  const bus = createInProcessBus(() => {});
  const seen: unknown[] = [];
  bus.subscribe('topic', (message) => Object.assign(message as object, { changed: true }));
  bus.subscribe('topic', (message) => seen.push(message));
  bus.publish('topic', { as: 'sent' });
  await turn();
  expect(seen).toEqual([{ as: 'sent' }]);
});

test('an ended subscription and a closed bus deliver nothing', async () => {
  const bus = createInProcessBus(() => {});
  const subscriber = vi.fn();
  const end = bus.subscribe('topic', subscriber);
  bus.subscribe('topic', subscriber);
  end();
  bus.publish('topic', 'one is left');
  await turn();
  expect(subscriber).toHaveBeenCalledTimes(1);
  await bus.close();
  expect(bus.ready()).toBe(false);
  bus.publish('topic', 'nobody');
  await turn();
  expect(subscriber).toHaveBeenCalledTimes(1);
});

test('subscribers do not inherit the context of the publisher', async () => {
  const context = new AsyncLocalStorage<string>();
  const bus = createInProcessBus(() => {});
  const seen: unknown[] = [];
  bus.subscribe('topic', () => seen.push(context.getStore()));
  context.run('a transaction', () => bus.publish('topic', null));
  await turn();
  expect(seen).toEqual([undefined]);
});
