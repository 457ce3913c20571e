import { describe, expect, it } from 'vitest';
import { fingerprint, messageTemplate } from './fingerprint.ts';

describe('a message as a template', () => {
  it.each([
    ["Cannot read properties of undefined (reading 'total')", 'Cannot read properties of undefined (reading ‹value›)'],
    ['Invoice 2041 of ada@example.com failed', 'Invoice ‹n› of ‹e-mail› failed'],
    ['GET https://api.test/v1/x?token=1 500', 'GET ‹url› ‹n›'],
    ['no row 0190c7a0-0000-7000-8000-000000000002', 'no row ‹id›'],
    ['took 12.5 s,  then\n 3,000 ms', 'took ‹n› s, then ‹n› ms'],
  ])('%s', (message, template) => expect(messageTemplate(message)).toBe(template));

  it('stays short', () => expect(messageTemplate('word '.repeat(1_000)).length).toBeLessThanOrEqual(300));
});

describe('a fingerprint', () => {
  it('is equal for one problem and different for another', () => {
    const of = (message: string) => fingerprint('error', messageTemplate(message));
    expect(of('Invoice 1 failed')).toBe(of('Invoice 22 failed'));
    expect(of('Invoice 1 failed')).not.toBe(of('Order 1 failed'));
    expect(fingerprint('a', 'b')).not.toBe(fingerprint('ab', ''));
  });

  it('has the form that the wire asks for, and hardly ever meets another', () => {
    const all = new Set(Array.from({ length: 20_000 }, (_, at) => fingerprint('error', `message ${at}`)));
    expect(all.size).toBe(20_000);
    for (const one of [...all].slice(0, 100)) expect(one).toMatch(/^[0-9a-f]{14}$/);
  });
});
