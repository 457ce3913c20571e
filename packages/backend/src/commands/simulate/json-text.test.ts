import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLocatedJson } from './json-text.ts';

it('reads what JSON.parse reads, however it is spaced', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(readLocatedJson(text).value).toEqual(JSON.parse(text));
    }),
  );
});

it('knows where each part stands, and for what is not there the part around it', () => {
  const { placeOf } = readLocatedJson('{\n  "a": [\n    1,\n    {"b/c": true}\n  ]\n}');
  expect(placeOf('/a/0')).toEqual({ line: 3, column: 5 });
  expect(placeOf('/a/1/b~1c')).toEqual({ line: 4, column: 13 });
  expect(placeOf('/a/1/missing')).toEqual({ line: 4, column: 5 });
  expect(placeOf('')).toEqual({ line: 1, column: 1 });
});
