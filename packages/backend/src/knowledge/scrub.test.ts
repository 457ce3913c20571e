import { describe, expect, it } from 'vitest';
import { scrub } from './scrub.ts';

describe('scrub', () => {
  it.each([
    ['write to ines.duarte+work@example.co.uk please', 'write to ‹e-mail› please'],
    ['card 4111 1111 1111 1111 was refused', 'card ‹card› was refused'],
    ['card 4111-1111-1111-1111', 'card ‹card›'],
    ['DE89 3704 0044 0532 0130 00', '‹IBAN›'],
    ['call +351 912 345 678 now', 'call ‹phone› now'],
    ['call 0049 30 1234567', 'call ‹phone›'],
    ['call (030) 123 45 67', 'call ‹phone›'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123', '‹token›'],
    ['Authorization: Bearer abcdefgh12345678', 'Authorization: Bearer ‹token›'],
    ['sk_live_abcdefgh12345678', '‹token›'],
    ['ghp_abcdefghij0123456789', '‹token›'],
    ['AKIAIOSFODNN7EXAMPLE', '‹token›'],
    ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', '‹token›'],
    ['c2VjcmV0IGtleSBmb3IgMTIzNDU2Nzg5MA==', '‹token›'],
  ])('takes out %s', (text, scrubbed) => expect(scrub(text)).toBe(scrubbed));

  it.each([
    'invoice 4111 1111 1111 1112 is none of a card',
    'order 20260302001 of 2026-03-02 costs 1 240,00',
    'GB82 WEST 1234 5698 7654 33 has a wrong check digit',
    'TypeError: Cannot read properties of undefined (reading ‹text›)',
    '/invoices/0190a5b2-7c11-7e3a-9a52-0d3f7c1f2a11/edit',
    'the-quick-brown-fox-jumps-over-the-lazy-dog',
    'version 12.04.1 on 192.168.0.1',
  ])('leaves %s', (text) => expect(scrub(text)).toBe(text));

  const names = { seeker: ['Inês Duarte'], helpers: ['Grace Okafor', 'Mark'] };
  it.each([
    ['Thanks, INÊS DUARTE here', 'Thanks, ‹name› here'],
    ['inês asked, Duarte paid', '‹name› asked, ‹name› paid'],
    ['Inês’s invoice', '‹name› invoice'],
    ['Grace will call, Okafor too', '‹name› will call, ‹name› too'],
    ['mark it as paid within the grace period', 'mark it as paid within the grace period'],
    ['Inesita and Duartes are others', 'Inesita and Duartes are others'],
  ])('hides names that are given: %s', (text, scrubbed) => expect(scrub(text, names)).toBe(scrubbed));

  it('takes names with signs of patterns in them for what they are', () => {
    expect(scrub('A. (Bo) [x]* wrote', { seeker: ['A. (Bo) [x]*'], helpers: [] })).toBe('‹name› wrote');
    expect(scrub('nothing', { seeker: ['', ' ', '.*'], helpers: ['(('] })).toBe('nothing');
  });
});
