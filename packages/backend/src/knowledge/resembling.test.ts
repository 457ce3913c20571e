import { describe, expect, it } from 'vitest';
import { demoArticles } from '../demo/articles.ts';
import { vectorOf } from '../platform/embeddings/vector.ts';
import { wordsOf } from '../platform/embeddings/words.ts';
import { resemblingFrom, textToCompare } from './articles.ts';

/** The demo's articles by their number, written again as somebody else would. */
const again = [
  {
    of: 0,
    title: 'Sending an invoice fails with something went wrong',
    body: 'The mail server did not take it and nothing was sent. Look whether the invoice is still a draft, wait a minute, press Send invoice again.',
  },
  {
    of: 1,
    title: 'Validation failed when adding a customer',
    body: 'Check name, tax number, e-mail for invoices and postcode. The form does not say which field is wrong.',
  },
  {
    of: 3,
    title: 'Export button does nothing',
    body: 'Select the table of invoices, copy it and paste it into a spreadsheet.',
  },
  {
    of: 10,
    title: 'Page looks old after update',
    body: 'Reload without the cache with Ctrl + Shift + R. Try a private window, and switch off extensions.',
  },
];
type Text = (typeof demoArticles)[number] | (typeof again)[number];
const vector = (text: Text) => vectorOf(wordsOf(textToCompare(text)), () => 1);
const similarity = (a: Text, b: Text): number => {
  const [one, other] = [vector(a), vector(b)];
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
};

describe('two articles resemble each other', () => {
  it.each(again)('when one is the other in other words: $title', (text) => {
    expect(similarity(text, demoArticles[text.of]!)).toBeGreaterThanOrEqual(resemblingFrom);
  });

  it('and not when they are about other things of one product', () => {
    for (const [at, one] of demoArticles.entries()) {
      for (const other of demoArticles.slice(at + 1)) {
        expect(similarity(one, other), `${one.title} · ${other.title}`).toBeLessThan(resemblingFrom);
      }
      for (const text of again.filter(({ of }) => of !== at)) {
        expect(similarity(text, one), `${text.title} · ${one.title}`).toBeLessThan(resemblingFrom);
      }
    }
  });
});
