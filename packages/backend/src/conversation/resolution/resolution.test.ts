import type { ConversationState } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { ratingAfter, reopenWithinMs, stepAfter, type Said } from './resolution.ts';

const now = Date.parse('2026-03-02T09:00:00Z');
const states: ConversationState[] = ['open', 'proposed', 'resolved', 'closed'];
const after = (state: ConversationState, said: Said, agoMs = 0): string | null => {
  const resolvedAt = state === 'resolved' ? new Date(now - agoMs) : null;
  try {
    const step = stepAfter({ state, resolvedAt }, said, now);
    return step === null ? null : step.state;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the outcome of a conversation', () => {
  it.each([
    ['member-solved', ['proposed', null, null]],
    ['member-not-yet', [null, 'open', 'open']],
    ['visitor-solved', ['resolved', 'resolved', null]],
    ['visitor-not-yet', [null, 'open', 'open']],
    ['silence', [null, 'resolved', null]],
  ] as const)('after %s, from open, proposed, resolved', (said, expected) => {
    expect(states.map((state) => after(state, said))).toEqual([...expected, 'conversation/closed']);
  });

  it('is confirmed by the visitor and assumed from silence', () => {
    const proposed = { state: 'proposed' as const, resolvedAt: null };
    expect(stepAfter(proposed, 'visitor-solved', now)).toMatchObject({ how: 'confirmed' });
    expect(stepAfter(proposed, 'silence', now)).toMatchObject({ how: 'assumed' });
  });

  it('stands after seven days', () => {
    expect(after('resolved', 'visitor-not-yet', reopenWithinMs)).toBe('open');
    expect(after('resolved', 'visitor-not-yet', reopenWithinMs + 1)).toBe('conversation/closed');
  });
});

describe('a rating', () => {
  it('is given once, and thanks may follow', () => {
    expect(ratingAfter({ rating: null, thanks: null }, 4, null)).toEqual({ rating: 4, thanks: null });
    expect(ratingAfter({ rating: 4, thanks: null }, 4, 'Thank you')).toEqual({ rating: 4, thanks: 'Thank you' });
    expect(ratingAfter({ rating: 4, thanks: 'Thank you' }, 4, 'Thank you')).toBeNull();
    expect(ratingAfter({ rating: 4, thanks: 'Thank you' }, 4, null)).toBeNull();
  });

  it('names the field when another one comes', () => {
    const before = { rating: 4, thanks: 'Thank you' };
    expect(() => ratingAfter(before, 5, null)).toThrow(
      expect.objectContaining({ extras: { field: '/rating', reason: expect.any(String) } }),
    );
    expect(() => ratingAfter(before, 4, 'No')).toThrow(expect.objectContaining({ code: 'key/reused' }));
  });
});
