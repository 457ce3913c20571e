import type { Locator } from '@playwright/test';
import type { QueueTaken } from '@harmony-live/protocol';
import { randomUUID } from 'node:crypto';
import { expect } from '../e2e/people.ts';
import { wordsOf } from '../e2e/words.ts';
import * as hostile from './hostile.ts';
import { look, type Shape } from './look.ts';
import { test } from './state.ts';

for (const language of ['en', 'ar'] as const) {
  test(`${language}: the widget from its bubble to the rating`, async ({ browser, full }) => {
    const words = wordsOf(language);
    const { host, site, baseURL, request } = full;
    const context = await browser.newContext({ timezoneId: 'UTC', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const tag = `<script async src="${baseURL}/harmony.js" data-site="${site.key}" data-consent="granted"></script>`;
    const direction = language === 'ar' ? 'rtl' : 'ltr';
    const html = `<!doctype html><html lang="${language}" dir="${direction}"><meta name="viewport" content="width=device-width"><title>Shop</title>${tag}<h1>Shop</h1></html>`;
    const panel = page.getByRole('dialog');
    const button = (name: string): Locator => page.getByRole('button', { name: words(name), exact: true });
    const see = (name: string, compare?: Shape): Promise<void> =>
      look(page, `${language}-widget-${name}`, { isWidget: true, ...(compare ? { compare, part: panel } : {}) });

    await test.step('bubble and offer', async () => {
      await page.goto(host.put({ html }), { waitUntil: 'networkidle' });
      await expect(button('Help')).toBeVisible();
      await see('bubble');
      await page.evaluate(() =>
        (window as unknown as { Harmony: { trigger(name: string): void } }).Harmony.trigger('export.failed'),
      );
      await expect(page.getByRole('region', { name: words('Help offer') })).toBeVisible();
      const colour = (name: string) => button(name).evaluate((one) => getComputedStyle(one).backgroundColor);
      expect(await colour('Get help')).toBe(await colour('Help'));
      await see('offer');
      await button('Not now').click();
    });

    await test.step('start, search, article, one’s data', async () => {
      await button('Help').click();
      await expect(panel).toBeVisible();
      await see('home', language === 'en' ? '360-light' : '820-dark');
      await page.getByRole('searchbox', { name: words('Search for answers') }).fill('press Save');
      const first = page
        .getByRole('list', { name: words('Articles') })
        .getByRole('link')
        .first();
      await expect(first).toBeVisible();
      await see('search');
      await first.click();
      await expect(button('This helped')).toBeVisible();
      await see('article', language === 'en' ? '360-dark' : '1280-light');
      await button('Back').click();
      await page.getByRole('searchbox', { name: words('Search for answers') }).fill('');
      await button('Your data').click();
      await expect(button('Erase everything')).toBeVisible();
      await see('your-data');
      await button('Back').click();
    });

    const requestId = await test.step('form and waiting room', async () => {
      await button('Talk to a person').click();
      await page.getByRole('textbox', { name: words('What are you stuck on?') }).fill(hostile.request);
      await see('form');
      const sent = page.waitForResponse((one) => one.url().endsWith('/v1/help-requests') && one.status() === 201);
      await button('Send request').click();
      const { id } = (await (await sent).json()) as { id: string };
      await expect(page.getByRole('status', { name: words('Waiting for an expert') })).toBeVisible();
      await see('waiting');
      return id;
    });

    const path = await test.step('conversation, with and without a network', async () => {
      const taken = await request.post(`/v1/queue/${requestId}/take`);
      const { conversationId } = (await taken.json()) as QueueTaken;
      const messages = `/v1/conversations/${conversationId}/messages`;
      const log = page.getByRole('log', { name: words('Conversation') });
      await expect(log).toBeVisible();
      for (const body of [hostile.longMessage, hostile.arabicWords, hostile.request, hostile.address, hostile.emoji]) {
        const data = { clientId: randomUUID(), kind: 'text', body };
        expect((await request.post(messages, { data })).ok()).toBe(true);
      }
      await page.getByRole('textbox', { name: words('Message') }).fill(hostile.longWord);
      await button('Send').click();
      await expect(log).toContainText(hostile.longWord);
      await see('conversation');
      await context.setOffline(true);
      const since = words('You are offline since {0}.').split('{0}')[0]!.trim();
      await expect(page.getByRole('status').filter({ hasText: since }).first()).toBeVisible();
      await see('offline');
      await context.setOffline(false);
      return messages;
    });

    await test.step('solved, and rated', async () => {
      const { items } = (await (await request.get(`${path}?limit=100`)).json()) as {
        items: { seq: number; kind: string; from: { kind: string } }[];
      };
      const { seq } = items.findLast(({ kind, from }) => kind === 'text' && from.kind === 'member')!;
      const conversation = path.replace(/\/messages$/, '');
      expect((await request.post(`${conversation}/solution`, { data: { seq } })).ok()).toBe(true);
      expect((await request.post(`${conversation}/resolve`, { data: { outcome: 'solved' } })).ok()).toBe(true);
      await expect(button("It's solved")).toBeVisible({ timeout: 20_000 });
      await see('proposal');
      await button("It's solved").click();
      await expect(page.getByRole('radiogroup', { name: words('Rating') })).toBeVisible();
      await see('rating');
    });
    await context.close();
  });
}
