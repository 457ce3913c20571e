import type { Browser, Page, Request } from '@playwright/test';
import { accept, ada, expect, log, mediaWithoutAsking, say, test } from './people.ts';

test.use({ launchOptions: mediaWithoutAsking });

/** A visitor whose requests to the server are written down, from the first on. */
const openSeeker = async (browser: Browser, baseURL: string) => {
  const context = await browser.newContext({ baseURL, permissions: ['microphone', 'camera'] });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request: Request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/v1/')) asked.push(`${request.method()} ${pathname}`);
  });
  return { page, asked, close: () => context.close() };
};

/** Clicks as somebody does who expects something to happen. */
const clickAngrily = async (page: Page, name: string): Promise<void> => {
  const button = page.getByRole('button', { name, exact: true });
  for (let click = 0; click < 4; click += 1) await button.click({ delay: 20 });
};

const offerOn = (page: Page) => page.getByRole('region', { name: 'Help offer' });

/** Frames that a video has drawn, and a pixel of it: what arrives is a moving picture. */
const look = (page: Page) =>
  page.locator('video[aria-label="Shared screen"]').evaluate((video: HTMLVideoElement) => ({
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    width: video.videoWidth,
  }));

test('noticed, helped with sight, solved, thanked, remembered', async ({ browser, baseURL, expert }) => {
  test.setTimeout(240_000);
  const adaPage = await expert(ada);
  const seeker = await openSeeker(browser, baseURL!);
  const { page } = seeker;

  await test.step('noticed: the offer stands beside the bubble, takes no focus, and nothing was sent', async () => {
    await page.goto('/demo/invoice.html?number=2041');
    const signals = page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const kinds: string[] = [];
          addEventListener('harmony:signal', (event) => {
            kinds.push((event as CustomEvent<{ kind: string }>).detail.kind);
            if (kinds.includes('click.error') && kinds.includes('click.rage')) resolve(kinds);
          });
        }),
    );
    await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
    await clickAngrily(page, 'Save');
    await signals;
    await expect(offerOn(page)).toBeVisible({ timeout: 15_000 });
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('harmony-widget');
    const box = (await offerOn(page).boundingBox())!;
    expect(box.width).toBeLessThanOrEqual(320);
    expect(box.height).toBeLessThanOrEqual(160);
    expect(new Set(seeker.asked)).toEqual(new Set(['GET /v1/config']));
  });

  await test.step('asked in one tap: the form is filled in, what goes along is shown, and can be sent as it is', async () => {
    await offerOn(page).getByRole('button', { name: 'Get help' }).click();
    await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).not.toBeEmpty();
    const attached = page.getByRole('group', { name: 'What we attach' });
    await expect(attached).toContainText('What went wrong here');
    await expect(attached).toContainText('Cannot read properties of undefined');
    await page.getByRole('button', { name: 'Send request' }).click();
    await accept(adaPage);
  });

  await test.step('helped with sight: the expert asks, the person allows, and a moving picture arrives', async () => {
    const context = adaPage.getByRole('complementary', { name: 'Context' });
    await expect(context).toContainText('Cannot read properties of undefined');
    await expect(context).toContainText('/demo/invoice.html');
    await adaPage.getByRole('button', { name: 'Share screen' }).click();
    await page.getByRole('dialog', { name: 'Share your screen?' }).getByRole('button', { name: 'Allow' }).click();
    await expect(page.getByRole('button', { name: 'Stop sharing' }).first()).toBeVisible();
    await expect(page.getByText('You are sharing').first()).toBeVisible();
    await expect(adaPage.locator('video[aria-label="Shared screen"]')).toBeVisible({ timeout: 15_000 });
    await expect.poll(async () => (await look(adaPage)).width).toBeGreaterThan(0);
    const before = (await look(adaPage)).frames;
    await page.evaluate(() => {
      let turn = 0;
      setInterval(() => (document.body.style.background = ++turn % 2 ? 'tomato' : 'gold'), 200);
    });
    await expect.poll(async () => (await look(adaPage)).frames, { timeout: 15_000 }).toBeGreaterThan(before + 3);
    await page.getByRole('button', { name: 'Stop sharing' }).first().click();
    await expect(adaPage.locator('video[aria-label="Shared screen"]')).toBeHidden();
  });

  await test.step('solved: marked, resolved, not yet, confirmed, rated, thanked', async () => {
    await say(adaPage, 'Choose another tax rate and press Save. The old rate is retired.');
    await expect(log(page)).toContainText('Choose another tax rate');
    const solution = log(adaPage).getByText('Choose another tax rate').first();
    await solution.hover();
    await log(adaPage).getByRole('button', { name: 'Mark as the solution' }).last().click();
    await expect(log(page)).toContainText('The solution');
    await adaPage.getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('button', { name: 'Not yet' }).click();
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    await adaPage.getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('button', { name: "It's solved" }).click();
    await page.getByRole('radiogroup', { name: 'Rating' }).getByRole('radio', { name: '5' }).check();
    await page.getByRole('textbox', { name: 'Say thanks' }).fill('That was quick, thank you.');
    await page.getByRole('button', { name: 'Send thanks' }).click();
    await expect(page.getByText('Sent.')).toBeVisible();
  });

  await test.step('thanked: the award is on hold, explained and recomputed, and the ledger is whole', async () => {
    await adaPage.getByRole('link', { name: 'Rewards' }).first().click();
    await expect(adaPage.getByText('On hold until').first()).toBeVisible({ timeout: 20_000 });
    await expect(adaPage.getByText('That was quick, thank you.')).toBeVisible();
    await adaPage.getByRole('button', { name: 'Why?' }).first().click();
    await expect(adaPage.getByText('Recomputed just now')).toBeVisible();
    await adaPage.getByRole('button', { name: 'Check the ledger' }).click();
    await expect(adaPage.getByText(/transfers?, (each )?recomputed/)).toBeVisible();
  });

  await test.step('remembered: the draft is edited, published, and found by other words', async () => {
    await adaPage.getByRole('link', { name: 'Knowledge' }).first().click();
    await adaPage.getByRole('navigation', { name: 'Articles' }).getByRole('link').first().click();
    await expect(adaPage.getByRole('textbox', { name: 'Body' })).toHaveValue(/Choose another tax rate/);
    await adaPage.getByRole('textbox', { name: 'Title' }).fill('Saving an invoice fails after a tax rate was retired');
    await adaPage.getByRole('button', { name: 'Publish' }).click();
    await expect(adaPage.getByRole('status').filter({ hasText: 'Published' })).toBeVisible();
  });

  const next = await openSeeker(browser, baseURL!);
  await test.step('the next visitor is offered the article first, and nothing is sent before they act', async () => {
    await next.page.goto('/demo/invoice.html?number=2040');
    await expect(next.page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
    await clickAngrily(next.page, 'Save');
    const article = offerOn(next.page).getByRole('link', { name: /^Suggested article: Saving an invoice fails/ });
    await expect(article).toBeVisible({ timeout: 15_000 });
    expect(new Set(next.asked)).toEqual(new Set(['GET /v1/config']));
    await article.click();
    await expect(next.page.getByRole('dialog', { name: 'Help' })).toContainText('Choose another tax rate');
    await next.page.getByRole('button', { name: 'This helped' }).click();
    await expect(next.page.getByText('We tell whoever wrote it.')).toBeVisible();
  });

  await test.step('the author gets a royalty', async () => {
    await adaPage.getByRole('link', { name: 'Rewards' }).first().click();
    await expect(adaPage.getByText('Your article helped somebody')).toBeVisible({ timeout: 20_000 });
  });

  await test.step('it is found in the widget by a question in other words', async () => {
    await next.page.getByRole('button', { name: 'Done' }).click();
    await next.page
      .getByRole('searchbox', { name: 'Search for answers' })
      .fill('cannot save the invoice since the tax changed');
    await expect(next.page.getByRole('list', { name: 'Articles' })).toContainText(
      'Saving an invoice fails after a tax rate',
    );
  });

  await test.step('yours: the visitor sees, exports and erases everything', async () => {
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Your data' }).click();
    await expect(page.getByLabel('Your data').last()).toContainText('That was quick, thank you.');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    expect((await download).suggestedFilename()).toBe('harmony-data.json');
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    await expect(page.getByText('Everything is erased.')).toBeVisible();
    await adaPage.getByRole('link', { name: 'Conversations' }).first().click();
    await expect(adaPage.getByText('Choose another tax rate')).toHaveCount(0);
  });
  await seeker.close();
  await next.close();
});

