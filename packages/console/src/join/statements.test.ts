import { describe, expect, it } from 'vitest';
import { faultOf, languagesOf, mostStatements, statementsOf } from './statements.ts';

describe('what somebody is good at', () => {
  it('is one statement a line, without bullets, blank lines and repetitions', () => {
    expect(statementsOf(' - PostgreSQL: slow queries\n\n• React forms\r\nReact forms\n   \n')).toEqual([
      'PostgreSQL: slow queries',
      'React forms',
    ]);
    expect(statementsOf('  ')).toEqual([]);
    expect(statementsOf('C++, e-mail - all of it')).toEqual(['C++, e-mail - all of it']);
  });

  it('is told by its line where it cannot be kept', () => {
    expect(faultOf(['SQL', 'x'.repeat(300)])).toBeNull();
    expect(faultOf(['SQL', 'x'.repeat(301)])).toEqual({ line: 2, fault: 'long' });
    expect(faultOf(['x'])).toEqual({ line: 1, fault: 'short' });
    expect(faultOf(Array.from({ length: mostStatements + 1 }, (_, n) => `Thing ${n}`))).toEqual({
      line: 21,
      fault: 'many',
    });
    expect(faultOf([])).toBeNull();
  });
});

it('languages are the browser’s first three, each once, without regions', () => {
  expect(languagesOf(['de-AT', 'de', 'en-US', 'fr', 'it'])).toEqual(['de', 'en', 'fr']);
  expect(languagesOf(['', 'x'])).toEqual([]);
});
