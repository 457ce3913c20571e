import { expect, test } from 'vitest';
import { languageName, reasonLines, reasonWords } from './reasons.ts';

const statement = { code: 'statement', params: { statement: 'I debug slow queries', similarity: 0.8 } };

test('an expert is told what they said about themselves, in quotes', () => {
  expect(reasonWords(statement, 'expert')).toBe('You said: “I debug slow queries”');
});

test('a seeker is told the same without guessing at the expert', () => {
  expect(reasonWords(statement, 'seeker')).toBe('Says: “I debug slow queries”');
});

test.each([
  [{ code: 'language', params: { tag: 'pt-BR' } }, 'You speak Brazilian Portuguese', 'Speaks Brazilian Portuguese'],
  [{ code: 'idle', params: { idleMs: 240_000 } }, 'You have been free for 4 min', 'Free for 4 min'],
  [{ code: 'solved', params: {} }, 'You solved a problem like this', 'Has solved a problem like this'],
  [{ code: 'familiar' }, 'You helped this person before', 'Has helped you before'],
  [{ code: 'wished' }, 'This person asked for you', 'You asked for them'],
  [{ code: 'active' }, 'You have solved many problems lately', 'Has solved many problems lately'],
  [{ code: 'available' }, 'You are available', 'Available now'],
  [{ code: 'alone' }, 'You are the only one available', 'The only one available now'],
])('%o has words for both', (reason, toExpert, toSeeker) => {
  expect(reasonWords(reason, 'expert')).toBe(toExpert);
  expect(reasonWords(reason, 'seeker')).toBe(toSeeker);
});

test('what somebody else asked is told to experts alone, and so is who is new', () => {
  const reasons = [{ code: 'solved', params: { problem: 'The index is lost' } }, { code: 'newcomer' }];
  expect(reasonLines(reasons, 'expert')).toEqual([
    'You solved a problem like this: “The index is lost”',
    'You are new here, and get your chance',
  ]);
  expect(reasonLines(reasons, 'seeker')).toEqual(['Has solved a problem like this']);
});

test('a code or a parameter that is not understood is left out, not shown raw', () => {
  const odd = [
    { code: 'moon-phase' },
    { code: 'statement', params: { statement: 7 } },
    { code: 'language' },
    { code: 'idle' },
  ];
  expect(reasonLines([...odd, { code: 'available' }], 'seeker')).toEqual(['Available now']);
});

test('a language is named on the screen, and stays its tag where nobody knows it', () => {
  expect(languageName('de', 'en')).toBe('German');
  expect(languageName('ja', 'de')).toBe('Japanisch');
  expect(languageName('not a tag', 'en')).toBe('not a tag');
});
