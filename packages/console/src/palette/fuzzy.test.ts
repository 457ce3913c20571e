import { describe, expect, it } from 'vitest';
import { bestOf, fuzzy } from './fuzzy.ts';

const best = (question: string, things: string[]) =>
  bestOf(question, things, (thing) => thing).map(({ thing }) => thing);
const marked = (question: string, text: string) =>
  fuzzy(question, text)?.marks.map(([from, to]) => text.slice(from, to));

describe('what fits', () => {
  it('holds the characters in their order, however they are written', () => {
    expect(best('gq', ['Go to Queue', 'Go to Insights', 'Queue of Gwen'])).toEqual(['Go to Queue']);
    expect(best('EXPÉRT', ['Ask an expert'])).toEqual(['Ask an expert']);
    expect(best('zoe', ['Zoë left'])).toEqual(['Zoë left']);
    expect(best('nobody', ['Anna'])).toEqual([]);
  });

  it('comes first in one piece, at the beginning of a word before its middle', () => {
    expect(best('tax', ['Syntax of rules', 'The ambitious axe', 'What the tax column means'])).toEqual([
      'What the tax column means',
      'Syntax of rules',
      'The ambitious axe',
    ]);
    expect(best('kn', ['Keys and names', 'Knowledge'])[0]).toBe('Knowledge');
  });

  it('is not any long sentence in which the letters happen to stand', () => {
    expect(best('save', ['I cannot see all of the very many entries on that page'])).toEqual([]);
  });

  it('is everything, in its order, while nothing is asked', () => {
    expect(best('  ', ['b', 'a'])).toEqual(['b', 'a']);
  });

  it('is cut to as many as there is room for', () => {
    expect(bestOf('a', ['a', 'ab', 'abc'], (thing) => thing, 2)).toHaveLength(2);
  });
});

describe('marks', () => {
  it('stand on the characters that were found, in the text as it was written', () => {
    expect(marked('tax', 'What the Tax column means')).toEqual(['Tax']);
    expect(marked('gq', 'Go to Queue')).toEqual(['G', 'Q']);
    expect(marked('zoe', '😀 Zoë')).toEqual(['Zoë']);
  });
});
