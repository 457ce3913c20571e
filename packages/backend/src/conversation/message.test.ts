import { expect, test } from 'vitest';
import {
  messageKey,
  numberMessages,
  readWords,
  type LockedConversation,
  type Person,
  type StoredMessage,
  type Submission,
} from './message.ts';

const vera: Person = { kind: 'visitor', id: 'vera' };
const ada: Person = { kind: 'member', id: 'ada' };
const at = new Date('2026-11-24T09:00:00Z');

const conversation = (change: Partial<LockedConversation> = {}): Map<string, LockedConversation> =>
  new Map([['c1', { id: 'c1', requestId: 'r1', state: 'open', lastSeq: 4, participants: [vera, ada], ...change }]]);
const submission = (change: Partial<Submission> = {}): Submission => ({
  conversationId: 'c1',
  id: 'm1',
  clientId: 'k1',
  from: vera,
  kind: 'text',
  body: 'hello',
  at,
  ...change,
});
const codes = (...args: Parameters<typeof numberMessages>) =>
  numberMessages(...args).map((outcome) => ('refusal' in outcome ? outcome.refusal.code : outcome.stored.seq));

test('numbers follow the last one without gaps, in the order of submission', () => {
  const three = ['k1', 'k2', 'k3'].map((clientId) => submission({ clientId }));
  expect(codes(three, conversation(), new Map())).toEqual([5, 6, 7]);
});

test('a refused submission takes no number', () => {
  const mixed = [
    submission(),
    submission({ clientId: 'k2', from: { kind: 'member', id: 'grace' } }),
    submission({ clientId: 'k3' }),
  ];
  expect(codes(mixed, conversation(), new Map())).toEqual([5, 'conversation/not-found', 6]);
});

test('the same id with the same words is the same message, stored before or in the same breath', () => {
  const earlier: StoredMessage = { ...submission(), seq: 2 };
  expect(codes([submission()], conversation(), new Map([[messageKey('c1', 'k1'), earlier]]))).toEqual([2]);
  expect(codes([submission(), submission()], conversation(), new Map())).toEqual([5, 5]);
});

test('the same id with other words, or by somebody else, is refused', () => {
  const earlier = new Map([[messageKey('c1', 'k1'), { ...submission(), seq: 2 }]]);
  expect(codes([submission({ body: 'other' }), submission({ from: ada })], conversation(), earlier)).toEqual([
    'key/reused',
    'key/reused',
  ]);
});

test('nothing is added to a closed conversation, but a lost receipt can still be asked for', () => {
  const closed = conversation({ state: 'closed' });
  expect(codes([submission()], closed, new Map())).toEqual(['conversation/closed']);
  expect(codes([submission()], closed, new Map([[messageKey('c1', 'k1'), { ...submission(), seq: 2 }]]))).toEqual([2]);
});

test('entries of the server have no id of a client and never count as repeated', () => {
  const entries = [submission({ clientId: null, kind: 'joined' }), submission({ clientId: null, kind: 'joined' })];
  expect(codes(entries, conversation(), new Map())).toEqual([5, 6]);
});

test('words are kept as they are, except what cannot be stored', () => {
  expect(readWords('  two\nlines ')).toBe('  two\nlines ');
  expect(readWords('half of a \ud83d character')).toBe('half of a \ufffd character');
  expect(() => readWords('\n\t ')).toThrow(expect.objectContaining({ code: 'body/invalid' }) as Error);
  expect(() => readWords('a\0b')).toThrow(expect.objectContaining({ code: 'body/invalid' }) as Error);
});
