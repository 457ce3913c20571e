import type { Locator, Page } from '@playwright/test';
import { expect, test } from './people.ts';
import { openOwner, tell } from './owner.ts';
import { isWell } from './well.ts';

const places = (page: Page): Locator => page.getByRole('table', { name: 'Where people get stuck' });
const issues = (page: Page): Locator => page.getByRole('table', { name: 'Issues' });
/** A figure by its name, with what stands below it. */
const figure = (page: Page, name: string): Locator =>
  page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd');

test('an owner sees where somebody was stuck, and begins an article that answers it', async ({
  browser,
  baseURL,
  request,
}) => {
  test.setTimeout(180_000);
  const owner = await openOwner(browser, baseURL!);
  const { page } = owner;

  await test.step('nothing yet: why, when it fills, and what to do', async () => {
    await page.goto('/console/insights');
    await expect(page.getByText('Nobody was seen to be stuck in this stretch.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'See whether your site is seen' })).toBeVisible();
    await expect(page.getByText('Nothing yet. Errors and failed requests')).toBeVisible();
    await isWell(page, 'insights, empty');
  });

  await test.step('one struggle: its page, element and minutes, in words only', async () => {
    await tell(request, owner, { signals: [{}], struggles: [{}] });
    await page.reload();
    const row = places(page).getByRole('row').filter({ hasText: '/invoices/:id' });
    await expect(row).toContainText('button#save');
    await expect(row).toContainText('Pressing led to an error');
    await expect(row.getByRole('cell').nth(2)).toHaveText('4');
    await expect(row).toContainText('Nothing yet');
    await expect(figure(page, 'Struggles')).toContainText('1');
    await expect(figure(page, 'Minutes lost')).toContainText('in 1 struggle');
    await expect(page.getByText('Not enough to draw yet: a line appears from 20 struggles on')).toBeVisible();
    await expect(page.getByRole('img')).toHaveCount(0);
    await expect(issues(page)).toContainText('TypeError: the total is not a number', { timeout: 20_000 });
    await expect(issues(page)).toContainText('4.18.0');
    await expect(issues(page)).toContainText('Open');
  });

  await test.step('twenty: a line with its sentence, and T makes it a table', async () => {
    await tell(request, owner, { struggles: Array.from({ length: 20 }, () => ({})) });
    await page.reload();
    await expect(
      page.getByRole('img', { name: /^Struggles each day for 30 days\. Most on .+: 21 of 21\./ }),
    ).toBeVisible();
    await isWell(page, 'insights, with a line');
    await page.getByRole('radio', { name: '7 days' }).check();
    await expect(page.getByRole('img', { name: /^Struggles each day for 7 days/ })).toBeVisible();
    await page.keyboard.press('t');
    await expect(page.getByRole('img')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Tables' })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('table', { name: 'Struggles each day' }).getByRole('row').nth(1)).toContainText('21');
    await isWell(page, 'insights, as tables');
  });

  await test.step('what is there stays when the next look fails', async () => {
    await page.route('**/v1/insights/struggles*', (route) => route.fulfill({ status: 503, json: {} }));
    await page.getByRole('radio', { name: '90 days' }).check();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The struggles did not load.', { timeout: 20_000 });
    await expect(places(page)).toContainText('/invoices/:id');
    await page.unroute('**/v1/insights/struggles*');
    await alert.getByRole('button', { name: 'Try now' }).click();
    await expect(alert).toBeHidden();
  });

  await test.step('an article begun here, once published, answers the issue and the place', async () => {
    await places(page)
      .getByRole('button', { name: /^Write one\s*,\s+\/invoices\/:id/ })
      .click();
    await expect(page).toHaveURL(/\/console\/knowledge\/.+/);
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('/invoices/:id: Pressing led to an error');
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Published' })).toBeVisible();
    await expect(async () => {
      await page.goto('/console/insights');
      for (const table of [places(page), issues(page)]) {
        const article = table.getByRole('link', { name: '/invoices/:id: Pressing led to an error' });
        await expect(article).toBeVisible({ timeout: 2_000 });
      }
    }).toPass({ timeout: 30_000 });
    await page.getByRole('radio', { name: 'Open' }).check();
    await expect(page.getByText('No problem is open.')).toBeVisible();
  });
  await owner.close();
});
