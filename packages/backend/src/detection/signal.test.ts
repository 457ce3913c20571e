import { describe, expect, it } from 'vitest';
import { judgeSignals } from './signal.ts';

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
const sort = (signals: unknown[], sentAt = '2026-03-02T09:00:00.000Z') => judgeSignals(signals, { sentAt, now });

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
    const { good, rejected } = sort([
      signal({ at: '2026-03-01T08:00:00.000Z' }),
      signal({ at: '2025-03-02T09:00:00.000Z' }),
      signal({ at: '2026-03-02T09:02:00.000Z' }),
      signal({ at: '9999-12-31T23:59:59.999Z' }),
    ]);
    expect(good).toEqual([]);
    expect(rejected.map(({ error }) => `${error.field} ${error.reason}`)).toEqual([
      ...['/at is more than a day ago', '/at is more than a day ago'],
      ...['/at is later than the batch was sent', '/at is later than the batch was sent'],
    ]);
  });

  it.each([
    ['half a pair of surrogates', { message: 'broken \ud83d' }, '/message'],
    ['a zero character', { page: '/a\0b' }, '/page'],
    ['a zero character in data', { data: { step: 'a\0' } }, '/data/step'],
    ['a broken name in data', { data: { '\udc00': 1 } }, '/data'],
    ['a broken selector', { target: { tag: 'b', selector: '\ud800' } }, '/target/selector'],
    ['a selector of 100 KB', { target: { tag: 'b', selector: 'a'.repeat(100_000) } }, '/target/selector'],
    ['a page of 100 KB', { page: 'a'.repeat(100_000) }, '/page'],
    ['a weight that is no number', { weight: '45' }, '/weight'],
  ])('rejects %s by field, and keeps its neighbours', (_, wrong, field) => {
    const other = signal({ id: '0190c7a0-0000-7000-8000-000000000002' });
    const { good, rejected } = sort([other, signal(wrong)]);
    expect(good).toHaveLength(1);
    expect(rejected).toMatchObject([{ index: 1, error: { field } }]);
  });

  it('takes one id for one signal', () => {
    const upper = signal({ id: signal().id.toUpperCase() });
    const { good, repeated, rejected } = sort([signal(), upper, signal({ count: 4 })]);
    expect([good.length, repeated]).toEqual([1, 1]);
    expect(rejected).toEqual([{ index: 2, error: { field: '/id', reason: 'was given to another one' } }]);
  });

  it('scrubs every text again', () => {
    const mail = 'ana@example.com';
    const { good } = sort([
      signal({
        message: mail,
        page: `/u/${mail}`,
        target: { tag: 'a', selector: `#${mail}`, label: mail },
        data: { a: mail, n: 1 },
      }),
    ]);
    expect(JSON.stringify(good)).not.toContain(mail);
    expect(good[0]).toMatchObject({ message: '‹e-mail›', page: '/u/‹e-mail›', data: { a: '‹e-mail›', n: 1 } });
  });
});
