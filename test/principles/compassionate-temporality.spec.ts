import type { Page } from '@playwright/test';
import { bubble, tag, test } from '../e2e/host-visits.ts';
import { expect } from '../e2e/people.ts';

const body = '<main><h1>Orders</h1><p><button id="dead">Export</button></p><textarea id="note"></textarea></main>';
const offer = (page: Page) => page.getByRole('region', { name: 'Help offer' });
/** The offers that this page has been told of. */
const offers = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { offers: number }).offers);
const struggles = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { struggles: number }).struggles);

/** Presses a button that does nothing until somebody must be seen to be stuck. */
const struggle = async (page: Page): Promise<void> => {
  for (let time = 0; time < 4; time += 1) await page.locator('#dead').click({ delay: 20 });
};
const count = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const counts = { offers: 0, struggles: 0 };
    Object.assign(window, counts);
    const told = window as unknown as typeof counts;
    addEventListener('harmony:offer', () => (told.offers += 1));
    addEventListener('harmony:struggle', () => (told.struggles += 1));
  });

test('Compassionate Temporality: an offer waits until the person has stopped typing, and takes no key from them', async ({
  visit,
}) => {
  const { page } = await visit({ body, tags: tag, before: count });
  await expect(bubble(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  await struggle(page);
  // A key that writes nothing answers no press, and is no pause either.
  await expect
    .poll(
      async () => {
        await page.keyboard.press('Shift');
        return struggles(page);
      },
      { intervals: [200] },
    )
    .toBeGreaterThan(0);
  await page.locator('#note').focus();
  const typed = 'I write on and on, and nobody speaks to me while I do so. ';
  // They are seen to be stuck, and still write, for longer than a pause would be.
  for (let time = 0; time < 4; time += 1) {
    await page.keyboard.type(typed, { delay: 20 });
    await expect(offer(page)).toHaveCount(0);
  }
  expect(await offers(page)).toBe(0);
  const text = await page.locator('#note').inputValue();
  const stoppedAt = Date.now();
  await expect(offer(page)).toBeVisible();
  expect(Date.now() - stoppedAt).toBeGreaterThan(2_000);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('note');
  await page.keyboard.type('!');
  await expect(page.locator('#note')).toHaveValue(`${text}!`);
});

test('Compassionate Temporality: “Don’t offer again” is the last word, on every later page', async ({ visit }) => {
  const { page } = await visit({ body, tags: tag, before: count });
  await expect(bubble(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  await struggle(page);
  await offer(page).getByRole('button', { name: "Don't offer again" }).click({ timeout: 20_000 });
  await expect(offer(page)).toHaveCount(0);
  await page.reload();
  await expect(bubble(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  await struggle(page);
  await expect.poll(() => struggles(page)).toBeGreaterThan(0);
  await page.waitForFunction((from) => Date.now() - from > 4_500, Date.now());
  expect(await offers(page)).toBe(0);
});
