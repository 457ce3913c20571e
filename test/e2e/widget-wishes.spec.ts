import type { Page } from '@playwright/test';
import { bubble, panel, tag, test, waiting } from './host-visits.ts';
import { accept, expect, grace, say } from './people.ts';
import { isWellDrawn } from './widget-anatomy.ts';

const back = (page: Page) => page.getByRole('button', { name: 'Back', exact: true });
const close = (page: Page) => page.getByRole('button', { name: 'Close', exact: true });
const offer = (page: Page) => page.getByRole('region', { name: 'Help offer' });
const granted = { tags: tag.replace('data-site', 'data-consent="granted" data-site') };

/** A button that does nothing, and where the page writes down that it was told of a struggle. */
const dead = {
  body: '<main><h1>Orders</h1><p><button id="dead">Export</button></p></main>',
  tags: `${tag}<script>
    const timer = setInterval(() => {
      if (!window.Harmony) return;
      clearInterval(timer);
      Harmony.on('struggle', () => (window.struggles = (window.struggles ?? 0) + 1));
    }, 20);
  </script>`,
};
const struggle = async (page: Page): Promise<void> => {
  for (let press = 0; press < 5; press += 1) {
    await page.locator('#dead').click();
    await page.waitForTimeout(120);
  }
};
const struggles = (page: Page) => page.evaluate(() => (window as { struggles?: number }).struggles ?? 0);

test('who wants help only when they ask is offered none; it holds on the next page, and can be taken back', async ({
  visit,
}) => {
  const { page, requests } = await visit(dead);
  await bubble(page).click();
  await page.getByRole('button', { name: 'Your data' }).click();
  await expect(page.getByRole('radio', { name: 'Offer it' })).toBeChecked();
  await page.getByRole('radio', { name: 'Only when I ask' }).check();
  await isWellDrawn(page, 'your data, with how help comes');
  await close(page).click();

  await page.reload();
  await expect(bubble(page)).toBeVisible();
  await struggle(page);
  await expect.poll(() => struggles(page), { timeout: 20_000 }).toBeGreaterThan(0);
  // An offer would come within a second or two of it.
  await page.waitForTimeout(3_000);
  await expect(offer(page)).toHaveCount(0);

  await bubble(page).click();
  await page.getByRole('button', { name: 'Your data' }).click();
  await expect(page.getByRole('radio', { name: 'Only when I ask' })).toBeChecked();
  await page.getByRole('radio', { name: 'Offer it' }).check();
  await page.reload();
  await expect(bubble(page)).toBeVisible();
  await struggle(page);
  await expect(offer(page)).toBeVisible({ timeout: 20_000 });
  expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
});

test('whoever wants it private sends only what they write; nothing is noticed, learned or published', async ({
  visit,
  expert,
}) => {
  const gracePage = await expert(grace);
  const { page } = await visit(granted);
  await bubble(page).click();
  await page.getByRole('button', { name: 'Your data' }).click();
  await expect(page.getByRole('button', { name: 'Withdraw consent' })).toBeVisible();
  const said = page.waitForRequest((request) => request.url().endsWith('/v1/consent'));
  await page.getByRole('radio', { name: 'High' }).check();
  expect((await said).postDataJSON()).toMatchObject({
    purposes: { detect: false, learn: false, publish: false },
    how: 'widget',
  });
  await expect(page.getByRole('status').filter({ hasText: 'Consent is withdrawn' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Allow noticing' })).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'Offer it' })).toBeDisabled();
  await expect(page.getByRole('radio', { name: 'Only when I ask' })).toBeChecked();
  await isWellDrawn(page, 'your data, private');

  await back(page).click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await expect(page.getByRole('group', { name: 'What we attach' })).toContainText('Nothing but your words');
  await isWellDrawn(page, 'a request of words alone');
  await page.getByRole('textbox', { name: 'What are you stuck on?' }).fill('Where is my invoice?');
  const asked = page.waitForRequest((request) => request.url().endsWith('/v1/help-requests'));
  await page.getByRole('button', { name: 'Send request' }).click();
  expect((await asked).postDataJSON()).toMatchObject({ text: 'Where is my invoice?', context: {} });
  await expect(waiting(page)).toBeVisible();

  await accept(gracePage);
  await say(gracePage, 'Under Billing, on the right');
  await gracePage.getByRole('button', { name: 'Mark as the solution' }).last().click();
  await gracePage.getByRole('button', { name: 'Resolve' }).click();
  await page.getByRole('button', { name: "It's solved" }).click();
  await expect(page.getByRole('radiogroup', { name: 'Rating' })).toBeVisible();
  await expect(panel(page)).not.toContainText('may become an article');
});

test('who is helped at a time they pick sees free times first, and writes at once', async ({ visit }) => {
  const { page } = await visit();
  await bubble(page).click();
  await page.getByRole('button', { name: 'Your data' }).click();
  await page.getByRole('radio', { name: 'At a time I pick' }).check();
  await back(page).click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toBeFocused();
  await expect(page.getByRole('radio', { name: 'Pick a time' })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toBeFocused();
});
