import { expect, it } from 'vitest';
import { compared } from './comparison.ts';

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
