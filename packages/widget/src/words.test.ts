import { msg } from '@lit/localize';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { early, Words } from './words.ts';

const fail = vi.hoisted(() => ({ isOn: false }));
vi.mock('@harmony-live/ui/words/catalogues.ts', async (original) => {
  const { catalogues } = await original<typeof import('@harmony-live/ui/words/catalogues.ts')>();
  const de = () => (fail.isOn ? Promise.reject(new Error('no network')) : catalogues.de());
  return { catalogues: { ...catalogues, de } };
});

beforeAll(async () => {
  vi.stubGlobal('window', new EventTarget());
  // The catalogues are made from all sources when the first is asked for.
  await import('#words/de');
}, 60_000);
afterEach(() => {
  fail.isOn = false;
});

test('the bubble has its word before the catalogue, and the region of the page for its times', () => {
  const words = new Words('de-CH', () => {});
  expect([words.language, words.locale, early(msg('Help'), words.language)]).toEqual(['de', 'de-CH', 'Hilfe']);
});

test('a language that we do not speak is English, and loads nothing', async () => {
  const changed = vi.fn();
  const words = new Words('zh-TW', changed);
  await words.bring();
  expect([words.language, words.locale, changed.mock.calls.length]).toEqual(['en', 'en', 0]);
});

test('what does not come leaves English, is told once even to who asks again at once, and comes later', async () => {
  fail.isOn = true;
  const changed = vi.fn((): void => void words.bring());
  const words: Words = new Words('de', changed);
  await words.bring();
  await words.bring();
  expect([words.language, words.locale, changed.mock.calls.length]).toEqual(['en', 'en', 1]);

  fail.isOn = false;
  changed.mockImplementation(() => {});
  await words.bring();
  expect([words.language, msg('Close'), changed.mock.calls.length]).toEqual(['de', 'Schließen', 2]);
});
