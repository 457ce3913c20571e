import type { Page } from '@playwright/test';
import { accept, ada, expect, test } from './people.ts';

const attachedOn = (page: Page) => page.getByRole('group', { name: 'What we attach' });

/** Presses what does nothing, then opens the form of a request. */
const getStuck = async (page: Page): Promise<void> => {
  const help = page.getByRole('button', { name: 'Help', exact: true });
  await expect(help).toBeVisible();
  const noticing = page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /\/noticing-/.test(name)),
  );
  await noticing;
  await page.getByRole('button', { name: 'Export' }).click();
  await help.click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
};

test('the last steps are shown in words, and reach the expert as a timeline', async ({ expert, visitor }) => {
  const adaPage = await expert(ada);
  const page = await visitor();
  await getStuck(page);
  const attached = attachedOn(page);
  await expect(attached.getByRole('checkbox', { name: 'Your last steps on this page' })).toBeChecked();
  await attached.getByText('Show each step').click();
  await expect(attached).toContainText('Opened /demo/');
  await expect(attached).toContainText('Pressed button#export');
  await page.getByRole('button', { name: 'Send request' }).click();
  await accept(adaPage);
  const context = adaPage.getByRole('complementary', { name: 'Context' });
  await expect(context.getByRole('listitem').filter({ hasText: /Pressed button#export\s*$/ })).toBeVisible();
  const lines = await context.locator('.tl li').allInnerTexts();
  const place = (words: string): number => lines.findIndex((line) => line.includes(words));
  expect(place('Opened /demo/')).toBeLessThan(place('Pressed button#export'));
  expect(place('Pressed button#export')).toBeLessThan(place('Asked for help'));
});

test('steps that are unticked stay on the page', async ({ expert, visitor }) => {
  const adaPage = await expert(ada);
  const page = await visitor();
  await getStuck(page);
  await attachedOn(page).getByRole('checkbox', { name: 'Your last steps on this page' }).uncheck();
  const sent = page.waitForRequest((request) => request.url().endsWith('/v1/help-requests'));
  await page.getByRole('button', { name: 'Send request' }).click();
  const { context } = (await sent).postDataJSON() as { context: object };
  expect(Object.keys(context)).toContain('browser');
  expect(Object.keys(context)).not.toContain('steps');
  await accept(adaPage);
  const shown = adaPage.getByRole('complementary', { name: 'Context' });
  await expect(shown).toContainText('Asked for help');
  await expect(shown).not.toContainText('Opened /demo/');
});

test('who builds the page sees a dead button being judged, where the address asks for it', async ({ visitor }) => {
  const page = await visitor('/demo/?harmony-debug');
  const overlay = page.getByRole('region', { name: 'Harmony debug' });
  await expect(overlay).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(overlay).toContainText('press · button#export waiting for an answer');
  await expect(overlay).toContainText('press · button#export no answer', { timeout: 10_000 });
  await expect(overlay).toContainText(/click\.dead click, weight \d+ · button#export/);
  await expect(overlay.locator('.score')).toContainText(/click\s*\d+/);
  await expect(overlay).toContainText('no offer: the score is below the threshold');
  const bubble = (await page.getByRole('button', { name: 'Help', exact: true }).boundingBox())!;
  const box = (await overlay.boundingBox())!;
  expect(box.y + box.height).toBeLessThan(bubble.y);
  await overlay.locator('summary').click();
  await expect(overlay.getByRole('list')).toBeHidden();
  await page.evaluate(() => (window as unknown as { Harmony: { shutdown(): void } }).Harmony.shutdown());
  await expect(page.locator('harmony-debug')).toHaveCount(0);
});

test('nobody else sees anything of it', async ({ visitor }) => {
  const page = await visitor();
  await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /\/noticing-/.test(name)),
  );
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.locator('harmony-debug')).toHaveCount(0);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(loaded.filter((name) => name.includes('overlay'))).toEqual([]);
});