test('an article that does not help leads to a person, who is told so', async ({ browser, baseURL, expert }) => {
  const adaPage = await expert(ada);
  const seeker = await openSeeker(browser, baseURL!);
  const { page } = seeker;
  await page.goto('/demo/');
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search for answers' }).fill('invoice');
  await page.getByRole('list', { name: 'Articles' }).getByRole('link').first().click();
  await page.getByRole('button', { name: "This didn't help" }).click();
  await expect(page.getByRole('group', { name: 'What we attach' })).toContainText('What did not help');
  await page.getByRole('button', { name: 'Send request' }).click();
  await accept(adaPage);
  await expect(adaPage.getByRole('complementary', { name: 'Context' })).toContainText('Tried without success');
  await seeker.close();
});

test('a dead button is noticed, and “Don’t offer again” is kept', async ({ browser, baseURL }) => {
  const seeker = await openSeeker(browser, baseURL!);
  const { page } = seeker;
  await page.goto('/demo/');
  await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
  await clickAngrily(page, 'Export');
  await expect(offerOn(page)).toBeVisible({ timeout: 20_000 });
  await offerOn(page).getByRole('button', { name: "Don't offer again" }).click();
  await expect(offerOn(page)).toBeHidden();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['harmony:choice']);
  expect(new Set(seeker.asked)).toEqual(new Set(['GET /v1/config']));
  await seeker.close();
});
