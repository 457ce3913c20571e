import { describe, expect, it } from 'vitest';
import { scrub, scrubJson } from './scrub.ts';

describe('scrub', () => {
  it.each([
    ['write to marta.silva+x@quinta-do-vale.co.pt now', 'write to ‹e-mail› now'],
    ['card 4111 1111 1111 1111 refused', 'card ‹card› refused'],
    ['IBAN DE89 3704 0044 0532 0130 00 is wrong', 'IBAN ‹IBAN› is wrong'],
    ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl', 'got ‹token›'],
    ['key sk_live_4eC39HqLyjWDarjtT1zdp7dc used', 'key ‹token› used'],
    ['Bearer abcdef123456', 'Bearer ‹token›'],
    ['call +49 170 1234567 today', 'call ‹phone› today'],
    ['hash 9f86d081884c7d659a2feaa0c55ad015 differs', 'hash ‹token› differs'],
  ])('takes out what is personal or secret: %s', (text, clean) => expect(scrub(text)).toBe(clean));

  it.each([
    'TypeError: tax_rate is retired since 2026-01-01',
    'order 4111111111111112 not found',
    'invoice 2041, total 1 525,20',
    'GET /api/invoices/0190f5c2-1111-7abc-8def-0123456789ab failed with 500',
    'version 1.24.3 of the-very-long-component-name-of-ours',
    'at 10:42 on 24.11.2026',
  ])('leaves alone what is not: %s', (text) => expect(scrub(text)).toBe(text));

  it('goes through JSON, keys included, and leaves out what stands under a telling key', () => {
    const state = {
      user: { mail: 'a@b.pt', password: 'geheim' },
      steps: ['x@y.de'],
      'z@y.de': 1,
      apiKey: { a: 1 },
      plan: 'pro',
    };
    expect(scrubJson(state)).toEqual({
      user: { mail: '‹e-mail›', password: '‹hidden›' },
      steps: ['‹e-mail›'],
      '‹e-mail›': 1,
      apiKey: '‹hidden›',
      plan: 'pro',
    });
  });
});
