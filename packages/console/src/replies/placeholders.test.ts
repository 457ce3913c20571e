import { describe, expect, it } from 'vitest';
import { askedFor, filled, type Blanks } from './placeholders.ts';

const marta: Blanks = { name: 'Marta', page: '/invoices/:id', expert: 'Ada' };

describe('blanks of a saved reply', () => {
  it('are filled in, however they are written', () => {
    expect(filled('Hello {name}, I look at {page}. {Expert}', marta)).toBe('Hello Marta, I look at /invoices/:id. Ada');
  });

  it('go, with the space before them, where nothing is known', () => {
    expect(filled('Hello {name}, how are you?', { ...marta, name: undefined })).toBe('Hello, how are you?');
    expect(filled('Hello {name}!', { ...marta, name: ' ' })).toBe('Hello!');
    expect(filled('{page}', { ...marta, page: undefined })).toBe('');
  });

  it('are those three: other braces are words', () => {
    expect(filled('{ "a": {other} } {}', marta)).toBe('{ "a": {other} } {}');
  });

  it('take what a name holds as it is', () => {
    expect(filled('Hello {name}', { ...marta, name: '$& {page} $1' })).toBe('Hello $& {page} $1');
  });
});

describe('asking for a saved reply', () => {
  it('is a slash at the beginning of a line, and what is written after it', () => {
    expect(askedFor('/', 1)).toEqual({ from: 0, word: '' });
    expect(askedFor('Hello\n/gre', 10)).toEqual({ from: 6, word: 'gre' });
  });

  it('is no path in a sentence, nor a slash that goes on', () => {
    for (const text of ['Open /settings', '/settings/users', '/ settings', 'and/or', ' /', 'https://a.example']) {
      expect(askedFor(text, text.length), text).toBeNull();
    }
  });

  it('looks at what stands before the caret', () => {
    expect(askedFor('/greet and more', 6)).toEqual({ from: 0, word: 'greet' });
    expect(askedFor('x/greet', 7)).toBeNull();
  });
});
