import { createServer } from 'node:http';
import type { SiteTuning } from '@harmony-live/protocol';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { openOwner } from './owner.ts';
import { expect, test } from './people.ts';

/** A workspace of its own, and pages of another origin that carry its tag. */
const open = async (browser: Browser, origin: string) => {
  const owner = await openOwner(browser, origin);
  const { id, key } = owner.site;
  const { request } = owner.page;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">
      <script async src="${origin}/harmony.js" data-site="${key}" data-consent="granted" crossorigin="anonymous"></script>
      <button id="save" onclick="throw new Error('It broke')">Save</button>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const shop = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const change = async (data: object) => {
    const changed = await request.patch(`/v1/sites/${id}`, { headers: { origin }, data });
    expect(changed.status()).toBe(200);
  };
  await change({ origins: [shop] });
  const contexts: BrowserContext[] = [];
  return {
    set: (policy: object) => change({ policy }),
    tuning: async () => (await (await request.get(`/v1/sites/${id}/tuning`)).json()) as SiteTuning,
    /** Somebody who was never here; `visitorId` instead of the one that the server gives. */
    visitor: async (path = '/', visitorId?: string): Promise<Page> => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      if (visitorId !== undefined)
        await page.route('**/v1/visits', async (route) => {
          const answer = await route.fetch();
          await route.fulfill({ response: answer, json: { ...(await answer.json()), visitorId } });
        });
      await page.goto(shop + path);
      await page.waitForFunction(() =>
        performance.getEntriesByType('resource').some(({ name }) => /\/noticing-/.test(name)),
      );
      return page;
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await owner.close();
      server.close();
    },
  };
};

/** Presses twice what breaks each time: that leaves no doubt. */
const getStuck = async (page: Page): Promise<void> => {
  for (let n = 0; n < 2; n += 1) {
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForTimeout(600);
  }
};

const card = (page: Page) => page.getByRole('region', { name: 'Help offer' });
/** Where ids stand for the question who is held out (`shareOf`): at 0.00 of 1, and at 0.99. */
const heldOutId = '01900000-0000-7000-8000-000000002080';
const offeredId = '01900000-0000-7000-8000-000000000825';
/** A pause is three seconds without a press; a second more for a busy machine. */
const pauseMs = 5_000;

test('a new site looks on, its owner sees what it would have brought, and then it offers', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const site = await open(browser, baseURL!);
  try {
    const first = await site.visitor();
    await getStuck(first);
    await first.waitForTimeout(pauseMs);
    await expect(card(first)).toHaveCount(0);
    await first.goto('about:blank');
    await expect.poll(async () => (await site.tuning()).answers.shadow).toBe(1);
    const before = await site.tuning();
    expect(before).toMatchObject({ isShadow: true, visits: 1 });
    expect(before.thresholds.find(({ threshold }) => threshold === 60)).toMatchObject({
      offers: 1,
      people: 1,
      pages: [{ page: '/', offers: 1 }],
    });

    await site.set({ offers: { mode: 'on', holdOutShare: 0 } });
    const second = await site.visitor();
    await getStuck(second);
    await expect(card(second)).toBeVisible({ timeout: 10_000 });
    await card(second).getByRole('button', { name: 'Not now' }).click();
    await second.goto('about:blank');
    await expect.poll(async () => (await site.tuning()).answers).toMatchObject({ shown: 1, dismissed: 1, shadow: 1 });
  } finally {
    await site.close();
  }
});

test('who is held out is offered nothing, and is counted', async ({ browser, baseURL }) => {
  const site = await open(browser, baseURL!);
  try {
    await site.set({ offers: { mode: 'on', holdOutShare: 0.5 } });
    const held = await site.visitor('/', heldOutId);
    await getStuck(held);
    await held.waitForTimeout(pauseMs);
    await expect(card(held)).toHaveCount(0);
    await expect(held.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
    await held.goto('about:blank');
    await expect.poll(async () => (await site.tuning()).answers.heldOut).toBe(1);
    const offered = await site.visitor('/', offeredId);
    await getStuck(offered);
    await expect(card(offered)).toBeVisible({ timeout: 10_000 });
  } finally {
    await site.close();
  }
});

test('a team’s rules offer after their time on their page, and at their name', async ({ browser, baseURL }) => {
  const site = await open(browser, baseURL!);
  try {
    const rules = [
      { id: 'plans', page: '/pricing/**', afterSeconds: 5 },
      { id: 'export', trigger: 'export.failed' },
    ];
    await site.set({ offers: { mode: 'on', holdOutShare: 0, rules } });
    const pricing = await site.visitor('/pricing/team');
    await expect(card(pricing)).toBeVisible({ timeout: 15_000 });
    await expect(card(pricing)).toContainText('Help with this page is at hand');
    const elsewhere = await site.visitor('/invoices');
    await elsewhere.waitForTimeout(6_000);
    await expect(card(elsewhere)).toHaveCount(0);
    await elsewhere.evaluate(() =>
      (window as unknown as { Harmony: { trigger(name: string): void } }).Harmony.trigger('export.failed'),
    );
    await expect(card(elsewhere)).toBeVisible({ timeout: 10_000 });
  } finally {
    await site.close();
  }
});
