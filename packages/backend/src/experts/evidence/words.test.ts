import { describe, expect, test } from 'vitest';
import { wordsOf } from './words.ts';

describe('the words of a request', () => {
  const context = { page: { path: '/invoices/:id', title: 'Invoice' }, errors: [{ message: 'TypeError: x', at: '' }] };

  test('are the person’s own', () => {
    expect(wordsOf({ text: 'The form does nothing', topic: 'Forms', fields: { order: '12' }, context })).toBe(
      'The form does nothing\nForms\n12',
    );
  });

  test('are those of the page where the person said next to nothing', () => {
    expect(wordsOf({ text: 'help!', topic: null, fields: {}, context })).toBe(
      'help!\nTypeError: x\nInvoice\n/invoices/:id',
    );
  });
});
