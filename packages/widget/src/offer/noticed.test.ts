import { signalKinds } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { noticedWords, signalWords } from './noticed.ts';

const noticed = {
  at: '2026-03-02T09:00:00Z',
  page: '/',
  target: { tag: 'form', selector: 'form#f' },
  message: 'It broke',
};

describe('every kind of sign is worded for the person', () => {
  it.each(signalKinds)('%s, where it goes along with a request', (kind) => {
    const words = signalWords({ ...noticed, kind, count: 3 });
    expect(words).toMatch(/^[A-Z].{9,} \(3×\)$/);
    expect(words).not.toContain(kind);
  });

  it.each(signalKinds)('%s, at the start of an offer', (code) => {
    const words = noticedWords([{ code, params: { times: 2 } }]);
    expect(words).toMatch(/^[A-Z].*[^.]$/);
    expect(words).not.toBe(noticedWords([]));
  });
});

it('says how often a form was refused, and names what the page allows to name', () => {
  expect(noticedWords([{ code: 'form.invalid-loop', params: { times: 3 } }])).toBe('This form was refused 3 times');
  expect(noticedWords([{ code: 'form.reentry', params: { times: 2, label: 'VAT number' } }])).toBe(
    '“VAT number” is not clear',
  );
});

it('a sign of the host’s own says no more than that something is wrong', () => {
  expect(noticedWords([{ code: 'custom.stuck', params: {} }])).toBe('Something does not work here');
});

it('a rule of the team’s own says that help is there, and not that anything is wrong', () => {
  expect(noticedWords([{ code: 'offer.time', params: { seconds: 30 } }])).toBe('Help with this page is at hand');
});
