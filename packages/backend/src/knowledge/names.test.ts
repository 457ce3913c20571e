import { describe, expect, it } from 'vitest';
import { hideNames } from './names.ts';

describe('names', () => {
  const names = { seeker: ['Inês Duarte'], helpers: ['Grace Okafor', 'Mark'] };
  it.each([
    ['Thanks, INÊS DUARTE here', 'Thanks, ‹name› here'],
    ['inês asked, Duarte paid', '‹name› asked, ‹name› paid'],
    ['Inês’s invoice', '‹name› invoice'],
    ['Grace will call, Okafor too', '‹name› will call, ‹name› too'],
    ['mark it as paid within the grace period', 'mark it as paid within the grace period'],
    ['Inesita and Duartes are others', 'Inesita and Duartes are others'],
  ])('hides names that are given: %s', (text, scrubbed) => expect(hideNames(text, names)).toBe(scrubbed));

  it('takes names with signs of patterns in them for what they are', () => {
    expect(hideNames('A. (Bo) [x]* wrote', { seeker: ['A. (Bo) [x]*'], helpers: [] })).toBe('‹name› wrote');
    expect(hideNames('nothing', { seeker: ['', ' ', '.*'], helpers: ['(('] })).toBe('nothing');
  });
});
