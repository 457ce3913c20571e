import type { StruggleReport } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { judgeStruggles } from './struggle.ts';

const now = Date.parse('2026-03-02T09:00:00.000Z');
const struggle = (more: Partial<StruggleReport> = {}): StruggleReport => ({
  ...{ id: '0190c7a0-0000-7000-8000-000000000001', page: '/invoices', score: 60, agreedScore: 0 },
  ...{ startedAt: '2026-03-02T08:58:00.000Z', at: '2026-03-02T08:59:00.000Z', fingerprints: [] },
  ...{ reasons: [{ code: 'click.rage', params: {} }], ...more },
});
const judge = (struggles: StruggleReport[], sentAt = '2026-03-02T09:00:00.000Z') =>
  judgeStruggles(struggles, { sentAt, now });

describe('struggles of a batch', () => {
  it('are one when they are told twice, in whichever order: it only grows', () => {
    const later = struggle({
      ...{ at: '2026-03-02T08:59:30.000Z', score: 50, agreedScore: 50, reasons: [{ code: 'nav.loop', params: {} }] },
    });
    for (const told of [
      [struggle(), later],
      [later, struggle()],
    ]) {
      const { good, repeated } = judge(told);
      expect(repeated).toBe(1);
      expect(good).toMatchObject([
        {
          ...{ score: 60, agreedScore: 50, reasons: [{ code: 'click.rage', params: {} }] },
          ...{ startedAt: new Date(struggle().startedAt), at: new Date(later.at), toldMs: Date.parse(later.at) },
        },
      ]);
    }
  });

  it('have both times corrected by the page’s clock', () => {
    const [one] = judge([struggle()], '2026-03-02T08:59:30.000Z').good;
    expect([one!.startedAt.toISOString(), one!.at.toISOString()]).toEqual([
      ...['2026-03-02T08:58:30.000Z', '2026-03-02T08:59:30.000Z'],
    ]);
    expect(one!.toldMs).toBe(Date.parse(struggle().at));
  });

  it('have at least the score that was agreed on, whatever was rounded', () => {
    expect(judge([struggle({ score: 61, agreedScore: 61.4 })]).good).toMatchObject([{ score: 61.4 }]);
  });
});
