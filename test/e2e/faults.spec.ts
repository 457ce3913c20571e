import type { Page } from '@playwright/test';
import { accept, ada, askForHelp, expect, log, say, test } from './people.ts';

/** What people wrote in this log, in order, without times and names. */
const texts = async (page: Page): Promise<string[]> => log(page).locator('[data-message-text]').allInnerTexts();

const numbered = (who: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${who} ${n + 1}.`);

test.describe('nothing acknowledged is lost or doubled', () => {
  test.beforeEach(() => test.setTimeout(90_000));

  test('through a reload on either side and a second tab', async ({ expert, visitor }) => {
    const [adaPage, page] = [await expert(ada), await visitor()];
    await askForHelp(page, 'Slow query');
    await accept(adaPage);
    await say(page, 'before.');
    await expect(log(adaPage)).toContainText('before.');

    await page.reload();
    await openHelp(page);
    await expect(log(page)).toContainText('before.');
    await adaPage.reload();
    await expect(log(adaPage)).toContainText('before.');

    const tab = await page.context().newPage();
    await tab.goto('/demo/');
    await openHelp(tab);
    await say(tab, 'from the second tab.');
    await expect(log(page)).toContainText('from the second tab.');
    await say(adaPage, 'seen twice?');
    await expect(log(tab)).toContainText('seen twice?');
    await expect(log(page)).toContainText('seen twice?');
    for (const side of [page, tab, adaPage]) {
      await expect.poll(() => texts(side)).toEqual(['Slow query', 'before.', 'from the second tab.', 'seen twice?']);
    }
  });

  test('through a lost network: what is written meanwhile is kept and sent once', async ({ expert, visitor }) => {
    const [adaPage, page] = [await expert(ada), await visitor()];
    await askForHelp(page, 'Slow query');
    await accept(adaPage);
    await page.context().setOffline(true);
    for (const text of numbered('offline', 3)) await say(page, text);
    await say(adaPage, 'are you there?');
    await page.context().setOffline(false);
    await expect.poll(() => texts(adaPage), { timeout: 40_000 }).toHaveLength(5);
    await expect.poll(() => texts(page)).toHaveLength(5);
    const [theirs, ours] = [await texts(adaPage), await texts(page)];
    expect(ours).toEqual(theirs);
    expect(theirs.filter((text) => text.startsWith('offline'))).toEqual(numbered('offline', 3));
  });

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    test(`through a restart of the server after ${signal}`, async ({ expert, visitor, server }) => {
      const [adaPage, page] = [await expert(ada), await visitor()];
      await askForHelp(page, 'Slow query');
      await accept(adaPage);
      for (const text of numbered('visitor', 3)) await say(page, text);
      await expect(log(adaPage)).toContainText('visitor 3.');

      await server.stop(signal);
      await say(page, 'while it was down.');
      await server.start();
      await say(adaPage, 'welcome back.');

      const all = ['Slow query', ...numbered('visitor', 3), 'while it was down.', 'welcome back.'];
      for (const side of [page, adaPage]) {
        await expect.poll(async () => (await texts(side)).toSorted(), { timeout: 45_000 }).toEqual(all.toSorted());
      }
      expect(await texts(page)).toEqual(await texts(adaPage));
    });
  }
});

/** After a reload the panel may be open already; the conversation is in it either way. */
const openHelp = async (page: Page): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Help' });
  const bubble = page.getByRole('button', { name: /^Help/ });
  await expect(dialog.or(bubble).first()).toBeVisible();
  if (!(await dialog.isVisible())) await bubble.click();
  await expect(log(page)).toBeVisible();
};
