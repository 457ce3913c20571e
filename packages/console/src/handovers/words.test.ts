import { longestBrief as longestOfProtocol, type Colleague } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { askedWords, found, longestBrief, refusalWords, standingLine, takenBackWords, waitingWords } from './words.ts';

const grace: Colleague = {
  ...{ memberId: 'g', name: 'Grace Hopper', state: 'available', load: 1, capacity: 3 },
  ...{ languages: ['en', 'fr'], isAsked: false },
};
const linus: Colleague = { ...grace, memberId: 'l', name: 'Linus', languages: ['de'], isAsked: true };

it('lets nobody write more than the server takes', () => {
  expect(longestBrief).toBe(longestOfProtocol);
});

it('says what is asked, and of whom', () => {
  expect(askedWords({ kind: 'invite', from: { kind: 'member', name: 'Ada' } })).toBe('Ada asks you to come along');
  expect(askedWords({ kind: 'transfer', from: { kind: 'member', name: 'Ada' } })).toBe('Ada asks you to take over');
  expect(waitingWords({ kind: 'invite', to: { kind: 'member', name: 'Grace' } })).toBe('Grace is asked to come along.');
  expect(waitingWords({ kind: 'transfer', to: { kind: 'member', name: 'Grace' } })).toBe(
    'Grace is asked to take over. It stays as it is until then.',
  );
});

it('says why nobody came, and why a question is gone', () => {
  const refusal = { kind: 'invite', name: 'Grace' } as const;
  expect(refusalWords({ ...refusal, state: 'declined' })).toBe('Grace cannot come now.');
  expect(refusalWords({ ...refusal, state: 'expired' })).toBe('Grace did not answer within five minutes.');
  const taken = { handoverId: 'h', name: 'Ada' };
  expect(takenBackWords({ ...taken, state: 'withdrawn' })).toBe('Ada no longer needs you there.');
  expect(takenBackWords({ ...taken, state: 'expired' })).toBe('The time to answer Ada has passed.');
});

describe('a colleague in the list', () => {
  it('is told with how they stand, what they have, and what they speak', () => {
    expect(standingLine(grace)).toBe('On duty · 1 of 3 conversations · English, French');
    expect(standingLine(linus)).toBe('Being asked · 1 of 3 conversations · German');
  });

  it('is found by name and by language, however it is written', () => {
    const names = (words: string) => found([grace, linus], words).map(({ name }) => name);
    expect(names('')).toEqual(['Grace Hopper', 'Linus']);
    expect(names(' hopper ')).toEqual(['Grace Hopper']);
    expect(names('GERMAN')).toEqual(['Linus']);
    expect(names('nobody')).toEqual([]);
  });
});
