import type { Page } from '@playwright/test';
import { ada, askForHelp, expect, grace, linus, log, say, test } from './people.ts';
import { isWell } from './well.ts';

/** What others left behind in the demo may be put before the same experts. */
const offer = (page: Page) =>
  page.getByRole('alertdialog', { name: 'New request' }).filter({ hasText: 'Where do I change the number' });

test.beforeEach(() => test.setTimeout(240_000));

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

test('somebody asks for someone else, and who comes next finds what was said', async ({ expert, visitor }) => {
  const experts = [await expert(ada), await expert(grace)];
  const page = await visitor();
  await askForHelp(page, 'Where do I change the number of an invoice?');
  const first = await oneOf(experts);
  await offer(first).getByRole('button', { name: 'Accept' }).click();
  await expect(first.getByText('Write something within a minute, or somebody else is asked.')).toBeVisible();
  await say(page, 'It is about the one of March.');
  await isWell(page, 'accepted, not answered yet');
  await page.getByRole('button', { name: 'Ask for someone else' }).click();
  await expect(page.getByRole('status', { name: 'Waiting for an expert' })).toBeVisible();
  await expect(first.getByText('The person asked for someone else before there was an answer.')).toBeVisible();
  await isWell(first, 'a conversation that went to somebody else');

  const second = await oneOf(experts);
  expect(second).not.toBe(first);
  await offer(second).getByRole('button', { name: 'Accept' }).click();
  await expect(log(second)).toContainText('It is about the one of March.');
  await say(second, 'I see it. One moment.');
  await expect(log(page)).toContainText('I see it. One moment.');
  await expect(page.getByRole('button', { name: 'Ask for someone else' })).toBeHidden();

  await test.step('and hands it back', async () => {
    await second.getByRole('button', { name: 'End conversation' }).click();
    await isWell(second, 'ending or handing back');
    await second.getByRole('button', { name: 'Hand back' }).click();
    await expect(second.getByText('You handed it back.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Cancel request' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel request' }).click();
    await expect(page.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
  });
});

/** Whoever of them has the request before them. */
const oneOf = async (pages: readonly Page[]): Promise<Page> => {
  await expect(async () => {
    const shown = await Promise.all(pages.map((page) => offer(page).isVisible()));
    expect(shown.filter(Boolean)).toHaveLength(1);
  }).toPass({ timeout: 60_000 });
  for (const page of pages) if (await offer(page).isVisible()) return page;
  throw new Error('Nobody is asked.');
};
