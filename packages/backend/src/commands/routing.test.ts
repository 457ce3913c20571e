import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultWeights } from '../matching/index.ts';
import { weightsOf } from './routing.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'harmony-replay-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const file = (text: string): string => {
  const path = join(folder, 'weights.json');
  writeFileSync(path, text);
  return path;
};

test('weights come from pairs and files, the later ones over the earlier, the others as they are', () => {
  expect(weightsOf([])).toEqual(defaultWeights);
  expect(weightsOf([file('{ "activity": 0.3, "idle": 0.1 }'), 'idle=0.2', 'fatigue=-0.4'])).toEqual({
    ...{ ...defaultWeights, activity: 0.3, idle: 0.2, fatigue: -0.4 },
  });
});

test.each([
  ['charm=1', /no term "charm"/],
  ['idle=much', /idle must be a number/],
  ['idle=', /idle must be a number/],
  ['idle=3', /idle must be a number from -1 to 1/],
  ['/nonexistent/weights', /neither name=value nor a file/],
])('%s is refused with the reason', (one, complaint) => expect(() => weightsOf([one])).toThrow(complaint));

test.each([
  ['[1]', /one object/],
  ['null', /one object/],
  ['{', /not JSON/],
])('a file with %s is refused', (text, complaint) => expect(() => weightsOf([file(text)])).toThrow(complaint));
