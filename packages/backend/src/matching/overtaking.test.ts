import { expect, it } from 'vitest';
import { nextOf, overtakeMs } from './overtaking.ts';

const waits = (...fits: number[]) => fits.map((fit, index) => ({ place: index * 1_000, fit }));

it('is who waits longest, unless the free expert suits another clearly better', () => {
  expect(nextOf(waits(0.3))).toBe(0);
  expect(nextOf(waits(0.3, 0.35, 0.1))).toBe(0);
  expect(nextOf(waits(0.1, 0.5, 0.3, 0.6))).toBe(3);
});

it('is the earlier of two who are suited alike', () => {
  expect(nextOf(waits(0.1, 0.6, 0.6))).toBe(1);
});

it('is never one that came over three minutes later, however well suited', () => {
  const late = { place: overtakeMs + 1, fit: 1 };
  expect(nextOf([{ place: 0, fit: 0 }, late])).toBe(0);
  expect(
    nextOf([
      { place: 0, fit: 0 },
      { ...late, place: overtakeMs },
    ]),
  ).toBe(1);
});
