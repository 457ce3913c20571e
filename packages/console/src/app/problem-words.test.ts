import { ClientProblem } from '@harmony-live/client';
import { problems, type ProblemCode } from '@harmony-live/protocol';
import { setScreenLocale } from '@harmony-live/ui/locale.ts';
import { afterEach, expect, test } from 'vitest';
import { fieldWords, problemWords } from './problem-words.ts';

const codes = Object.keys(problems) as ProblemCode[];
const detail = 'What the server said of it, in its English.';
const worded = (code: ProblemCode): string => problemWords(new ClientProblem(code, problems[code].status, detail));

afterEach(() => setScreenLocale('en'));

test.each(codes)('%s has words of the screen, whatever its language', (code) => {
  setScreenLocale('de');
  expect(worded(code)).not.toContain(detail);
});

test('in English the server says most exactly what it refused', () => {
  expect(worded('body/invalid')).toBe(detail);
  expect(worded('server/error')).toBe('The server answered 500. Nothing you wrote is lost.');
  expect(fieldWords({ reason: 'must be at least 12 characters', detail })).toBe('must be at least 12 characters');
});

test('a code of a newer server is told with what it said', () => {
  setScreenLocale('de');
  expect(problemWords(new ClientProblem('team/unknown' as ProblemCode, 409, detail))).toContain(detail);
});
