import { expect, it } from 'vitest';
import { describeBrowser } from './browser.ts';

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';
const facts = { userAgent, languages: ['en-GB'] };
const size = { width: 1280.4, height: 720 };

it('the browser is named by its user agent, or by its own hints where it gives them', () => {
  expect(describeBrowser(facts, size)).toEqual({
    ...{ name: 'Firefox 132', system: 'Linux', language: 'en-GB', viewport: '1280×720' },
  });
  const brands = [
    { brand: 'Not;A Brand', version: '24' },
    { brand: 'Chromium', version: '131' },
    { brand: 'Google Chrome', version: '131' },
  ];
  const hinted = { ...facts, userAgentData: { brands, platform: 'Windows' } };
  expect(describeBrowser(hinted, size)).toMatchObject({ name: 'Chrome 131', system: 'Windows' });
  expect(describeBrowser({ userAgent: '', languages: [] }, size).name).toBe('Unknown');
});
