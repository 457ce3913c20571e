import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, declarationsAfter, fallbackSheet, oklchToRgb, parseHex, staticValue } from './static-colours.ts';

const read = (name: string) => readFileSync(new URL(`../src/styles/${name}`, import.meta.url), 'utf8');
const tokens = read('tokens.css');
const colours = declarationsAfter(tokens, '@supports');

describe('tokens', () => {
  test('the fixed colours for older browsers are those of the tokens', () => {
    expect(read('fallback.css')).toBe(fallbackSheet(tokens));
  });

  test('no fixed colour is left in a newer colour function', () => {
    expect(read('fallback.css').replace(/^@supports.*$/m, '')).not.toMatch(/oklch|light-dark|color-mix|var\(/);
  });

  test.each(['light', 'dark'] as const)('text and parts stand out enough in the %s theme (WCAG 2.2 AA)', (theme) => {
    const colour = (name: string) => parseHex(staticValue(colours.get(`--h-${name}`) ?? '', theme, colours));
    const tooFaint = pairs
      .map(([ink, ground, least]) => ({ ink, ground, least, ratio: contrast(colour(ink), colour(ground)) }))
      .filter(({ ratio, least }) => !(ratio >= least));
    expect(tooFaint).toEqual([]);
  });

  test('initials can be read on every disc', () => {
    for (const theme of ['light', 'dark'] as const) {
      const colour = (name: string) => parseHex(staticValue(colours.get(name) ?? '', theme, colours));
      for (let hue = 1; hue <= 6; hue += 1) {
        expect(contrast(colour('--h-ink'), colour(`--h-av-${hue}`))).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

describe("the host's brand", () => {
  const brand = tokens.slice(tokens.indexOf('.h-brand {')).replace(/\s+/g, ' ');

  test('is clamped as computed below', () => {
    expect(brand).toContain('--h-accent: light-dark(oklch(from var(--harmony-brand) min(l, 0.50) min(c, 0.19) h)');
    expect(brand).toContain('oklch(from var(--harmony-brand) max(l, 0.78) min(c, 0.13) h))');
    expect(brand).toContain('--h-accent-ink: light-dark(oklch(from var(--harmony-brand) min(l, 0.48) min(c, 0.19) h)');
    expect(brand).toContain('oklch(from var(--harmony-brand) max(l, 0.80) min(c, 0.12) h))');
    expect(brand).toContain('--h-on-accent: light-dark(oklch(1 0 0), oklch(0.19 0.02 215))');
  });

  test('breaks AA with no colour at all', () => {
    const surface = { light: oklchToRgb(1, 0, 0), dark: oklchToRgb(0.218, 0.011, 215) };
    const [white, black] = [oklchToRgb(1, 0, 0), oklchToRgb(0.19, 0.02, 215)];
    let worst = Infinity;
    for (let hue = 0; hue < 360; hue += 5) {
      for (let lightness = 0; lightness <= 1; lightness += 0.1) {
        for (let chroma = 0; chroma <= 0.4; chroma += 0.05) {
          const made = (l: number, most: number) => oklchToRgb(l, Math.min(chroma, most), hue);
          worst = Math.min(
            worst,
            contrast(white, made(Math.min(lightness, 0.5), 0.19)),
            contrast(made(Math.min(lightness, 0.48), 0.19), surface.light),
            contrast(black, made(Math.max(lightness, 0.78), 0.13)),
            contrast(made(Math.max(lightness, 0.8), 0.12), surface.dark),
          );
        }
      }
    }
    expect(worst).toBeGreaterThanOrEqual(4.5);
  });
});

// Ink, ground, least ratio: 4.5 for text, 3 for the parts of a control. The pairs of the design's table.
const pairs: [string, string, number][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent-ink'].map((ink): [string, string, number] => [ink, 'surface', 4.5]),
  ...['bg', 'sunken', 'hover', 'raised', 'selected', 'accent-soft'].map((on): [string, string, number] => [
    'ink-3',
    on,
    4.5,
  ]),
  ['on-accent', 'accent', 4.5],
  ['accent-ink', 'accent-soft', 4.5],
  ['solved-ink', 'solved-soft', 4.5],
  ['wait-ink', 'wait-soft', 4.5],
  ['urgent-ink', 'urgent-soft', 4.5],
  ['line-ctl', 'surface', 3],
  ['line-ctl', 'raised', 3],
  ['focus', 'surface', 3],
];
