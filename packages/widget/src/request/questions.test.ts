import type { PreChatField } from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { inLanguage } from '../site-words.ts';
import { answersTo, askedOn, firstMissing, refusedQuestion } from './questions.ts';

const order: PreChatField = { id: 'order', kind: 'text', labels: { en: 'Order' }, isRequired: true };
const area: PreChatField = { ...order, id: 'area', isRequired: false, pages: ['/bills/**', '/pay'] };

it('asks everywhere, or on the pages that were named', () => {
  const ids = (path: string) => askedOn([order, area], path).map(({ id }) => id);
  expect([ids('/'), ids('/bills/7'), ids('/pay')]).toEqual([['order'], ['order', 'area'], ['order', 'area']]);
  expect(askedOn(undefined, '/')).toEqual([]);
});

it('insists on what must be answered, with more than spaces', () => {
  expect(firstMissing([area, order], {})).toBe('order');
  expect(firstMissing([area, order], { order: ' ' })).toBe('order');
  expect(firstMissing([area, order], { order: '7' })).toBeNull();
});

it('sends what was answered here, and nothing where that is nothing', () => {
  expect(answersTo([order], { order: ' 7 ', area: 'Bills' })).toEqual({ fields: { order: '7' } });
  expect(answersTo([order], { order: ' ' })).toEqual({});
});

it('knows the question that the server refused', () => {
  expect(refusedQuestion({ code: 'body/invalid', field: '/fields/order' })).toBe('order');
  expect([refusedQuestion({ field: '/text' }), refusedQuestion(new Error('offline')), refusedQuestion(null)]).toEqual([
    null,
    null,
    null,
  ]);
});

it('takes the words of the language, else of its main language, else the first', () => {
  const words = { de: 'Hallo', en: 'Hello' };
  expect(['de-AT', 'en', 'fr'].map((locale) => inLanguage(words, locale))).toEqual(['Hallo', 'Hello', 'Hallo']);
  expect([inLanguage(undefined, 'en'), inLanguage({}, 'en')]).toEqual([undefined, undefined]);
});
