import { describe, expect, it } from 'vitest';
import { beginning, changeOf, consenterOf, isStale, type CallRow, type CallWish } from './call.ts';

const at = new Date('2026-03-02T09:00:00Z');
const call = (more: Partial<CallRow> = {}): CallRow => ({
  ...{
    id: 'call',
    conversationId: 'c',
    media: 'screen' as const,
    state: 'asked' as const,
    startedBy: 'member' as const,
  },
  ...{ visitorConnection: null, memberConnection: 'm1', startedAt: at, connectedAt: null, aliveAt: at },
  ...more,
});
const wish = (state: CallWish['state'], consent = false, reason?: CallWish['reason']): CallWish => ({
  state,
  consent,
  reason,
});
const codeOf = (fn: () => unknown): unknown => {
  try {
    return fn();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a call begins', () => {
  it('by asking, or at once by the visitor who shows their own screen and has said yes', () => {
    expect(beginning('screen', 'member', wish('asked'))).toBe('asked');
    expect(beginning('voice', 'visitor', wish('asked'))).toBe('asked');
    expect(beginning('screen', 'visitor', wish('connecting', true))).toBe('connecting');
  });

  it('in no other way', () => {
    expect(codeOf(() => beginning('screen', 'visitor', wish('connecting')))).toBe('consent/missing');
    expect(codeOf(() => beginning('screen', 'member', wish('connecting', true)))).toBe('call/not-found');
    expect(codeOf(() => beginning('voice', 'visitor', wish('connected', true)))).toBe('call/not-found');
  });
});

describe('a call that was asked for', () => {
  it('waits for whoever will be seen or heard', () => {
    expect(consenterOf({ media: 'screen', startedBy: 'visitor' })).toBe('visitor');
    expect(consenterOf({ media: 'screen', startedBy: 'member' })).toBe('visitor');
    expect(consenterOf({ media: 'voice', startedBy: 'visitor' })).toBe('member');
  });

  it('goes on with their yes, in the tab that gave it', () => {
    expect(changeOf(call(), 'visitor', 'v1', wish('connecting', true))).toEqual({
      ...{ state: 'connecting', bind: 'visitor', isConsent: true },
    });
    expect(codeOf(() => changeOf(call(), 'visitor', 'v1', wish('connecting')))).toBe('consent/missing');
    expect(changeOf(call(), 'member', 'm2', wish('connecting', true))).toBeNull();
  });

  it('ends with their no, or is taken back', () => {
    expect(changeOf(call(), 'visitor', 'v1', wish('ended'))).toEqual({ state: 'ended', reason: 'declined' });
    expect(changeOf(call(), 'member', 'm1', wish('ended'))).toEqual({ state: 'ended', reason: 'stopped' });
  });
});

describe('a call that goes on', () => {
  const going = call({ state: 'connecting', visitorConnection: 'v1' });

  it('belongs to the tabs that began it', () => {
    expect(codeOf(() => changeOf(going, 'visitor', 'v2', wish('connecting', true)))).toBe('version/stale');
    expect(changeOf({ ...going, memberConnection: null }, 'member', 'm7', wish('connecting'))).toEqual({
      ...{ state: 'connecting', bind: 'member', isConsent: false },
    });
  });

  it('follows its page to a new connection', () => {
    expect(changeOf(going, 'visitor', 'v9', wish('recovering'))).toEqual({
      ...{ state: 'recovering', bind: 'visitor', isConsent: false },
    });
    expect(codeOf(() => changeOf(call(), 'visitor', 'v1', wish('connected')))).toBe('call/not-found');
  });

  it('is over once, and stays so', () => {
    const over = call({ state: 'ended' });
    expect(changeOf(over, 'member', 'm1', wish('ended'))).toBeNull();
    expect(codeOf(() => changeOf(over, 'member', 'm1', wish('connected')))).toBe('call/not-found');
  });

  it('is stale after a minute without a sign of life', () => {
    expect(isStale(going, at.getTime() + 60_000)).toBe(false);
    expect(isStale(going, at.getTime() + 60_001)).toBe(true);
  });
});
