import { describe, expect, it } from 'vitest';
import {
  endedWords,
  firstSentence,
  furtherWords,
  longestTitle,
  mainTerms,
  requestMeta,
  requestTitle,
} from './words.ts';

describe('the title of a request', () => {
  it('is the first sentence of what the person wrote', () => {
    expect(firstSentence('The invoice won’t save. It has to go out today!')).toBe('The invoice won’t save');
    expect(firstSentence('Help!\nNothing works')).toBe('Help');
  });

  it('keeps a full stop that ends no sentence', () => {
    expect(firstSentence('Version 4.18.2 breaks the export')).toBe('Version 4.18.2 breaks the export');
  });

  it('cuts a sentence without end at a word', () => {
    const title = firstSentence('word '.repeat(60));
    expect(title.length).toBeLessThanOrEqual(longestTitle + 1);
    expect(title).toMatch(/word…$/);
  });

  it('is the page when nothing was written, and says so when no page was shared either', () => {
    expect(requestTitle({ text: ' ', context: { page: { path: '/checkout' } } })).toBe('/checkout');
    expect(requestTitle({ text: '', context: {} })).toBe('Sent without words');
  });
});

it('tells only what the person shared', () => {
  const context = {
    page: { path: '/checkout' },
    browser: { name: 'Firefox 132', system: 'Linux' },
  };
  expect(requestMeta({ context, language: 'pt' })).toBe('/checkout · Firefox 132, Linux · Portuguese');
  expect(requestMeta({ context: {}, language: 'de' })).toBe('German');
});

it('counts the requests behind the one on screen', () => {
  expect(furtherWords(0)).toBeUndefined();
  expect(furtherWords(1)).toBe('One more waits for you');
  expect(furtherWords(3)).toBe('3 more wait for you');
});

describe('a request that went away by itself', () => {
  it('names who took it', () => {
    expect(endedWords({ state: 'withdrawn', takenBy: 'Grace' })).toBe(
      'Grace took this a moment ago. You are free for the next.',
    );
  });

  it('is not explained to whoever declined it', () => {
    expect(endedWords({ state: 'declined' })).toBeUndefined();
  });
});

describe('what counted', () => {
  const term = (name: string, value: number, weight: number) => ({ name, value, weight });
  it('is the four terms that counted most, for or against, and none that did not count', () => {
    const terms = [term('idle', 1, 0.01), term('meaning', 0.5, 0.6), term('fatigue', 0.5, -0.1), term('load', 0, 0.9)];
    expect(mainTerms(terms).map(({ name }) => name)).toEqual(['meaning', 'fatigue', 'idle']);
    expect(mainTerms([...terms, ...terms])).toHaveLength(4);
  });
});
