import { tuningThresholds, type Signal, type StruggleReport } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../detection/score.ts';
import { thresholds } from '../detection/thresholds.ts';
import { createStretches } from './stretches.ts';

const begin = (threshold?: number) => {
  const clock = { now: Date.parse('2026-03-02T09:00:00Z') };
  const told: StruggleReport[] = [];
  let ids = 0;
  const stretches = createStretches({
    now: () => clock.now,
    newId: () => `id-${++ids}`,
    threshold,
    tell: (report) => void told.push(report),
  });
  const hear = (score: number, isAgreed = false, more: Partial<Signal> = {}): void => {
    const signal = {
      ...{ id: 's', kind: 'click.rage', at: '', page: '/invoices/:id', weight: 45, count: 3, fingerprint: 'aaaaaaaa' },
      ...{ target: { tag: 'button', selector: '#save' }, ...more },
    } as Signal;
    const reasons = [{ code: signal.kind, params: { times: signal.count } }];
    stretches.heard({ score, isAgreed, reasons } as unknown as Verdict, [signal]);
  };
  return { clock, told, hear, stretches };
};

describe('a stretch of struggle', () => {
  it('is told from the lowest score for which the server says what it would have brought', () =>
    expect(thresholds.lowestTold).toBe(Math.min(...tuningThresholds)));

  it('begins at the lowest level that an owner may choose, or at the site’s own below that', () => {
    const usual = begin();
    usual.hear(44);
    expect([usual.told, usual.stretches.currentId()]).toEqual([[], undefined]);
    usual.hear(45);
    expect(usual.told).toMatchObject([{ id: 'id-1', score: 45, agreedScore: 0, page: '/invoices/:id' }]);
    const lower = begin(30);
    lower.hear(31);
    expect(lower.told).toHaveLength(1);
  });

  it('is told again under the same id, with its peak, its end, and what was seen at the peak', () => {
    const { clock, told, hear } = begin();
    hear(50);
    clock.now += 20_000;
    hear(80, true, { kind: 'click.error', target: { tag: 'button', selector: '#pay' }, fingerprint: 'bbbbbbbb' });
    clock.now += 30_000;
    hear(60, true);
    expect(new Set(told.map(({ id }) => id))).toEqual(new Set(['id-1']));
    expect(told.at(-1)).toEqual({
      ...{ id: 'id-1', startedAt: '2026-03-02T09:00:00.000Z', at: '2026-03-02T09:00:50.000Z', page: '/invoices/:id' },
      ...{ score: 80, agreedScore: 80, reasons: [{ code: 'click.error', params: { times: 3 } }] },
      ...{ fingerprints: ['bbbbbbbb'], target: { tag: 'button', selector: '#pay' } },
    });
  });

  it('counts as agreed only as high as the score was while it was', () => {
    const { told, hear } = begin();
    hear(70, false);
    hear(50, true);
    expect(told.at(-1)).toMatchObject({ score: 70, agreedScore: 50 });
  });

  it.each([
    ['the score fell below the lowest level', ({ hear }: ReturnType<typeof begin>) => hear(20)],
    ['nothing was noticed for two half-lives', ({ clock }: ReturnType<typeof begin>) => (clock.now += 121_000)],
    ['the clock was set back by an hour', ({ clock }: ReturnType<typeof begin>) => (clock.now -= 3_600_000)],
  ])('ends when %s: the next one is another', (_, happens) => {
    const world = begin();
    world.hear(50);
    happens(world);
    world.hear(55);
    expect(world.told.map(({ id }) => id)).toEqual(['id-1', 'id-2']);
    expect(world.told[1]!.startedAt).toBe(world.told[1]!.at);
  });

  it('belongs to one page', () => {
    const { told, hear } = begin();
    hear(50);
    hear(50, false, { page: '/settings' });
    expect(told.map(({ id, page }) => [id, page])).toEqual([
      ['id-1', '/invoices/:id'],
      ['id-2', '/settings'],
    ]);
  });
});
