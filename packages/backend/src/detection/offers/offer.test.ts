import type { OfferAnswer, OfferReport } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { judgeOffers, mayFollow } from './offer.ts';

const now = Date.parse('2026-03-02T09:00:00.000Z');
const offer = (more: object = {}): OfferReport => ({
  ...{ id: '0190c7a0-0000-7000-8000-000000000001', at: '2026-03-02T08:59:50.000Z', page: '/invoices', fate: 'shown' },
  ...more,
});
const judge = (...offers: unknown[]) => judgeOffers(offers, { sentAt: '2026-03-02T09:00:00.000Z', now });

describe('an answer', () => {
  const answers: OfferAnswer[] = ['accepted', 'helped', 'dismissed', 'never', 'ignored'];

  it.each([
    [undefined, answers],
    ['ignored', ['accepted', 'helped', 'dismissed', 'never']],
    ['accepted', ['helped']],
    ['helped', []],
    ['dismissed', []],
    ['never', []],
  ] as const)('after %s may be %j', (known, next) => {
    expect(answers.filter((answer) => mayFollow(known, answer))).toEqual(next);
  });
});

describe('offers of a batch', () => {
  it('are one when they are told twice, with the answer that may follow', () => {
    const { good, repeated } = judge(
      offer(),
      offer({ id: offer().id.toUpperCase(), answer: 'ignored' }),
      offer({ answer: 'accepted' }),
      offer({ answer: 'never' }),
    );
    expect(good).toMatchObject([{ id: offer().id, index: 0, answer: 'accepted' }]);
    expect(repeated).toBe(3);
  });

  it('are not taken for each other', () => {
    const { good, rejected } = judge(offer(), offer({ page: '/home' }), offer({ articleId: offer().id }));
    expect(good).toHaveLength(1);
    expect(rejected).toMatchObject([
      { index: 1, error: { field: '/id' } },
      { index: 2, error: { field: '/id' } },
    ]);
  });

  it.each([
    ['an answer to what nobody saw', { fate: 'shadow', answer: 'dismissed' }, '/answer'],
    ['a rule that cannot be', { ruleId: 'Ana!' }, '/ruleId'],
    ['a time of last year', { at: '2025-03-02T09:00:00.000Z' }, '/at'],
    ['a time to come', { at: '2026-03-02T09:05:00.000Z' }, '/at'],
    ['an id that is none', { struggleId: 'x' }, '/struggleId'],
    ['more than an offer has', { text: 'Need help?' }, '/text'],
  ])('are refused for %s, by field', (_, more, field) => {
    expect(judge(offer(more))).toMatchObject({ good: [], rejected: [{ index: 0, error: { field } }] });
  });
});
