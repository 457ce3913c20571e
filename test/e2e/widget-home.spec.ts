import type { Page } from '@playwright/test';
import { bubble, panel, tag, test, waiting } from './host-visits.ts';
import { accept, askForHelp, expect, grace, log, say } from './people.ts';
import { isWellDrawn } from './widget-anatomy.ts';

const list = (page: Page, name: string) => page.getByRole('list', { name });
const back = (page: Page) => page.getByRole('button', { name: 'Back', exact: true });
const close = (page: Page) => page.getByRole('button', { name: 'Close', exact: true });
/** What a visitor is known by, or asks about themselves. */
const isAboutMe = (request: string): boolean => /visits|conversations|me\/data|consent$/.test(request);

test('who was never known is asked nothing and sends nothing by opening; nobody here is said at once', async ({
  visit,
}) => {
  const { page, requests } = await visit();
  await bubble(page).click();
  await expect(panel(page)).toContainText('Nobody is here right now.');
  await page.waitForLoadState('networkidle');
  expect(requests.filter(isAboutMe)).toEqual([]);
  await expect(list(page, 'Solved before')).toHaveCount(0);
  await isWellDrawn(page, 'home, nobody here');
});

test('when somebody is next is said only where the site says so', async ({ visit }) => {
  const { page } = await visit({
    before: (page) =>
      page.route('**/v1/config*', async (route) => {
        const response = await route.fetch();
        const config = (await response.json()) as object;
        const nextDutyAt = new Date(Date.now() + 24 * 3_600_000 + 60_000).toISOString();
        await route.fulfill({ response, json: { ...config, reachable: 'later', nextDutyAt } });
      }),
  });
  await bubble(page).click();
  await expect(panel(page)).toContainText(/Somebody is next, tomorrow at \d+:\d+.*\. That is in 24 hr/);
});

