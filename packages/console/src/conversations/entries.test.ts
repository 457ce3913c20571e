import { ClientProblem, type LogEntry } from '@harmony-live/client';
import { expect, it } from 'vitest';
import { logMessage, senderName } from './entries.ts';

const entry = (part: Partial<LogEntry>): LogEntry => ({
  key: 'k1',
  seq: 1,
  clientId: null,
  from: { kind: 'visitor', id: 'v1' },
  kind: 'text',
  body: 'Hello',
  at: '2026-11-24T10:00:00.000Z',
  isMine: false,
  delivery: null,
  problem: null,
  ...part,
});

const wordsOf = ({ code }: ClientProblem): string => code;

it('draws what somebody else wrote without a state of delivery', () => {
  expect(logMessage(entry({}), wordsOf)).toEqual({
    id: 'k1',
    kind: 'text',
    from: { id: 'v1', name: 'Visitor' },
    isMine: false,
    body: 'Hello',
    at: '2026-11-24T10:00:00.000Z',
  });
});

it('says in words why an own message was refused', () => {
  const problem = new ClientProblem('role/insufficient', 403, 'No.');
  expect(logMessage(entry({ isMine: true, delivery: 'failed', problem }), wordsOf)).toMatchObject({
    state: 'failed',
    failure: 'role/insufficient',
  });
});

it('gives the system an identity of its own', () => {
  expect(logMessage(entry({ from: { kind: 'system' }, kind: 'closed' }), wordsOf).from).toEqual({
    id: 'system',
    name: 'System',
  });
});

it('prefers the name somebody gave', () => {
  expect(senderName({ kind: 'visitor', name: 'Marta' })).toBe('Marta');
});
