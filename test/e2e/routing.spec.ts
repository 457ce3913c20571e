import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { ask, openOwner, type Owner } from './owner.ts';
import { expect, test } from './people.ts';
import { isWell } from './well.ts';

const problem = 'A deadlock in PostgreSQL while saving';

/** The owner says that they know the problem, and hardly speak its language. */
const describeOwner = async ({ page, baseURL }: Owner): Promise<void> => {
  const { request } = page.context();
  const { version, capacity } = (await (await request.get('/v1/experts/me')).json()) as Record<string, number>;
  const data = { version, capacity, statements: [problem], languages: [{ tag: 'en', level: 1 }] };
  expect((await request.put('/v1/experts/me', { headers: { origin: baseURL }, data })).status()).toBe(200);
};

/** Another one joins by the letter: they know something else, and speak it fluently. */
const openColleague = async (browser: Browser, { page: ownerPage, baseURL }: Owner): Promise<Page> => {
  const context = await browser.newContext({ baseURL, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const email = `ada-${randomUUID()}@kestrel.test`;
  const headers = { origin: baseURL };
  const invited = ownerPage.context().request.post('/v1/invitations', { headers, data: { email, role: 'expert' } });
  expect((await invited).status()).toBe(201);
  const letter = page.getByRole('article').filter({ hasText: email }).first();
  await expect(async () => {
    await page.goto('/demo/mail/');
    await expect(letter).toBeVisible({ timeout: 500 });
  }).toPass();
  const token = (await letter.getByRole('link').first().getAttribute('href'))!.split('/').at(-1);
  const who = { token, name: 'Ada Byron', password: 'a long enough secret', statements: ['Printing margins'] };
  const data = { ...who, languages: ['en'], codeOfConduct: '1' };
  expect((await context.request.post('/v1/join', { headers, data })).ok()).toBe(true);
  return page;
};

const goOnDuty = async (page: Page): Promise<void> => {
  await page.goto('/console/queue');
  const available = page.getByRole('switch', { name: 'Available' });
  await available.check();
  await expect(available).not.toHaveAttribute('aria-busy', 'true');
};

const names = (page: Page) =>
  page
    .getByRole('list', { name: 'Who would be asked' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('group') })
    .locator('b');

test('an owner tests the routing, tries other weights on it and on past decisions, and saves them', async ({
  browser,
  baseURL,
  request,
}) => {
  test.setTimeout(240_000);
  const owner = await openOwner(browser, baseURL!);
  const { page, site } = owner;
  await describeOwner(owner);
  const colleague = await openColleague(browser, owner);
  const saved = page.getByRole('status').filter({ hasText: /^Saved/ });
  const place = `/console/settings/routing/${site.id}`;
  const near = page.getByRole('spinbutton', { name: 'Near to what they know' });

  await test.step('with nobody on duty it says so, and looks at the others', async () => {
    await page.goto('/console/settings');
    await page.getByRole('navigation', { name: 'Pages of Settings' }).getByRole('link', { name: 'Routing' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Routing' })).toBeFocused();
    const text = page.getByRole('textbox', { name: 'A problem' });
    await page.getByRole('button', { name: 'Who would be asked?' }).click();
    await expect(text).toBeFocused();
    await expect(text).toHaveAccessibleDescription(/Write what somebody could be stuck on/);
    await text.fill(problem);
    await page.getByRole('button', { name: 'Who would be asked?' }).click();
    await expect(page.getByText('Nobody who could be asked is on duty at the moment.')).toBeVisible();
    await page.getByRole('button', { name: 'Look at those off duty, too' }).click();
    await expect(page.getByRole('switch', { name: 'Also those off duty' })).toBeChecked();
    await expect(names(page)).toHaveText(['Robin Kestrel', 'Ada Byron']);
  });

  await test.step('the first is told with reasons and terms, value × weight each', async () => {
    await expect(page.getByText(`Says: “${problem}”`)).toBeVisible();
    await expect(page.getByText('Available now')).toBeHidden();
    const table = page.getByRole('table', { name: 'What counted for Robin Kestrel' });
    await expect(table.getByRole('row', { name: /^Language/ })).toHaveText(/0\.50\s*0\.06\s*0\.030/);
    await expect(table.getByRole('row')).toHaveCount(12);
    await isWell(page, 'routing, tested');
  });

  await test.step('another weight moves them at once, and nothing is saved', async () => {
    await near.fill('0');
    await near.press('Enter');
    await expect(names(page)).toHaveText(['Ada Byron', 'Robin Kestrel']);
    await expect(page.getByText('Was 2, now 1')).toBeVisible();
    await expect(page.getByText('Was 1, now 2')).toBeVisible();
    const told = page.getByRole('status').filter({ hasText: '2 experts could be asked' });
    await expect(told).toContainText('First with these weights: Ada Byron');
    const bar = page.getByRole('region', { name: 'Weights that are not saved' });
    await expect(bar.getByRole('list', { name: 'First with these weights' })).toContainText('Ada Byron');
    await isWell(page, 'routing, a weight tried');
    await near.fill('3');
    await near.press('Tab');
    await expect(near).toHaveAttribute('aria-invalid', 'true');
    await expect(near).toHaveAccessibleDescription(/from 0.00 to 1.00/);
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(near).toHaveValue('0.6');
    await expect(near).not.toHaveAttribute('aria-invalid');
    await expect(names(page)).toHaveText(['Robin Kestrel', 'Ada Byron']);
    await expect(bar).toBeHidden();
  });

  await test.step('the slider does the same by keyboard', async () => {
    const slider = page.getByRole('slider', { name: 'Near to what they know' });
    await slider.focus();
    await slider.press('Home');
    await expect(near).toHaveValue('0');
    await expect(names(page)).toHaveText(['Ada Byron', 'Robin Kestrel']);
    await page.getByRole('button', { name: 'Near to what they know: back to the default' }).click();
    await expect(names(page)).toHaveText(['Robin Kestrel', 'Ada Byron']);
  });

  await test.step('past decisions say what would have been otherwise, and that it is little', async () => {
    await page.getByRole('button', { name: 'Compare on past decisions' }).click();
    await expect(page.getByText('No request of this site was put before anybody yet.')).toBeVisible();
    await goOnDuty(colleague);
    await goOnDuty(page);
    await ask(request, owner, problem);
    await page.getByRole('alertdialog', { name: 'New request' }).getByRole('button', { name: 'Decline' }).click();
    const second = colleague.getByRole('alertdialog', { name: 'New request' });
    await second.getByRole('button', { name: 'Accept' }).click();
    await expect(colleague.getByRole('log', { name: 'Conversation' })).toBeVisible();
    await page.getByRole('switch', { name: 'Available' }).uncheck();
    await page.goto(place);
    await near.fill('0');
    await near.press('Enter');
    await page.getByRole('button', { name: 'Compare on past decisions' }).click();
    await expect(page.getByText('Of 2 decisions, somebody else would have been asked in 1.')).toBeVisible();
    await expect(page.getByText('That is too few to say anything.')).toBeVisible();
    await expect(page.getByText('In 1 of these the other one took it in the end')).toBeVisible();
    const tried = page.getByRole('table', { name: 'With the weights you try' });
    await expect(tried.getByRole('row', { name: /^Somebody else/ })).toHaveText(/1\s*0\s*1\s*0/);
    const held = page.getByRole('table', { name: 'With the weights that hold' });
    await expect(held.getByRole('row', { name: /^The same person/ })).toHaveText(/2\s*1\s*1\s*0/);
    await isWell(page, 'routing, compared');
  });

  await test.step('weights that are tried stand there again after a look elsewhere, and hold up signing out', async () => {
    await page.getByRole('link', { name: 'Queue' }).first().click();
    await expect(near).toBeHidden();
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await expect(page.getByRole('alertdialog', { name: 'Sign out and lose what is not finished?' })).toBeVisible();
    await expect(page.getByText('Settings have changes that are not saved.')).toBeVisible();
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.goBack();
    await expect(near).toHaveValue('0');
    await expect(page.getByRole('region', { name: 'Weights that are not saved' })).toBeVisible();
  });

  await test.step('weights are saved by their button, and are there on the next visit', async () => {
    await page.getByRole('button', { name: 'Save weights' }).click();
    await expect(saved).toBeVisible();
    await expect(page.getByRole('region', { name: 'Weights that are not saved' })).toBeHidden();
    await page.reload();
    await expect(near).toHaveValue('0');
    await page.getByRole('textbox', { name: 'A problem' }).fill(problem);
    await page.getByRole('switch', { name: 'Also those off duty' }).check();
    await page.getByRole('button', { name: 'Who would be asked?' }).click();
    await expect(names(page)).toHaveText(['Ada Byron', 'Robin Kestrel']);
    await page.getByRole('button', { name: 'All back to the defaults' }).click();
    await expect(near).toHaveValue('0.6');
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(near).toHaveValue('0');
  });

  await test.step('the share for the longest idle begins with a tenth, and is kept', async () => {
    const isShared = page.getByRole('switch', { name: 'Send a share to the longest idle' });
    await expect(isShared).not.toBeChecked();
    await isShared.check();
    const share = page.getByRole('spinbutton', { name: 'Share of requests' });
    await expect(share).toHaveValue('10');
    await share.fill('60');
    await share.press('Enter');
    await expect(page.getByRole('alert')).toContainText('0.5');
    await share.fill('25');
    await share.press('Enter');
    await expect(page.getByRole('alert')).toBeHidden();
    await expect(saved).toBeVisible();
    await page.reload();
    await expect(share).toHaveValue('25');
    await isShared.uncheck();
    await expect(share).toBeHidden();
    await expect(saved).toBeVisible();
  });

  await test.step('what was changed stands in the audit trail', async () => {
    await page.goto('/console/settings/audit');
    await expect(page.getByText('Changed the routing of a site').first()).toBeVisible();
    await expect(page.getByText('weights.meaning').first()).toBeVisible();
  });
  await colleague.context().close();
  await owner.close();
});

test('what does not reach the server says so, and can be tried again', async ({ browser, baseURL }) => {
  const owner = await openOwner(browser, baseURL!);
  const { page, site } = owner;
  await page.route('**/v1/sites/*/routing', (route) => route.abort());
  await page.goto(`/console/settings/routing/${site.id}`);
  await expect(page.getByRole('alert')).toContainText('The routing did not load.');
  await page.unroute('**/v1/sites/*/routing');
  await page.getByRole('button', { name: 'Try now' }).click();
  const weight = page.getByRole('spinbutton', { name: 'Solved lately' });
  await weight.fill('0.4');
  await weight.press('Enter');
  await page.route('**/v1/**', (route) => route.abort());
  await page.getByRole('textbox', { name: 'A problem' }).fill('Anything');
  await page.getByRole('button', { name: 'Who would be asked?' }).click();
  await expect(page.getByText('The test did not come to an end.')).toBeVisible();
  await page.getByRole('button', { name: 'Compare on past decisions' }).click();
  await expect(page.getByText('The comparison did not come to an end.')).toBeVisible();
  await page.getByRole('button', { name: 'Save weights' }).click();
  const bar = page.getByRole('region', { name: 'Weights that are not saved' });
  await expect(bar.getByRole('alert')).toContainText('The server could not be reached.');
  await expect(weight).toHaveValue('0.4');
  await owner.close();
});

test('who may not change the routing reads it', async ({ browser, baseURL }) => {
  const owner = await openOwner(browser, baseURL!);
  const { page } = owner;
  // There is no way to invite an auditor yet; the screen goes by what it is told of the one who is signed in.
  await page.route('**/v1/me', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), role: 'auditor' } });
  });
  await page.goto(`/console/settings/routing/${owner.site.id}`);
  await expect(page.getByText('Your role reads this; owners and admins change it.')).toBeVisible();
  for (const role of ['slider', 'spinbutton', 'switch'] as const) {
    const controls = page.getByRole(role);
    await expect(controls.first()).toBeVisible();
    expect(await controls.evaluateAll((all) => all.filter((one) => !(one as HTMLInputElement).disabled).length)).toBe(
      0,
    );
  }
  await expect(page.getByRole('textbox', { name: 'A problem' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Compare on past decisions' }).click();
  await expect(page.getByText('No request of this site was put before anybody yet.')).toBeVisible();
  await isWell(page, 'routing, read only');
  await owner.close();
});
