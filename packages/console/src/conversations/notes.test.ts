import type { LogMessage } from '@harmony-live/ui';
import { expect, it } from 'vitest';
import { withNotes } from './notes.ts';

const line = (id: string): LogMessage => ({
  ...{ id, kind: 'text', from: { id: 'a', name: 'Ada' }, isMine: false, body: id, at: '2026-11-24T10:00:00.000Z' },
});
const messages = (...ids: (string | null)[]) =>
  ids.map((id, index) => ({ seq: id?.startsWith('own') ? null : index + 1, message: line(id ?? '') }));
const note = (id: string, afterSeq: number) => ({ afterSeq, message: line(id) });
const order = (...given: Parameters<typeof withNotes>) =>
  withNotes(...given)
    .map(({ id }) => id)
    .join(' ');

it('puts each note behind the message that was the last one then', () => {
  expect(order(messages('m1', 'm2', 'm3'), [note('n1', 1), note('n2', 1), note('n3', 3)])).toBe('m1 n1 n2 m2 m3 n3');
  expect(order(messages('m1'), [note('n0', 0)])).toBe('n0 m1');
});

it('puts a stored note before own messages that still wait, and one that waits itself at the end', () => {
  const waiting = note('new', Number.MAX_SAFE_INTEGER);
  expect(order(messages('m1', 'own1'), [note('n1', 1), waiting])).toBe('m1 n1 own1 new');
});

it('shows notes where no message has come yet', () => {
  expect(order([], [note('n1', 4)])).toBe('n1');
});
