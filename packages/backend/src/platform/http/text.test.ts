import { describe, expect, it } from 'vitest';
import { faultOfText } from './text.ts';

describe('text that no database stores', () => {
  it.each([
    ['half a pair of surrogates', { a: ['x', '\ud83d'] }, '/a/1'],
    ['a zero', { 'a/b': { c: 'x\0' } }, '/a~1b/c'],
    ['a broken name', { a: { '\udc00': 1 } }, '/a'],
    ['itself', '\0', ''],
  ])('is found: %s', (_, value, field) => expect(faultOfText(value)).toMatchObject({ field }));

  it('is not found where there is none', () => {
    expect(faultOfText({ a: '😀', b: [1, null, true], c: undefined })).toBeNull();
  });

  it('is looked for as deep as there is anything', () => {
    let deep: unknown = '\0';
    for (let depth = 0; depth < 30_000; depth += 1) deep = [deep];
    expect(faultOfText(deep)).toMatchObject({ reason: 'must be valid Unicode without zeros' });
  });
});
