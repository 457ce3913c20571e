import { expect, it } from 'vitest';
import { compared, comparedPoints, comparedSpan } from './comparison.ts';

it('tells a share of what was, with what it is compared with', () => {
  expect(compared(1486, 1881)).toEqual({ change: '−21%', beside: 'from 1,881', direction: 'less' });
  expect(compared(30, 20)).toEqual({ change: '+50%', beside: 'from 20', direction: 'more' });
});

it('tells the difference where a share would make chance look large', () => {
  expect(compared(3, 1)).toEqual({ change: '+2', beside: 'from 1', direction: 'more' });
  expect(compared(0, 19)).toMatchObject({ change: '−19', direction: 'less' });
  expect(compared(5, 0)).toMatchObject({ change: '+5', direction: 'more' });
});

it('says so where nothing changed, and where nothing was kept', () => {
  expect(compared(12.01, 12)).toMatchObject({ change: '', direction: 'same' });
  expect(compared(4, null)).toEqual({
    change: '',
    beside: 'nothing from before to compare with',
    direction: 'unknown',
  });
});

it('tells lengths of time and shares in their own units', () => {
  expect(comparedSpan(112_000, 146_000)).toEqual({ change: '−34 sec', beside: 'from 2 min 26 sec', direction: 'less' });
  expect(comparedSpan(112_400, 112_000)).toMatchObject({ change: '', direction: 'same' });
  expect(comparedSpan(1_000, null)).toMatchObject({ direction: 'unknown' });
  expect(comparedPoints(0.88, 0.85)).toEqual({ change: '+3 points', beside: 'from 85%', direction: 'more' });
  expect(comparedPoints(0.84, 0.85)).toMatchObject({ change: '−1 point', direction: 'less' });
  expect(comparedPoints(0.852, 0.85)).toMatchObject({ change: '', direction: 'same' });
});
