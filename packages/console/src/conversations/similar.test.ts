import { expect, it } from 'vitest';
import { outcomeWords } from './earlier.ts';
import { nearOf, passageOf, questionOf } from './similar.ts';

it('looks for the person’s words, and for what went wrong where they wrote none', () => {
  const at = '2026-11-24T10:00:00.000Z';
  const context = {
    errors: [{ message: 'TaxRateRetired', at }],
    signals: [{ kind: 'click.dead', at, page: '/', count: 1 }],
  };
  expect(questionOf({ text: ' Saving fails ', context })).toBe('Saving fails');
  expect(questionOf({ text: ' ', context })).toBe('TaxRateRetired');
  expect(questionOf({ text: '', context: {} })).toBe('');
  expect(questionOf({ text: '😀'.repeat(300), context: {} }).isWellFormed()).toBe(true);
  expect(questionOf({ text: 'x'.repeat(900), context: {} })).toHaveLength(400);
});

it('leaves out what is much further from the question than the best', () => {
  expect(nearOf([{ score: 0.5 }, { score: 0.31 }, { score: 0.2 }])).toEqual([{ score: 0.5 }, { score: 0.31 }]);
  expect(nearOf([])).toEqual([]);
});

it('inserts title and gist', () => {
  expect(passageOf({ title: 'Saving fails', gist: 'Choose another rate.' })).toBe(
    'Saving fails\n\nChoose another rate.',
  );
});

it('says how a conversation came out', () => {
  expect(outcomeWords({ state: 'resolved', how: 'confirmed', rating: 4 })).toBe('solved, rated 4');
  expect(outcomeWords({ state: 'resolved', how: 'assumed', rating: null })).toBe('counted as solved');
  expect(outcomeWords({ state: 'closed', how: null, rating: null })).toBe('ended without a solution');
  expect(outcomeWords({ state: 'open', how: null, rating: null })).toBe('still goes on');
});
