import type { CreateHelpRequest, RequestState } from '@harmony-live/protocol';
import { describe, expect, test } from 'vitest';
import { checkRequest, contentHash, headStartMs, positionsOf, stateAfter, type RequestEvent } from './help-request.ts';

const states: RequestState[] = ['queued', 'scheduled', 'matched', 'done', 'cancelled', 'self-solved', 'expired'];
const events: RequestEvent[] = [
  'slot-near',
  'accepted',
  'cancelled',
  'article-helped',
  'visitor-gone',
  'returned',
  'conversation-ended',
];
const body: CreateHelpRequest = { clientId: '0198c0de-0000-7000-8000-000000000000', text: 'Help' };

const withApp = (length: number) => ({ ...body, context: { app: { note: 'ä'.repeat(length) } } });

describe('the states of a request', () => {
  test('change as the table of domain.md says, and not otherwise', () => {
    const changes = states.flatMap((state) =>
      events.flatMap((event) =>
        stateAfter(state, event) === null ? [] : [`${state} ${event} ${stateAfter(state, event)}`],
      ),
    );
    expect(changes).toEqual([
      'queued accepted matched',
      'queued cancelled cancelled',
      'queued article-helped self-solved',
      'queued visitor-gone expired',
      'scheduled slot-near queued',
      'scheduled cancelled cancelled',
      'matched returned queued',
      'matched conversation-ended done',
    ]);
  });
});

describe('what was asked', () => {
  test('is the same in whatever order its keys come, and under whatever id', () => {
    const one = { ...body, context: { page: { path: '/a', title: 'A' }, release: '1' } };
    const two = {
      context: { release: '1', page: { title: 'A', path: '/a' } },
      text: 'Help',
      clientId: crypto.randomUUID(),
    };
    expect(contentHash(one).equals(contentHash(two))).toBe(true);
    expect(contentHash(one).equals(contentHash({ ...one, text: 'Help!' }))).toBe(false);
  });

  test('names a time with mode scheduled, and only then', () => {
    const slotAt = '2026-03-02T10:00:00.000Z';
    expect(() => checkRequest({ ...body, mode: 'scheduled', slotAt })).not.toThrow();
    for (const wrong of [{ mode: 'scheduled' as const }, { slotAt }, { mode: 'async' as const, slotAt }]) {
      expect(() => checkRequest({ ...body, ...wrong })).toThrow(
        expect.objectContaining({ code: 'body/invalid', extras: expect.objectContaining({ field: '/slotAt' }) }),
      );
    }
  });

  test('may bring 16 KB of context, counted in bytes', () => {
    expect(() => checkRequest(withApp(8_000))).not.toThrow();
    expect(() => checkRequest(withApp(8_200))).toThrow(expect.objectContaining({ code: 'body/too-large' }));
  });
});

describe('the queue', () => {
  test('of those who came at about the same time the urgent goes first, then whoever waits longest, then the older id', () => {
    const queue = [
      { id: 'b', urgency: 2, queuedAt: 5 },
      { id: 'a', urgency: 2, queuedAt: 5 },
      { id: 'c', urgency: 2, queuedAt: 1 },
      { id: 'd', urgency: 1, queuedAt: 0 },
      { id: 'e', urgency: 3, queuedAt: 9 },
    ].map((one) => ({ ...one, dueAt: null }));
    expect([...positionsOf(queue)]).toEqual([
      ['e', 1],
      ['c', 2],
      ['a', 3],
      ['b', 4],
      ['d', 5],
    ]);
  });

  test('nobody waits for ever behind those who are more urgent', () => {
    const first = { id: 'f', urgency: 1, queuedAt: 0, dueAt: null };
    const order = (queuedAt: number): string[] => [
      ...positionsOf([first, { id: 'u', urgency: 3, queuedAt, dueAt: null }]).keys(),
    ];
    expect(order(2 * headStartMs - 1)).toEqual(['u', 'f']);
    expect(order(2 * headStartMs + 1)).toEqual(['f', 'u']);
  });

  test('whoever does not wait comes by when their answer is due', () => {
    const due = { id: 'd', urgency: 3, queuedAt: 0, dueAt: 100 * headStartMs };
    const order = (queuedAt: number): string[] => [
      ...positionsOf([due, { id: 'w', urgency: 1, queuedAt, dueAt: null }]).keys(),
    ];
    expect(order(99 * headStartMs)).toEqual(['w', 'd']);
    expect(order(102 * headStartMs)).toEqual(['d', 'w']);
  });
});
