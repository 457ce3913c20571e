import { expect, it } from 'vitest';
import { lineThrough, points, spread, ticks } from './scale.ts';

it('makes a scale of whole round numbers that holds the largest value', () => {
  expect(ticks(0)).toEqual([0, 1]);
  expect(ticks(3)).toEqual([0, 1, 2, 3]);
  expect(ticks(7)).toEqual([0, 2, 4, 6, 8]);
  expect(ticks(77)).toEqual([0, 20, 40, 60, 80]);
  expect(ticks(1_001)).toEqual([0, 500, 1_000, 1_500]);
});

it('spreads values over the box, nought at its foot and the top at its head', () => {
  const box = { left: 10, right: 30, top: 0, bottom: 100 };
  expect(points([0, 5, 10], 10, box)).toEqual([
    { x: 10, y: 100 },
    { x: 20, y: 50 },
    { x: 30, y: 0 },
  ]);
  expect(lineThrough(points([0, 10], 10, box))).toBe('M10.0 100.0L30.0 0.0');
  expect(points([4], 10, box)).toEqual([{ x: 10, y: 60 }]);
});

it('names the first and the last place and some between', () => {
  expect(spread(3, 5)).toEqual([0, 1, 2]);
  expect(spread(30, 5)).toEqual([0, 7, 15, 22, 29]);
});
