import type { Locator, Page } from '@playwright/test';
import { accept, ada, askForHelp, expect, grace, test } from './people.ts';
import { isWell, widths } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.beforeEach(() => test.setTimeout(180_000));

const list = (page: Page): Locator => page.getByRole('list', { name: 'Requests', exact: true });
const row = (page: Page, words: string): Locator => list(page).locator(':scope > li').filter({ hasText: words });
/** Other tests of this server may have asked before. */
const newest = (page: Page): Locator => list(page).locator(':scope > li').first();
const figure = (page: Page, name: string): Locator =>
  page.locator('.why-figs > div').filter({ hasText: name }).locator('dd');

test('each expert sees what came to them, what went by, and why', async ({ expert, visitor }) => {
  const [page, other] = [await expert(ada), await expert(grace)];
  const asking = await visitor();
  await askForHelp(asking, 'PostgreSQL: a query takes a minute since the migration');
  await accept(page);

  await test.step('who accepted reads the words, from the queue on', async () => {
    await page.goto('/console/queue');
    await page.getByRole('link', { name: 'Why these requests came to you, and others did not' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Why these requests' })).toBeVisible();
    await expect(row(page, 'a query takes a minute')).toContainText('You accepted it');
    await expect(figure(page, 'You accepted')).toHaveText(/^[1-9]\d*$/);
    await isWell(page, 'why: the one who was asked');
  });

  await test.step('who did not reads why instead, and how they compared, without a name', async () => {
    await other.goto('/console/profile');
    await other.getByRole('link', { name: 'Why these requests' }).click();
    const passed = newest(other);
    await expect(passed).toContainText('Somebody else took it');
    await expect(passed).toContainText('Its words are not yours to read.');
    await expect(passed).toContainText(
      /You were number \d of \d\. Who was asked was ahead in: .*Nearness to the words/,
    );
    await passed.getByText('How you compared').click();
    await expect(passed.getByRole('row', { name: /^Nearness to the words/ })).toBeVisible();
    await expect(passed).not.toContainText(/Ada|query takes/);
    await expect(other.getByRole('heading', { name: 'What would bring more' })).toBeVisible();
    await other.getByRole('link', { name: 'Look at your profile' }).scrollIntoViewIfNeeded();
    await isWell(other, 'why: somebody else was asked');
    await other.setViewportSize(widths[0]);
    await isWell(other, 'why: on a phone');
  });

  await test.step('the next one goes by who is off duty, with the time of it; the days go back a week', async () => {
    await other.setViewportSize({ width: 1280, height: 800 });
    await other.getByRole('switch', { name: 'Available' }).uncheck();
    const second = await visitor();
    await askForHelp(second, 'PostgreSQL again: deadlock detected');
    await accept(page);
    await other.getByRole('radio', { name: 'Last 7 days' }).check();
    await expect(newest(other)).toContainText('You were off duty · since');
    await expect(newest(other)).toContainText('Somebody else took it');
    await isWell(other, 'why: a week');
  });
});
