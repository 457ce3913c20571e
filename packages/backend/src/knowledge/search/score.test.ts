import { describe, expect, it } from 'vitest';
import { evidenceOf, rankArticles, rarityOf, type Candidate, type Corpus } from './score.ts';
import { indexArticle, indexQuestion } from './terms.ts';

const texts = [
  { id: 'save', title: 'Save fails on an invoice', text: 'Choose another tax rate and press save.' },
  { id: 'export', title: 'Export to a spreadsheet', text: 'Invoices are written as a file.' },
  { id: 'browser', title: 'Which browsers are supported', text: 'Chrome, Firefox and Safari.' },
];
const candidates = (change: Partial<Candidate> = {}): Candidate[] =>
  texts.map(({ id, ...text }) => ({
    id,
    index: indexArticle(text, []),
    similarity: 0,
    helped: 0,
    notHelped: 0,
    solved: 0,
    ...change,
  }));
const corpus: Corpus = {
  articles: 100,
  titleLength: 4,
  bodyLength: 6,
  having: new Map([
    ['invoic', 60],
    ['save', 5],
    ['spreadsheet', 3],
  ]),
};
const rank = (question: string, all = candidates()) => rankArticles(indexQuestion(question, []), all, corpus);

describe('the score', () => {
  it('puts first what has the rarest words of the question, and leaves out what has none', () => {
    expect(rank('saving an invoice')[0]!.id).toBe('save');
    expect(rank('invoice in a spreadsheet')[0]!.id).toBe('export');
    expect(rank('zzz')).toEqual([]);
  });

  it('finds by letters what was mistyped, and by meaning what shares no letter', () => {
    expect(rank('spredsheat')[0]!.id).toBe('export');
    const near = candidates().map((one) => ({ ...one, similarity: one.id === 'browser' ? 0.6 : 0 }));
    expect(rank('opera', near)[0]!.id).toBe('browser');
  });

  it('lies between 0 and 1', () => {
    for (const { score } of rank('save invoice spreadsheet chrome', candidates({ helped: 1_000, similarity: 1 }))) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });

  it('lets evidence decide between equals and nothing more', () => {
    const twins = [candidates()[0]!, { ...candidates()[0]!, id: 'twin', helped: 9 }];
    expect(rank('save fails', twins).map(({ id }) => id)).toEqual(['twin', 'save']);
    const praised = candidates().map((one) => ({ ...one, helped: one.id === 'export' ? 1_000 : 0 }));
    expect(rank('saving fails on an invoice', praised)[0]!.id).toBe('save');
  });

  it('shrinks evidence towards one half', () => {
    expect(evidenceOf({ helped: 0, notHelped: 0, solved: 0 })).toBe(0.5);
    expect(evidenceOf({ helped: 1, notHelped: 0, solved: 0 })).toBeLessThan(
      evidenceOf({ helped: 9, notHelped: 0, solved: 0 }),
    );
    expect(evidenceOf({ helped: 0, notHelped: 8, solved: 0 })).toBe(0.1);
  });

  it('never calls a term less than common, even where the table is behind', () => {
    expect(rarityOf('invoic', { articles: 10, having: corpus.having })).toBeGreaterThanOrEqual(0);
    expect(rarityOf('unheard', corpus)).toBeGreaterThan(rarityOf('save', corpus));
  });

  it('tells codes apart by their figures', () => {
    const codes = ['E1234', 'E1235'].map((code) => ({
      ...candidates()[0]!,
      id: code,
      index: indexArticle({ title: `Error ${code}`, text: 'Reload.' }, []),
    }));
    expect(rank('what is error e1235', codes)[0]!.id).toBe('E1235');
  });
});
