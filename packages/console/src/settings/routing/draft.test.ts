import type { RankedExpert, SiteRouting } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { barParts, changesOf, heldWeights, isChanged, mainTerms, mostScore, tried, weightOf } from './draft.ts';

const expert = (name: string, values: Record<string, number>): RankedExpert => ({
  ...{ expertId: name, name, email: `${name}@example.com`, score: 0, reasons: [] },
  terms: Object.entries(values).map(([term, value]) => ({ name: term, value, weight: 99 })),
});
const held = { meaning: 0.6, activity: 0.2, fatigue: -0.1 };
const near = expert('near', { meaning: 1, activity: 0, fatigue: 0 });
const busy = expert('busy', { meaning: 0.2, activity: 1, fatigue: 1 });

it('the weights that hold are read by their names', () => {
  const weight = { default: 0.6, least: 0, most: 1 };
  const routing: SiteRouting = { weights: [{ name: 'meaning', value: 0.5, ...weight }], baselineShare: 0 };
  expect(heldWeights(routing)).toEqual({ meaning: 0.5 });
});

it('only what was changed is sent', () => {
  expect(changesOf(held, { ...held, activity: 0.3 })).toEqual({ activity: 0.3 });
  expect([isChanged(held, { ...held }), isChanged(held, { ...held, fatigue: 0 })]).toEqual([false, true]);
});

describe('the experts of a test under other weights', () => {
  it('come in their new order, with where they were', () => {
    const order = tried([near, busy], held, { ...held, activity: 1 }).map(({ name, was, now }) => [name, was, now]);
    expect(order).toEqual([
      ['busy', 2, 1],
      ['near', 1, 2],
    ]);
  });
  it('have scores that are the sum of what their terms bring', () => {
    const [first, second] = tried([near, busy], held, held);
    expect([first!.score, second!.score]).toEqual([0.6, 0.22]);
    expect(second!.terms.map(({ counts }) => counts)).toEqual([0.12, 0.2, -0.1]);
  });
  it('stay in the server’s order where they are equal', () => {
    const same = [expert('b', { meaning: 0.5 }), expert('a', { meaning: 0.5 })];
    expect(tried(same, held, held).map(({ name }) => name)).toEqual(['b', 'a']);
  });
});

describe('a drawn score', () => {
  const terms = tried([busy], held, held)[0]!.terms;
  it('has a part for each main term, the others together, and what is taken away over their end', () => {
    expect(mainTerms({ load: 0.01, idle: 0.02, ...held })).toEqual(['idle', 'meaning', 'activity']);
    expect(mostScore(terms)).toBe(0.8);
    expect(barParts(terms, held).map(({ tone, from, size }) => [tone, Math.round(from), Math.round(size)])).toEqual([
      [1, 0, 15],
      [2, 15, 25],
      [-1, 28, 13],
    ]);
  });
  it('takes away no more than there is', () => {
    const parts = barParts([{ name: 'fatigue', value: 1, weight: -1, counts: -1 }], held);
    expect(parts).toEqual([]);
  });
});

it.each([
  ['0.3', 0.3],
  [' 1 ', 1],
  ['0.123456', 0.1235],
  ['1.1', null],
  ['-0.1', null],
  ['much', null],
  ['', null],
])('a typed weight %j is %s', (typed, weight) => expect(weightOf(typed, { least: 0, most: 1 })).toBe(weight));
it('a weight that takes away is below nought', () => {
  expect([weightOf('-0.5', { least: -1, most: 0 }), weightOf('0.5', { least: -1, most: 0 })]).toEqual([-0.5, null]);
});
