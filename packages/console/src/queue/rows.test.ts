import type { QueueItem } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { item } from './rows.fixture.ts';
import { filteredQueue, shownQueue } from './rows.ts';

const ids = ({ items }: { items: readonly QueueItem[] }) => items.map(({ requestId }) => requestId).join('');

describe('what is shown of the queue', () => {
  const before = [item('a'), item('b')];
  const fresh = [item('c', { urgency: 3 }), item('b', { askingName: 'Ada' }), item('d')];

  it('is the queue in its order, while nobody points at it', () => {
    expect(shownQueue(before, fresh, false)).toEqual({ items: fresh, held: 0 });
    expect(shownQueue(null, fresh, true)).toEqual({ items: fresh, held: 0 });
    expect(shownQueue([], fresh, true)).toEqual({ items: fresh, held: 0 });
  });

  it('stays where it is under the pointer: new ones wait, what is gone goes, changes are told in place', () => {
    const shown = shownQueue(before, fresh, true);
    expect(ids(shown)).toBe('b');
    expect(shown.held).toBe(2);
    expect(shown.items[0]?.askingName).toBe('Ada');
  });
});

it('is filtered by words, topic, page and name', () => {
  const items = [
    item('a', { text: 'The invoice is wrong' }),
    item('b', { page: '/invoices/:id' }),
    item('c', { visitorName: 'Invo Ice', topic: 'x' }),
    item('d', { text: 'Else' }),
  ];
  expect(ids({ items: filteredQueue(items, ' INVO') })).toBe('abc');
  expect(filteredQueue(items, ' ')).toBe(items);
});
