import { describe, expect, it } from 'vitest';
import { draftOf, stepsOf, titleOf, type SolvedCase } from './capture.ts';

const solved = (change: Partial<SolvedCase> = {}): SolvedCase => ({
  question: 'Saving fails. It worked yesterday.',
  topic: null,
  firstWords: '',
  context: {},
  solution: 'Choose another rate. Press Save.',
  how: 'confirmed',
  language: 'en',
  names: { seeker: [], helpers: [] },
  ...change,
});

describe('a title', () => {
  it.each([
    ['Saving fails. It worked yesterday.', 'Saving fails'],
    ['Hi! My invoice is gone, why? Please help', 'My invoice is gone, why?'],
    ['Hello Ada,\nthe list is empty', 'the list is empty'],
    ['Version 2.5 is slow, e.g. on phones. Why?', 'Version 2.5 is slow, e.g. on phones'],
    ['  spread \t over\nlines', 'spread over'],
    ['', ''],
  ])('is the first sentence without its greeting: %j', (text, title) => expect(titleOf(text)).toBe(title));

  it('is cut at a word after 120 characters', () => {
    const title = titleOf('word '.repeat(60));
    expect(title.length).toBeLessThanOrEqual(120);
    expect(title).toMatch(/word…$/);
    expect(titleOf('x'.repeat(500)).length).toBeLessThanOrEqual(120);
    expect(titleOf('😀'.repeat(200)).isWellFormed()).toBe(true);
  });
});

describe('steps', () => {
  it.each([
    ['Open it.\nPress Save.', ['Open it.', 'Press Save.']],
    ['1. Open it\n2) Press Save\n- Wait', ['Open it', 'Press Save', 'Wait']],
    ['Open it. Press Save! Then wait 2.5 s.', ['Open it.', 'Press Save!', 'Then wait 2.5 s.']],
    ['Hi there,\nReload.', ['Reload.']],
    [' \n ', []],
  ])('are the lines, or the sentences of the only one: %j', (text, steps) => expect(stepsOf(text)).toEqual(steps));

  it('lose nothing where there are too many', () => {
    const lines = Array.from({ length: 50 }, (_, n) => `Step ${n}`);
    expect(stepsOf(lines.join('\n')).join(' ')).toBe(lines.join(' '));
  });
});

describe('a draft', () => {
  it('says honestly how it came about, and when it is only assumed', () => {
    expect(draftOf(solved())!.body).toContain('word for word');
    expect(draftOf(solved())!.body).not.toContain('assumed');
    expect(draftOf(solved({ how: 'assumed' }))!.body).toContain('is assumed');
    expect(draftOf(solved({ language: 'de-AT' }))!.body).toContain('Wörtlich');
  });

  it('abstains without words that solve, or a problem that anybody could look for', () => {
    expect(draftOf(solved({ solution: ' ' }))).toBeNull();
    expect(draftOf(solved({ solution: 'Hello!' }))).toBeNull();
    expect(draftOf(solved({ question: '' }))).toBeNull();
  });

  it('takes its title from what there is: topic, first words, error', () => {
    const errors = [{ message: 'TypeError: x is undefined', at: '2026-03-02T09:00:00.000Z' }];
    expect(draftOf(solved({ question: '', topic: 'Billing' }))!.title).toBe('Billing');
    expect(draftOf(solved({ question: '', firstWords: 'It hangs' }))!.title).toBe('It hangs');
    expect(draftOf(solved({ question: '', context: { errors } }))!.title).toBe('TypeError: x is undefined');
  });

  it('names each error once, the page without its query, and each fingerprint once', () => {
    const signal = {
      kind: 'error.uncaught',
      at: '2026-03-02T09:00:00.000Z',
      page: '/invoices/:id',
      message: 'Boom',
      fingerprint: 'a1b2c3d4',
      count: 1,
    };
    const draft = draftOf(solved({ context: { page: { path: '/other?email=a@b.test' }, signals: [signal, signal] } }))!;
    expect(draft).toMatchObject({ page: '/invoices/:id', fingerprints: ['a1b2c3d4'] });
    expect(draft.body.match(/Boom/g)).toHaveLength(1);
    const other = draftOf(solved({ context: { page: { path: '/other?email=a@b.test' } } }))!;
    expect(other.page).toBe('/other');
  });
});
