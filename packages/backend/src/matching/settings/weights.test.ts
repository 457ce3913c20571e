import { describe, expect, test } from 'vitest';
import { defaultWeights, termNames } from '../weights.ts';
import { changeWeights, rangeOf, toRoutingWeights } from './weights.ts';

describe('weights of a site', () => {
  test('are all terms in their order, each default within its range', () => {
    const all = toRoutingWeights({ ...defaultWeights, meaning: 0.2 });
    expect(all.map(({ name }) => name)).toEqual([...termNames]);
    expect(all[0]).toEqual({ name: 'meaning', value: 0.2, default: 0.6, least: 0, most: 1 });
    for (const { default: usual, least, most } of all) expect(usual >= least && usual <= most).toBe(true);
  });

  test('only add or only take away', () => {
    expect(rangeOf('activity')).toEqual({ least: 0, most: 1 });
    expect(rangeOf('fatigue')).toEqual({ least: -1, most: 0 });
  });
});

describe('a change of weights', () => {
  test('is kept where it differs from the default, beside what was set before', () => {
    expect(changeWeights({ idle: 0.2 }, { activity: 0.3, meaning: 0.6 })).toEqual({ idle: 0.2, activity: 0.3 });
  });
  test('with null goes back to the default, and nothing is what it was', () => {
    expect(changeWeights({ idle: 0.2, load: 0 }, { idle: null })).toEqual({ load: 0 });
    expect(changeWeights({ idle: 0.2 })).toEqual({ idle: 0.2 });
  });
  test('takes the ends of the range, and is as exact as a score', () => {
    const changes = { meaning: 0, activity: 1, fatigue: -1, load: 0.123_456 };
    expect(changeWeights({}, changes)).toEqual({ ...changes, load: 0.1235 });
  });
  test.each([
    ['meaning', 1.01, /from 0 to 1/],
    ['meaning', -0.1, /from 0 to 1/],
    ['fatigue', 0.1, /from -1 to 0/],
    ['meaning', NaN, /from 0 to 1/],
    ['charm', 0.1, /no term of the score; there are meaning, activity/],
    ['toString', 0.1, /no term/],
  ])('of %s to %d is refused, by its name', (name, value, reason) => {
    let thrown: unknown;
    try {
      changeWeights({}, { [name]: value });
    } catch (error) {
      thrown = error;
    }
    const extras = { field: `/weights/${name}`, reason: expect.stringMatching(reason) as string };
    expect(thrown).toMatchObject({ code: 'body/invalid', extras });
  });
});
