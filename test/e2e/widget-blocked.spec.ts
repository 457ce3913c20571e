import type { Page } from '@playwright/test';
import { bubble, kept, panel, test, waiting } from './host-visits.ts';
import { expect } from './people.ts';
import { isWellDrawn } from './widget-anatomy.ts';

const words = 'The order list stays empty';
const send = async (page: Page): Promise<void> => {
  await bubble(page).click();
  await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toBeFocused();
  await page.keyboard.type(words);
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(page.getByRole('status')).toContainText('Your request is here.');
};

test('where the panel is blocked a plain form takes the request, says what happens next, and the panel goes on with it', async ({
  visit,
}) => {
  const { page, requests, warnings } = await visit({
    before: (page) => page.route('**/widget-panel-*.js', (route) => route.abort()),
  });
  await bubble(page).click();
  await isWellDrawn(page, 'the plain form');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(bubble(page)).toBeFocused();
  await send(page);
  await isWellDrawn(page, 'the plain form, sent');
  expect(requests.filter((request) => request.startsWith('POST'))).toEqual([
    'POST /v1/visits',
    'POST /v1/help-requests',
  ]);
  expect(warnings).toHaveLength(1);
  await page.unroute('**/widget-panel-*.js');
  await bubble(page).click();
  await expect(waiting(page)).toBeVisible();
});

test('where every part beyond the bubble is blocked the plain form takes the request and takes it back', async ({
  visit,
}) => {
  let isBubble = true;
  const { page, errors } = await visit({
    before: (page) =>
      page.route('**/widget-*.js', (route) => {
        // The first is the bubble's own; `widget.js` and what it brings are never asked for again.
        if (!isBubble) return route.abort();
        isBubble = false;
        return route.continue();
      }),
  });
  await send(page);
  const created = (await kept(page)).names.filter((name) => name.endsWith(':request'));
  expect(created).toHaveLength(1);
  await page.getByRole('button', { name: 'Cancel request' }).click();
  await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toHaveValue('');
  expect((await kept(page)).names).toEqual([]);
  expect(errors.filter((error) => !error.includes('ERR_FAILED'))).toEqual([]);
});

test('where only what follows a request is blocked, the form of the panel sends it all the same', async ({ visit }) => {
  const { page } = await visit({
    before: (page) => page.route(/widget-(line|live|waiting|talking|conversation)-/, (route) => route.abort()),
  });
  await bubble(page).click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await page.getByRole('textbox', { name: 'What are you stuck on?' }).fill(words);
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(panel(page)).toContainText(/Your request is here|We try again in a few seconds/);
  await page.unroute(/widget-(line|live|waiting|talking|conversation)-/);
  await expect(waiting(page)).toBeVisible();
});