test('what was solved is under Solved before, can be read, and opens again when it came back', async ({
  visit,
  expert,
}) => {
  test.setTimeout(120_000);
  const gracePage = await expert(grace);
  const granted = { tags: tag.replace('data-site', 'data-consent="granted" data-site') };
  const { page } = await visit(granted);
  await askForHelp(page, 'The order list stays empty');
  await expect(waiting(page)).toBeVisible();
  await accept(gracePage);
  await say(gracePage, 'Take the filter off, then it is full again');
  await gracePage.getByRole('button', { name: 'Mark as the solution' }).last().click();
  await gracePage.getByRole('button', { name: 'Resolve' }).click();

  await test.step('rating: nothing is preselected, and it holds up no closing', async () => {
    await page.getByRole('button', { name: "It's solved" }).click();
    const rating = page.getByRole('radiogroup', { name: 'Rating' });
    await expect(rating.getByRole('radio', { checked: true })).toHaveCount(0);
    await expect(panel(page)).toContainText('may become an article for others');
    await isWellDrawn(page, 'rating');
    await close(page).click();
    await expect(panel(page)).toBeHidden();
    await bubble(page).click();
    await page.getByRole('button', { name: 'Skip' }).click();
  });

  await test.step('another page knows it, asks only once the panel is open, and has it first where it was', async () => {
    const later = await visit(granted);
    await expect(bubble(later.page)).toBeVisible();
    await later.page.waitForLoadState('networkidle');
    expect(later.requests.filter((request) => request.includes('conversations'))).toEqual([]);
    await bubble(later.page).click();
    await expect(list(later.page, 'Solved before')).toContainText('The order list stays empty');
    await expect(list(later.page, 'Solved before')).toContainText('Take the filter off');
    await expect(list(later.page, 'Solved before')).toContainText('Solved with Grace');
    await isWellDrawn(later.page, 'home with what was solved');
    await later.page.close();
  });

  await test.step('it is read, and nothing can be written in it', async () => {
    await list(page, 'Solved before').getByRole('link').click();
    await expect(log(page)).toContainText('Take the filter off, then it is full again');
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveCount(0);
    await isWellDrawn(page, 'a conversation of before');
    await back(page).click();
    await expect(list(page, 'Solved before')).toBeVisible();
  });

  await test.step('it came back: the same thread goes on, for both', async () => {
    await list(page, 'Solved before').getByRole('link').click();
    await page.getByRole('button', { name: 'It came back' }).click();
    await say(page, 'It is empty again');
    await expect(log(gracePage)).toContainText('It is empty again');
    await back(page).click();
    await expect(page.getByRole('button', { name: 'Back to the conversation' })).toBeVisible();
    await page.getByRole('button', { name: 'Back to the conversation' }).click();
    await page.getByRole('button', { name: 'End conversation' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'End conversation' }).click();
    await page.getByRole('button', { name: 'Ask again' }).click();
    await expect(list(page, 'Conversations')).toContainText('Ended with Grace');
  });

  await test.step('whoever helped then is asked first, and reads so', async () => {
    await list(page, 'Conversations').getByRole('link').first().click();
    await page.getByRole('button', { name: 'Ask Grace Okafor again' }).click();
    await expect(page.getByRole('checkbox', { name: 'Ask Grace Okafor first' })).toBeChecked();
    await isWellDrawn(page, 'a request for somebody');
    await page.getByRole('button', { name: 'Send request' }).click();
    const asked = gracePage.getByRole('alertdialog', { name: 'New request' });
    await expect(asked).toContainText('This person asked for you');
    await asked.getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('button', { name: 'Cancel request' }).click();
    await expect(page.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
  });
});

test('consent is withdrawn by itself, beside Erase; it is recorded, holds, and is not asked for again', async ({
  visit,
}) => {
  const granted = { tags: tag.replace('data-site', 'data-consent="granted" data-site') };
  const { page, requests } = await visit(granted);
  await bubble(page).click();
  await page.getByRole('button', { name: 'Your data' }).click();
  await expect(page.getByRole('button', { name: 'Export' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Erase everything' })).toBeVisible();
  await isWellDrawn(page, 'your data');
  const recorded = page.waitForRequest((request) => request.url().endsWith('/v1/consent'));
  await page.getByRole('button', { name: 'Withdraw consent' }).click();
  expect((await recorded).postDataJSON()).toMatchObject({ purposes: { detect: false }, how: 'widget' });
  await expect(page.getByRole('status').filter({ hasText: 'Consent is withdrawn' })).toBeVisible();
  await isWellDrawn(page, 'your data, withdrawn');
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual(['harmony:choice']);

  await page.reload();
  await bubble(page).click();
  await expect(panel(page)).toBeVisible();
  const before = requests.length;
  await page.getByRole('button', { name: 'Your data' }).click();
  await expect(panel(page)).toContainText('Nothing is kept about you.');
  await expect(page.getByRole('group', { name: 'Tell where you get stuck' })).toHaveCount(0);
  expect(requests.slice(before).filter(isAboutMe)).toEqual([]);
});

test('the waiting room helps meanwhile: articles by the request’s own words, and search; reading keeps the place', async ({
  visit,
}) => {
  const { page } = await visit();
  await askForHelp(page, 'Saving an invoice fails after a tax rate changed');
  await expect(waiting(page)).toBeVisible();
  // No figure is made up for when somebody may come.
  await expect(waiting(page)).toContainText('Nobody is here right now.');
  await expect(waiting(page)).not.toContainText(/\d+ min/);
  const articles = list(page, 'Articles');
  await expect(articles.getByRole('link')).not.toHaveCount(0);
  expect(await articles.getByRole('link').count()).toBeLessThanOrEqual(3);
  await isWellDrawn(page, 'waiting');
  await articles.getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'This helped' })).toBeVisible();
  await isWellDrawn(page, 'an article');
  await back(page).click();
  await expect(waiting(page)).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search for answers' }).fill('invoice');
  await expect(page.getByRole('status').filter({ hasText: /answer/ })).toBeVisible();

  await test.step('an article that helped ends the wait, and says so first', async () => {
    await articles.getByRole('link').first().click();
    await page.getByRole('button', { name: 'This helped' }).click();
    await expect(panel(page)).toContainText('We tell whoever wrote it.');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
  });
});
