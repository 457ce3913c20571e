import type { Conversation } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { canComeBack, sortPast } from './order.ts';

const past = (id: string, state: Conversation['state'], about?: Conversation['about'], resolvedAt = ''): Conversation =>
  ({ id, state, about, resolution: { resolvedAt: resolvedAt || null } }) as Conversation;
const idsOf = (list: { conversation: Conversation }[]): string[] => list.map(({ conversation }) => conversation.id);

describe('conversations of before', () => {
  it('are told apart by whether they were solved, and keep their order', () => {
    const { solved, others } = sortPast(
      [past('a', 'open'), past('b', 'resolved'), past('c', 'closed'), past('d', 'resolved'), past('e', 'proposed')],
      { page: '/orders', fingerprints: [] },
    );
    expect([idsOf(solved), idsOf(others)]).toEqual([
      ['b', 'd'],
      ['a', 'c', 'e'],
    ]);
  });

  it('about the problem that is noticed here come first, then those of this page', () => {
    const all = [
      past('nothing attached', 'resolved'),
      past('this page', 'resolved', { page: '/orders', fingerprints: ['bbbbbbbb'] }),
      past('this problem', 'resolved', { page: '/customers', fingerprints: ['aaaaaaaa'] }),
    ];
    const { solved } = sortPast(all, { page: '/orders', fingerprints: ['aaaaaaaa', 'cccccccc'] });
    expect(solved.map(({ conversation, about }) => [conversation.id, about])).toEqual([
      ['this problem', 'this-problem'],
      ['this page', 'this-page'],
      ['nothing attached', 'something-else'],
    ]);
    const nowhere = sortPast(all, { page: undefined, fingerprints: [] }).solved;
    expect(nowhere.map(({ about }) => about)).toEqual(Array(3).fill('something-else'));
    expect(idsOf(nowhere)).toEqual(all.map(({ id }) => id));
  });
});

it('what was solved can come back for seven days', () => {
  const at = '2026-11-20T10:00:00.000Z';
  const day = 24 * 3_600_000;
  expect(canComeBack(past('a', 'resolved', undefined, at), Date.parse(at) + 7 * day - 1)).toBe(true);
  expect(canComeBack(past('a', 'resolved', undefined, at), Date.parse(at) + 7 * day)).toBe(false);
  expect(canComeBack(past('a', 'closed', undefined, at), Date.parse(at))).toBe(false);
  expect(canComeBack(past('a', 'resolved'), Date.parse(at))).toBe(false);
});
