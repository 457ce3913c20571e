import { ClientProblem, type ConversationModel, type ConversationView, type LogEntry } from '@harmony-live/client';
import type { ReactiveControllerHost } from 'lit';
import { expect, test } from 'vitest';
import { Acting, markSolution } from './acting.ts';

/** A conversation with one message, which changes as the test says. */
const conversation = (entry: Pick<LogEntry, 'seq' | 'delivery'>) => {
  const subscribers = new Set<() => void>();
  const marked: number[] = [];
  const world = {
    marked,
    state: stateWith(entry),
    becomes(next: Pick<LogEntry, 'seq' | 'delivery'>): void {
      world.state = stateWith(next);
      for (const tell of subscribers) tell();
    },
    subscribe(tell: () => void) {
      subscribers.add(tell);
      return () => subscribers.delete(tell);
    },
    async markSolution(seq: number) {
      marked.push(seq);
    },
    get listeners() {
      return subscribers.size;
    },
  };
  return world as typeof world & ConversationModel;
};

const stateWith = (entry: Pick<LogEntry, 'seq' | 'delivery'>): ConversationView =>
  ({ messages: [{ key: 'k', kind: 'text', ...entry }] }) as unknown as ConversationView;

test('a message that is on its way is marked once it is stored', async () => {
  const model = conversation({ seq: null, delivery: 'sending' });
  const marking = markSolution(model, 'k');
  model.becomes({ seq: null, delivery: 'sending' });
  expect(model.marked).toEqual([]);
  model.becomes({ seq: 3, delivery: 'sent' });
  await marking;
  expect(model.marked).toEqual([3]);
  expect(model.listeners).toBe(0);
});

test('a stored one at once', async () => {
  const model = conversation({ seq: 2, delivery: 'read' });
  await markSolution(model, 'k');
  expect(model.marked).toEqual([2]);
});

test.for(['failed', 'waiting'] as const)('one that is %s is no solution, and holds up nothing', async (delivery) => {
  const model = conversation({ seq: null, delivery: 'sending' });
  const marking = markSolution(model, 'k');
  model.becomes({ seq: null, delivery });
  await marking;
  expect(model.marked).toEqual([]);
  expect(model.listeners).toBe(0);
});

test('what hangs in one conversation holds up nothing in the next, and its trouble is not shown there', async () => {
  const acting = new Acting({ requestUpdate: () => {} } as unknown as ReactiveControllerHost);
  let fail = (_: Error): void => {};
  const first = acting.run(() => new Promise((_, reject) => (fail = reject)));
  await Promise.resolve();
  expect(acting.isBusy).toBe(true);
  acting.forget();
  expect(acting.isBusy).toBe(false);
  await acting.run(async () => {});
  fail(new ClientProblem('network/unreachable', 0, 'gone'));
  await first;
  expect(acting.problem).toBeNull();
});
