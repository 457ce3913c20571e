import { expect, test } from 'vitest';
import { happenings } from './happenings.ts';

test('steps, errors and signs stand in the order of time, the newest last, a step before its sign', () => {
  const target = { tag: 'button', selector: 'button#save' };
  const lines = happenings({
    signals: [{ kind: 'click.dead', at: '2026-03-02T09:00:03.000Z', page: '/a', target, count: 1 }],
    errors: [{ message: 'Reported', at: '2026-03-02T09:00:02.000Z' }],
    steps: [
      { kind: 'page', at: '2026-03-02T09:00:00.000Z', page: '/a/:id', count: 1 },
      { kind: 'request', at: '2026-03-02T09:00:01.000Z', method: 'GET', endpoint: '/x', status: 500, count: 1 },
      { kind: 'press', at: '2026-03-02T09:00:03.000Z', target, count: 2 },
    ],
  });
  expect(lines.map(({ words }) => words)).toEqual([
    'Opened /a/:id',
    'GET /x failed (500)',
    'Reported',
    'Pressed button#save ×2',
    'Pressed button#save, nothing happened',
  ]);
  expect(lines.map(({ isBad }) => isBad)).toEqual([false, true, true, false, false]);
});

test('where nothing was shared there is nothing', () => expect(happenings({})).toEqual([]));
