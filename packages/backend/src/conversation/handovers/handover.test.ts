import type { Colleague } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { goneBecause, inOrder, leaversOf, whyNobodyComes } from './handover.ts';

const [ada, bob, lead] = ['ada', 'bob', 'lead'];

describe('whether somebody can come', () => {
  it('into a conversation that is open and that somebody has', () => {
    expect(whyNobodyComes({ state: 'open', memberIds: [ada] })).toBeNull();
  });

  it('not once it is proposed, resolved or closed, nor where it waits in the queue', () => {
    for (const state of ['proposed', 'resolved', 'closed'] as const) {
      expect(whyNobodyComes({ state, memberIds: [ada] })?.code).toBe('conversation/closed');
    }
    expect(whyNobodyComes({ state: 'open', memberIds: [] })?.message).toContain('queue');
  });
});

describe('who goes when a colleague has come', () => {
  it('nobody after an invitation', () => {
    expect(leaversOf({ kind: 'invite', fromMemberId: ada }, { memberIds: [ada, bob] })).toEqual([]);
  });

  it('whoever gave it away, and no other', () => {
    const question = { kind: 'transfer', fromMemberId: ada } as const;
    expect(leaversOf(question, { memberIds: [ada, bob] })).toEqual([ada]);
    expect(goneBecause(ada, question)).toBe('handed-over');
  });

  it('all who were in it, where somebody who leads gave it away', () => {
    const question = { kind: 'transfer', fromMemberId: lead } as const;
    expect(leaversOf(question, { memberIds: [ada, bob] })).toEqual([ada, bob]);
    expect(goneBecause(ada, question)).toBe('reassigned');
  });
});

it('puts who can answer at once first, those with the most room before the others, then names', () => {
  const someone = (name: string, state: Colleague['state'], load = 0): Colleague => ({
    ...{ memberId: name, name, state, load, capacity: 3, languages: [], isAsked: false },
  });
  const found = [
    someone('Zoe', 'offline'),
    someone('Quin', 'quiet'),
    someone('Busy', 'available', 2),
    someone('Full', 'full', 3),
    someone('Free', 'available'),
    someone('Also', 'available'),
    someone('Away', 'away'),
  ];
  expect(inOrder(found).map(({ name }) => name)).toEqual(['Also', 'Free', 'Busy', 'Full', 'Quin', 'Away', 'Zoe']);
});
