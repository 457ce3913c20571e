import type { PreChatField } from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { emptyQuestion, fieldsOf, questionsDraft, saysSame, textsOf, wordsDraft } from './draft.ts';

it('words come back as they were, and what is empty is left out', () => {
  const texts = { en: { title: 'Ask us', greeting: 'Hello' }, de: { greeting: 'Hallo' } };
  expect(textsOf(wordsDraft(texts, 'en'))).toEqual(texts);
  expect(wordsDraft({}, 'pt')).toEqual([{ tag: 'pt', title: '', greeting: '' }]);
  expect(textsOf([{ tag: 'en', title: ' ', greeting: '' }])).toEqual({});
});

it('words that say the same are known in any order', () => {
  const rows = [
    { tag: 'en', title: 'Ask us ', greeting: '' },
    { tag: 'de', title: 'Fragen', greeting: '' },
  ];
  expect(saysSame(rows, { de: { title: 'Fragen' }, en: { title: 'Ask us' } })).toBe(true);
  expect(saysSame(rows, { en: { title: 'Ask us' } })).toBe(false);
  expect(saysSame([{ tag: 'en', title: '', greeting: '' }], {})).toBe(true);
});

it('questions come back as they were', () => {
  const fields: PreChatField[] = [
    { id: 'order', kind: 'text', labels: { en: 'Order' }, isRequired: true },
    {
      ...{ id: 'area', kind: 'choice', labels: { en: 'Area', de: 'Bereich' }, isRequired: false },
      ...{ choices: ['Bills', 'Other'], pages: ['/bills/**'] },
    },
  ];
  expect(fieldsOf(questionsDraft(fields))).toEqual(fields);
});

it('a new question gets an id of its words that nobody has', () => {
  const named = (label: string, id = '') => ({ ...emptyQuestion('en'), id, labels: [{ tag: 'en', label }] });
  const ids = fieldsOf([
    named('', 'order-number'),
    named('Order number?'),
    named('1. Größe'),
    named('愛'),
    named('愛'),
  ]);
  expect(ids.map(({ id }) => id)).toEqual(['order-number', 'order-number-2', 'gro-e', 'question', 'question-2']);
});
