import type { RequestContext } from '@harmony-live/protocol';

type Browser = NonNullable<RequestContext['browser']>;

/** What a browser says about itself. */
export interface BrowserFacts {
  userAgent: string;
  languages: readonly string[];
  userAgentData?: { brands?: readonly { brand: string; version: string }[]; platform?: string };
}

/** In the order of asking: browsers built on another name that one too. */
const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdgA?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari/],
];

const systems: readonly (readonly [string, RegExp])[] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad|iPod/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh|Mac OS X/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux|X11/],
];

/** Name, major version and system of the browser, by its own hints where it gives them, else by its user agent. */
export const describeBrowser = (
  { userAgent, languages, userAgentData = {} }: BrowserFacts,
  { width, height }: { width: number; height: number },
): Browser => {
  const { brands = [], platform } = userAgentData;
  const real = brands.filter(({ brand }) => !/not.?a.?brand/i.test(brand.replace(/[^a-z]/gi, ' ')));
  const hinted = real.find(({ brand }) => brand !== 'Chromium') ?? real[0];
  const name = hinted ? `${hinted.brand.replace(/^(Google|Microsoft) /, '')} ${hinted.version}` : nameOf(userAgent);
  const system = platform || systems.find(([, pattern]) => pattern.test(userAgent))?.[0];
  return {
    name: name.slice(0, 80),
    ...(system ? { system: system.slice(0, 80) } : {}),
    ...(languages[0] ? { language: languages[0].slice(0, 35) } : {}),
    viewport: `${Math.round(width)}×${Math.round(height)}`,
  };
};

const nameOf = (userAgent: string): string => {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return 'Unknown';
};
