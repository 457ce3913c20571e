/** A colour in sRGB: red, green, blue in 0–1 (gamma-encoded) and opacity in 0–1. */
export interface Rgb {
  red: number;
  green: number;
  blue: number;
  alpha: number;
}

type Theme = 'light' | 'dark';
type Declarations = ReadonlyMap<string, string>;

/** The condition under which `tokens.css` colours apply; elsewhere the fixed ones do. */
export const modernColours = '(color: light-dark(#000, #fff)) and (color: oklch(from red l c h))';

/**
 * Writes `fallback.css` from the text of `tokens.css`: every colour of both themes as fixed sRGB, for browsers that
 * know neither `light-dark()` nor relative colours. Light is the default, dark follows the system or `data-theme`.
 */
export function fallbackSheet(tokens: string): string {
  const colours = declarationsAfter(tokens, '@supports');
  const contrast = declarationsAfter(tokens, '@media (prefers-contrast: more)');
  const light = themeBlock(colours, 'light');
  const dark = themeBlock(colours, 'dark');
  const more = (theme: Theme) => themeBlock(contrast, theme);
  return `/* Written by tools/write-fallback.ts from tokens.css; a test compares the two. Do not edit. */
@supports not (${modernColours}) {
  :root, :host {${light}
  }
  @media (prefers-color-scheme: dark) {
    :root, :host {${dark}
    }
  }
  [data-theme="light"], :host([data-theme="light"]) {${light}
  }
  [data-theme="dark"], :host([data-theme="dark"]) {${dark}
  }
  @media (prefers-contrast: more) {
    :root, :host, [data-theme="light"], :host([data-theme="light"]) {${more('light')}
    }
    [data-theme="dark"], :host([data-theme="dark"]) {${more('dark')}
    }
  }
  @media (prefers-contrast: more) and (prefers-color-scheme: dark) {
    :root:not([data-theme="light"]), :host(:not([data-theme="light"])) {${more('dark')}
    }
  }
}
`;
}

/** The declarations `--h-…: …;` of the first `:root, :host` block that follows `marker` in the text of a sheet. */
export function declarationsAfter(sheet: string, marker: string): Declarations {
  const clean = sheet.replace(/\/\*[\s\S]*?\*\//g, '');
  const open = clean.indexOf('{', clean.indexOf(':root, :host', clean.indexOf(marker)));
  const block = clean.slice(open + 1, clean.indexOf('}', open));
  const found = [...block.matchAll(/(--h-[\w-]+)\s*:\s*([^;]+);/g)];
  return new Map(found.map((match) => [match[1] ?? '', (match[2] ?? '').replace(/\s+/g, ' ').trim()]));
}

/** The value of one token in one theme, every colour function replaced by `#rrggbb` or `#rrggbbaa`. */
export function staticValue(value: string, theme: Theme, all: Declarations): string {
  const themed = replaceCalls(value, 'light-dark', (args) => args[theme === 'light' ? 0 : 1] ?? '');
  const flat = replaceCalls(themed, 'oklch', (args) => hex(parseOklch(args.join(','))));
  return replaceCalls(flat, 'color-mix', (args) => {
    const first = /var\((--h-[\w-]+)\) (\d+)%/.exec(args[1] ?? '');
    const second = /var\((--h-[\w-]+)\)/.exec(args[2] ?? '');
    const resolve = (name = '') => parseHex(staticValue(all.get(name) ?? '', theme, all));
    return hex(mix(resolve(first?.[1]), resolve(second?.[1]), Number(first?.[2]) / 100));
  });
}

/** `oklch(L C H / A)` without its name and brackets, to sRGB; channels outside the gamut are clipped, as browsers do. */
export function parseOklch(text: string): Rgb {
  const [channels = '', alpha = '1'] = text.split('/');
  const [lightness = 0, chroma = 0, hue = 0] = channels.trim().split(/\s+/).map(Number);
  return oklchToRgb(lightness, chroma, hue, Number(alpha));
}

/** OKLCH (lightness 0–1, chroma, hue in degrees) to clipped sRGB. Matrices: https://bottosson.github.io/posts/oklab/ */
export function oklchToRgb(lightness: number, chroma: number, hue: number, alpha = 1): Rgb {
  const radians = (hue * Math.PI) / 180;
  return oklabToRgb([lightness, chroma * Math.cos(radians), chroma * Math.sin(radians)], alpha);
}

/** WCAG 2.2 contrast of two opaque colours, 1–21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** `#rrggbb` or `#rrggbbaa` to sRGB. */
export function parseHex(text: string): Rgb {
  const part = (at: number) => parseInt(text.slice(at, at + 2), 16) / 255;
  return { red: part(1), green: part(3), blue: part(5), alpha: text.length > 7 ? part(7) : 1 };
}

function themeBlock(declarations: Declarations, theme: Theme): string {
  return [...declarations]
    .map(([name, value]) => `\n    ${name}: ${staticValue(value, theme, declarations)};`)
    .join('');
}

function replaceCalls(text: string, name: string, replace: (args: string[]) => string): string {
  const start = text.indexOf(`${name}(`);
  if (start < 0) return text;
  const args: string[] = [''];
  let depth = 0;
  let at = start + name.length;
  do {
    const sign = text[at] ?? '';
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    const isEdge = (sign === '(' && depth === 1) || depth === 0;
    if (sign === ',' && depth === 1) args.push('');
    else if (!isEdge) args[args.length - 1] += sign;
    at += 1;
  } while (depth > 0 && at < text.length);
  const value = replace(args.map((arg) => arg.trim()));
  return text.slice(0, start) + value + replaceCalls(text.slice(at), name, replace);
}

function oklabToRgb([lightness, a, b]: readonly [number, number, number], alpha: number): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    red: encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    green: encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    blue: encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
    alpha,
  };
}

function rgbToOklab({ red, green, blue }: Rgb): [number, number, number] {
  const [r, g, b] = [decode(red), decode(green), decode(blue)] as const;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const [first, second] = [rgbToOklab(one), rgbToOklab(other)];
  const blend = (at: 0 | 1 | 2) => first[at] * share + second[at] * (1 - share);
  return oklabToRgb([blend(0), blend(1), blend(2)], 1);
}

function luminance({ red, green, blue }: Rgb): number {
  return 0.2126 * decode(red) + 0.7152 * decode(green) + 0.0722 * decode(blue);
}

function encode(linear: number): number {
  const clipped = Math.min(1, Math.max(0, linear));
  return clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
}

function decode(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function hex({ red, green, blue, alpha }: Rgb): string {
  const channels = alpha < 1 ? [red, green, blue, alpha] : [red, green, blue];
  const digits = channels.map((value) =>
    Math.round(value * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${digits.join('')}`;
}
