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
    // Who survives being killed survives being asked to stop.
    const tag = signal === 'SIGKILL' ? [] : ['@wide'];
    test(`through a restart of the server after ${signal}`, { tag }, async ({ expert, visitor, server }) => {
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

test('killed right after a rating was stored: the award and the draft that follow from it are there once', async ({
  expert,
  visitor,
  server,
}) => {
  test.setTimeout(120_000);
  const [adaPage, page] = [await expert(ada), await visitor()];
  const counted = async () => {
    const [ledger, articles] = await Promise.all([
      adaPage.request.get('/v1/rewards/ledger?limit=100'),
      adaPage.request.get('/v1/articles?state=draft&limit=100'),
    ]);
    const { items } = (await ledger.json()) as { items: { reason: string }[] };
    const awards = items.filter(({ reason }) => reason === 'resolution').length;
    return { awards, drafts: ((await articles.json()) as { items: unknown[] }).items.length };
  };
  const before = await counted();
  await askForHelp(page, 'The database refuses the second row of an import');
  await accept(adaPage);
  await say(adaPage, 'The import holds the same number twice: remove the second one.');
  await log(adaPage).getByText('holds the same number twice').first().hover();
  await log(adaPage).getByRole('button', { name: 'Mark as the solution' }).last().click();
  await adaPage.getByRole('button', { name: 'Resolve' }).click();
  await page.getByRole('button', { name: "It's solved" }).click();
  await page.getByRole('radiogroup', { name: 'Rating' }).getByRole('radio', { name: '5' }).check();
  const stored = page.waitForResponse((answer) => answer.url().endsWith('/rating') && answer.ok());
  await page.getByRole('button', { name: 'Send thanks' }).click();
  await stored;
  await server.stop('SIGKILL');
  await server.start();
  const once = { awards: before.awards + 1, drafts: before.drafts + 1 };
  await expect.poll(() => counted().catch(() => null), { timeout: 30_000 }).toEqual(once);
  // What was interrupted may be delivered again, after its lease at the latest: it still happens once.
  await server.stop('SIGKILL');
  await server.start();
  await expect.poll(() => counted().catch(() => null), { timeout: 30_000 }).toEqual(once);
  await adaPage.reload();
  await expect(adaPage.getByRole('switch', { name: 'Available' })).toBeChecked();
});
