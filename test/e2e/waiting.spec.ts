import type { Page } from '@playwright/test';
import { ada, askForHelp, expect, grace, linus, test } from './people.ts';
import { isWell } from './well.ts';

const offer = (page: Page) => page.getByRole('alertdialog', { name: 'New request' });

test('whoever waits is told that those who were asked are busy, and who is asked next', async ({ expert, visitor }) => {
  const experts = [await expert(ada), await expert(grace), await expert(linus)];
  const page = await visitor();
  await askForHelp(page, 'Where do I change the number of an invoice?');
  const room = page.getByRole('listitem');
  await expect(room.filter({ hasText: /^\s*Asking / })).toBeVisible();
  for (const [refused, words] of ['The person we asked is busy.', 'The 2 people we asked are busy.'].entries()) {
    const asked = await oneOf(experts);
    await offer(asked).getByRole('button', { name: 'Decline' }).click();
    await expect(offer(asked)).toBeHidden();
    await expect(room.filter({ hasText: words })).toBeVisible();
    await expect(room.filter({ hasText: /^\s*Asking / })).toBeVisible();
    if (refused === 0) await isWell(page, 'waiting, one was asked in vain');
  }
  await offer(await oneOf(experts))
    .getByRole('button', { name: 'Accept' })
    .click();
  await expect(page.getByRole('log', { name: 'Conversation' })).toBeVisible();
});

/** Whoever of them has the request before them. */
const oneOf = async (pages: readonly Page[]): Promise<Page> => {
  await expect(async () => {
    const shown = await Promise.all(pages.map((page) => offer(page).isVisible()));
    expect(shown.filter(Boolean)).toHaveLength(1);
  }).toPass({ timeout: 20_000 });
  for (const page of pages) if (await offer(page).isVisible()) return page;
  throw new Error('Nobody is asked.');
};
