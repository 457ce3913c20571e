import { expect, it } from 'vitest';
import { plainWords } from './plain-words.ts';

it('what may name somebody by number, address or key is left out of what is searched for', () => {
  expect(plainWords('My invoice INV-2041 for ada@example.com does not save, at all (really).')).toBe(
    'My invoice for does not save at all really',
  );
  expect(plainWords('Bearer eyJhbGciOi.J9 from /customers/17 on +351 912 345')).toBe('Bearer from on');
});

it('words of any script and with their marks stay, each once', () => {
  expect(plainWords('Können wir’s können? Können')).toBe('Können wir’s können');
  expect(plainWords('请求 失败')).toBe('请求 失败');
  expect(plainWords('')).toBe('');
  expect(
    plainWords(
      Array.from({ length: 60 }, (_, at) => `w${'abcdefghij'[at % 10]}${'abcdef'[Math.floor(at / 10)]}`).join(' '),
    ).split(' '),
  ).toHaveLength(24);
});
