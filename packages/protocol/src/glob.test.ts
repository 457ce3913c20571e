import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from './glob.ts';

describe('a path', () => {
  it.each([
    ['/', '/'],
    ['/invoices', '/invoices'],
    ['/invoices', '/invoices/'],
    ['/invoices/', '/invoices'],
    ['/invoices/*', '/invoices/2041'],
    ['/*/edit', '/invoices/edit'],
    ['/invoice-*/edit', '/invoice-7/edit'],
    ['/*.pdf', '/a.b.pdf'],
    ['/a*b*c', '/aXbXbc'],
    ['/invoices/**', '/invoices'],
    ['/invoices/**', '/invoices/2041/lines/3'],
    ['/*/lines/**', '/2041/lines/3/x'],
    ['/**', '/'],
    ['/**', '/anything/at/all'],
    ['/a.c', '/a.c'],
  ])('%s means %s', (glob, path) => expect(matchesGlob(glob, path)).toBe(true));

  it.each([
    ['/', '/invoices'],
    ['/invoices', '/invoices/2041'],
    ['/invoices/*', '/invoices'],
    ['/invoices/*', '/invoices/2041/lines'],
    ['/invoices/**', '/invoicesx'],
    ['/invoices/**', '/'],
    ['/Invoices', '/invoices'],
    ['/*.pdf', '/a.pdf.html'],
    ['/a.c', '/abc'],
    ['/a**/b', '/a/x/b'],
    ['/**/b', '/a/x/b'],
    ['/*', '//'],
  ])('%s does not mean %s', (glob, path) => expect(matchesGlob(glob, path)).toBe(false));

  it('is meant by itself, and by itself with any part of a segment left open', () => {
    const segment = fc.stringMatching(/^[a-z0-9.-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), fc.nat(), (segments, seed) => {
        const path = `/${segments.join('/')}`;
        expect(matchesGlob(path, path)).toBe(true);
        const at = seed % segments.length;
        const cut = seed % segments[at]!.length;
        const open = segments.with(at, `${segments[at]!.slice(0, cut)}*`);
        expect(matchesGlob(`/${open.join('/')}`, path)).toBe(true);
        expect(matchesGlob(`/${segments.slice(0, at).join('/')}${at > 0 ? '/' : ''}**`, path)).toBe(true);
      }),
    );
  });

  it('is judged in no time, however many stars somebody writes', () => {
    const startedAt = Date.now();
    expect(matchesGlob(`/${'*a'.repeat(60)}b`, `/${'a'.repeat(2_000)}`)).toBe(false);
    expect(Date.now() - startedAt).toBeLessThan(100);
  });
});
