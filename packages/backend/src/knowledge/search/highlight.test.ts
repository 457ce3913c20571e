import { describe, expect, it } from 'vitest';
import { highlightsOf } from './highlight.ts';
import { indexQuestion } from './terms.ts';

const highlights = (text: string, question: string) =>
  highlightsOf(text, new Set(indexQuestion(question, []).terms), []);
const marked = ({ text, marks }: { text: string; marks: [number, number][] }) =>
  marks.map(([from, to]) => text.slice(from, to));

describe('highlights', () => {
  it('are the pieces with most of the question, in the order of the text, with marks on its words', () => {
    const text = 'Open the page. Choose a tax rate. Press Save on the invoice.\nNothing here.';
    const found = highlights(text, 'saving an invoice with this tax');
    expect(found.map((piece) => piece.text)).toEqual(['Choose a tax rate.', 'Press Save on the invoice.']);
    expect(found.map(marked)).toEqual([['tax'], ['Save', 'invoice']]);
  });

  it('are the beginning, unmarked, where nothing is found', () => {
    expect(highlights('One thing.\nAnother.', 'zebra')).toEqual([{ text: 'One thing.', marks: [] }]);
    expect(highlights('', 'zebra')).toEqual([]);
  });

  it('cut long pieces between words, never inside a character', () => {
    for (const { text } of highlights('word '.repeat(200), 'word')) expect(text.length).toBeLessThanOrEqual(160);
    for (const { text } of highlights('😀'.repeat(300) + ' save', 'save')) expect(text.isWellFormed()).toBe(true);
  });
});
