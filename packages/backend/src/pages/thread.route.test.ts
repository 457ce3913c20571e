import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../../test/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.close());

const page = (url: string, language = 'en') => test.app.inject({ url, headers: { 'accept-language': language } });

it('is a page of ours that tells nobody where it is, in the reader’s language', async () => {
  const english = await page('/thread/');
  expect(english.body).toContain('Yes, this is me');
  expect(english.headers).toMatchObject({
    ...{ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex', 'cache-control': 'no-store' },
    'content-security-policy': expect.stringContaining("script-src 'self'") as string,
  });
  // Without a site there is nothing to load for it.
  expect(english.body).not.toContain('harmony.js');
  expect((await page('/thread/', 'tlh, pt-PT;q=0.8, en')).body).toContain('<html lang="pt" dir="ltr">');
  expect((await page('/thread/', 'ar-EG')).body).toContain('<html lang="ar" dir="rtl">');
});

it('carries the tag of the site, and notices nothing', async () => {
  const { body } = await page('/thread/pk_try_demo', 'de');
  expect(body).toContain('data-site="pk_try_demo" data-consent="denied" data-locale="de"');
  expect(body).toContain('Keine Post mehr dazu');
  for (const key of ['pk_%22%3E', 'nonsense', 'pk_a']) expect((await page(`/thread/${key}`)).statusCode).toBe(404);
});
