import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

it('writes names first, one line a row, quotes what would split a cell', () => {
  expect(toCsv(['day', 'people'], [['2026-03-02', 4]])).toBe('day,people\r\n2026-03-02,4\r\n');
  expect(toCsv(['a'], [['says "no", twice\nover']])).toBe('a\r\n"says ""no"", twice\nover"\r\n');
});

it('leaves empty what is not known, and lets no cell be a formula', () => {
  expect(toCsv(['a', 'b'], [[null, '=HYPERLINK("x")']])).toBe('a,b\r\n,"\'=HYPERLINK(""x"")"\r\n');
  expect(toCsv(['n'], [[-3]])).toBe('n\r\n-3\r\n');
});
