import { describe, expect, it } from 'vitest';
import { wouldOffer, type PastStruggle } from './would-offer.ts';

const dayMs = 24 * 60 * 60_000;
const begin = Date.parse('2026-03-02T09:00:00Z');
const struggle = (day: number, more: Partial<PastStruggle> = {}): PastStruggle => ({
  ...{ visitorId: 'ana', visitId: `visit of day ${day}`, at: new Date(begin + day * dayMs) },
  ...{ page: '/checkout', agreedScore: 70, ...more },
});
const count = (threshold: number, struggles: PastStruggle[], hasCaps = true) => {
  const counter = wouldOffer(threshold, hasCaps);
  counter.add(struggles);
  return counter.result();
};

describe('what a threshold would have brought', () => {
  it('counts struggles that reach it', () => {
    const struggles = [struggle(0, { agreedScore: 59 }), struggle(1, { agreedScore: 60 }), struggle(2)];
    expect([45, 60, 75].map((threshold) => count(threshold, struggles).offers)).toEqual([2, 2, 0]);
    expect(count(60, struggles)).toMatchObject({ threshold: 60, offers: 2, people: 1 });
  });

  it('is one offer a visit', () => {
    const again = struggle(0, { at: new Date(begin + 600_000), agreedScore: 95 });
    expect(count(60, [struggle(0), again])).toMatchObject({ offers: 1, people: 1 });
    expect(count(60, [struggle(0), struggle(0, { visitorId: 'bo', visitId: 'another' })])).toMatchObject({ offers: 2 });
  });

  it('is two offers within any seven days of a person', () => {
    const offersOn = (...days: number[]) =>
      count(
        60,
        days.map((day) => struggle(day)),
      ).offers;
    expect(offersOn(0, 1, 2, 6)).toBe(2);
    expect(offersOn(0, 1, 7)).toBe(3);
    expect(offersOn(0, 6, 7, 8, 13, 14)).toBe(5);
    const others = [0, 1, 2].map((day) => struggle(day, { visitorId: 'bo', visitId: `bo ${day}` }));
    expect(count(60, [...[0, 1, 2].map((day) => struggle(day)), ...others])).toMatchObject({ offers: 4, people: 2 });
  });

  it('has no caps in the demo', () => {
    expect(count(60, [struggle(0), struggle(0), struggle(1), struggle(2)], false)).toMatchObject({
      offers: 4,
      people: 1,
    });
  });

  it('is the same whether struggles come at once or in parts', () => {
    const struggles = [0, 1, 2, 8, 9].map((day) => struggle(day));
    const inParts = wouldOffer(60, true);
    for (const one of struggles) inParts.add([one]);
    expect(inParts.result()).toEqual(count(60, struggles));
  });

  it('names the five pages that would have had most', () => {
    const struggles = Array.from({ length: 28 }, (_, n) =>
      struggle(0, { visitorId: `v${n}`, visitId: `v${n}`, page: `/${Math.floor(Math.sqrt(n))}` }),
    );
    expect(count(60, struggles).pages).toEqual([
      { page: '/4', offers: 9 },
      { page: '/3', offers: 7 },
      { page: '/2', offers: 5 },
      ...[
        { page: '/1', offers: 3 },
        { page: '/5', offers: 3 },
      ],
    ]);
  });
});
