import type { Page } from '@playwright/test';
import { bubble, panel, test, waiting } from './host-visits.ts';
import { accept, askForHelp, expect, grace, log, say } from './people.ts';
import { isWellDrawn } from './widget-anatomy.ts';

test('without a network it says since when, keeps what is written, and sends it by itself when there is one', async ({
  visit,
  context,
  expert,
}) => {
  const gracePage = await expert(grace);
  const { page } = await visit();
  await bubble(page).click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await page.getByRole('textbox', { name: 'What are you stuck on?' }).fill('Written without a network');
  await context.setOffline(true);
  const offline = page.getByRole('status').filter({ hasText: /You are offline since \d+:\d+/ });
  await expect(offline).toContainText('What you write is kept and sent when you are back.');
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(page.getByRole('button', { name: 'Send request' })).toHaveAttribute('aria-busy', 'true');
  await isWellDrawn(page, 'offline');
  await context.setOffline(false);
  await expect(waiting(page)).toBeVisible();
  await expect(offline).toHaveCount(0);

  await accept(gracePage);
  await expect(log(page)).toContainText('Written without a network');
  await context.setOffline(true);
  await expect(offline).toBeVisible();
  await say(page, 'Said without a network');
  await expect(log(page)).toContainText('Said without a network');
  await context.setOffline(false);
  await expect(log(gracePage)).toContainText('Said without a network');
  await page.getByRole('button', { name: 'End conversation' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End conversation' }).click();
});

/** Answers calls to make a request in the server's place, with these statuses in turn; then the server does. */
const answer = (page: Page, answers: { status: number; type: string }[]): Promise<unknown> =>
  page.route('**/v1/help-requests', (route) => {
    const next = route.request().method() === 'POST' ? answers.shift() : undefined;
    if (next === undefined) return route.continue();
    const headers = { 'access-control-allow-origin': '*', 'content-type': 'application/problem+json' };
    return route.fulfill({ status: next.status, headers, body: JSON.stringify(next) });
  });
const busy = { status: 503, type: 'urn:harmony:problem:server/busy' };
const notAllowed = { status: 403, type: 'urn:harmony:problem:origin/not-allowed' };

const fillIn = async (page: Page): Promise<void> => {
  await bubble(page).click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await page.getByRole('textbox', { name: 'What are you stuck on?' }).fill('The order list stays empty');
};

test('a request that a busy server did not take is sent again by itself', async ({ visit }) => {
  const { page, requests } = await visit({ before: (page) => answer(page, [busy, busy]) });
  await fillIn(page);
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(waiting(page)).toBeVisible();
  expect(requests.filter((request) => request === 'POST /v1/help-requests')).toHaveLength(3);
});

for (const [where, blocked, words] of [
  ['', /never/, 'This page may not ask for help yet.'],
  [
    ' in words that always hold where its own do not come',
    /widget-soon-/,
    'That did not work, and it is not your fault.',
  ],
] as const) {
  test(`what a server refuses is told${where}, and what was written is kept`, async ({ visit }) => {
    const { page } = await visit({
      before: async (page) => {
        await page.route(blocked, (route) => route.abort());
        await answer(page, [notAllowed]);
      },
    });
    await fillIn(page);
    await page.getByRole('button', { name: 'Send request' }).click();
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toHaveValue(
      'The order list stays empty',
    );
    await page.unroute(blocked);
    await page.getByRole('button', { name: 'Send request' }).click();
    await expect(waiting(page)).toBeVisible();
  });
}

test(
  'on slow 3G the press is heard at once, the panel comes, and nothing of the page shifts',
  { tag: '@wide' },
  async ({ visit }) => {
    const { page } = await visit({
      before: async (page) => {
        const session = await page.context().newCDPSession(page);
        // Chrome's own "Slow 3G": 400 kbit/s, 2 s of latency as its emulation adds it to each request.
        await session.send('Network.emulateNetworkConditions', {
          ...{ offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 },
        });
        await page.addInitScript(() => {
          new PerformanceObserver((entries) => {
            for (const entry of entries.getEntries() as (PerformanceEntry & { value: number })[])
              document.documentElement.dataset.shift = String(
                Number(document.documentElement.dataset.shift ?? 0) + entry.value,
              );
          }).observe({ type: 'layout-shift', buffered: true });
        });
      },
    });
    await bubble(page).click({ timeout: 30_000 });
    await expect(panel(page).or(page.locator('[aria-busy=true]'))).toBeVisible();
    await expect(panel(page)).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Talk to a person' }).click();
    await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toBeFocused();
    await page.getByRole('button', { name: 'Send request' }).click();
    // That it was sent is said before the code of the waiting room is here.
    await expect(panel(page)).toContainText(/Your request is here/, { timeout: 20_000 });
    await expect(waiting(page)).toBeVisible({ timeout: 30_000 });
    // A hundredth of what Core Web Vitals call good is room for what a press itself moves, seen late on a busy machine.
    expect(await page.evaluate(() => Number(document.documentElement.dataset.shift ?? 0))).toBeLessThan(0.001);
  },
);

test('what comes within 300 ms is not announced by a skeleton, what takes longer is', async ({ visit }) => {
  const { page } = await visit({
    before: (page) =>
      page.route(/\/v1\/articles\/[^/]+\/published/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        await route.continue();
      }),
  });
  await bubble(page).click();
  await page.getByRole('searchbox', { name: 'Search for answers' }).fill('invoice');
  await page.getByRole('list', { name: 'Articles' }).getByRole('link').first().click();
  const bars = page.getByRole('status', { name: 'The article loads' });
  // Hidden for its first 300 ms, and never found by its role before that.
  await expect(bars).toBeVisible();
  await expect(bars).toHaveCSS('animation-name', 'late');
  await expect(bars).toHaveCSS('animation-duration', '0.3s');
  await expect(page.getByRole('button', { name: 'This helped' })).toBeVisible();
});

test('help that was asked for goes on where the network of the whole visit is gone for a while', async ({
  visit,
  context,
}) => {
  const { page } = await visit();
  await askForHelp(page, 'The order list stays empty');
  await expect(waiting(page)).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByRole('status').filter({ hasText: 'You are offline since' })).toContainText(
    'Your place in line is kept for two minutes.',
  );
  await context.setOffline(false);
  await expect(page.getByRole('status').filter({ hasText: 'You are offline since' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Cancel request' }).click();
  await expect(waiting(page)).toBeHidden();
});
