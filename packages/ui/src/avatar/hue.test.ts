import { expect, test } from 'vitest';
import { avatarHue, avatarHues, initials } from './hue.ts';

test('a person keeps the same disc', () => {
  expect(avatarHue('0192f0c1-7a3e-7b52-9c1d-000000000001')).toBe(avatarHue('0192f0c1-7a3e-7b52-9c1d-000000000001'));
});

test('discs are spread evenly over ids that differ in one digit', () => {
  const counts = Array.from({ length: avatarHues }, () => 0);
  for (let at = 0; at < 600; at += 1) {
    const hue = avatarHue(`0192f0c1-7a3e-7b52-9c1d-${String(at).padStart(12, '0')}`);
    counts[hue - 1] = (counts[hue - 1] ?? 0) + 1;
  }
  for (const count of counts) expect(count).toBeGreaterThan(60);
});

test.each([
  ['Ada Moreau', 'AM'],
  ['Tomás de los Reis', 'TR'],
  ['ada', 'A'],
  ['高橋 健', '高健'],
  ['مريم', 'م'],
  ['“Bob” (QA)', 'BQ'],
  ['ßen', 'SS'],
  ['   ', '?'],
  ['🙂', '?'],
])('%s is %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});
