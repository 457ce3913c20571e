import { describe, expect, it } from 'vitest';
import { sortBatch } from './signal.ts';

const now = Date.parse('2026-03-02T09:00:00.000Z');
const signal = (more: object = {}) => ({
  ...{
    id: '0190c7a0-0000-7000-8000-000000000001',
    kind: 'click.rage',
    at: '2026-03-02T08:59:50.000Z',
    page: '/invoices',
  },
  ...{ count: 3, weight: 45 },
  ...more,
});
const sort = (signals: unknown[], sentAt = '2026-03-02T09:00:00.000Z') => sortBatch({ sentAt, signals }, now);

describe('a batch of signals', () => {
  it('keeps what is right when something beside it is wrong, and names field and reason', () => {
    const { good, rejected } = sort([
      signal(),
      signal({ count: 0 }),
      'nonsense',
      signal({ kind: 'mind.reading' }),
      signal({ extra: 1 }),
    ]);
    expect(good).toHaveLength(1);
    expect(rejected.map(({ index, error }) => [index, error.field])).toEqual([
      [1, '/count'],
      [2, ''],
      [3, '/kind'],
      [4, '/extra'],
    ]);
    for (const { error } of rejected) expect(error.reason).not.toBe('');
  });

  it('takes kinds of the host’s own', () =>
    expect(sort([signal({ kind: 'custom.checkout-slow' })]).good).toHaveLength(1));

  it('corrects the page’s clock by when the batch was sent', () => {
    const anHourAhead = sort([signal({ at: '2026-03-02T09:59:50.000Z' })], '2026-03-02T10:00:00.000Z');
    expect(anHourAhead.good[0]!.at.toISOString()).toBe('2026-03-02T08:59:50.000Z');
  });

  it('lets nothing happen in the future, and nothing that is more than a day old', () => {
    expect(sort([signal({ at: '2026-03-02T09:00:30.000Z' })]).good[0]!.at.getTime()).toBe(now);
    expect(sort([signal({ at: '2026-03-01T08:00:00.000Z' })]).rejected[0]!.error.field).toBe('/at');
  });
});
