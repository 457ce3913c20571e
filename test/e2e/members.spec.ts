import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { openOwner, type Owner } from './owner.ts';
import { accept, askForHelp, expect, log, signIn, test } from './people.ts';
import { isWell } from './well.ts';

const secret = 'a sentence to keep in mind';

/** The newest letter to this address, opened by its link in a browser of its own. */
const openLetter = async (browser: Browser, baseURL: string, address: string): Promise<Page> => {
  const page = await (await browser.newContext({ baseURL, reducedMotion: 'reduce', locale: 'en-US' })).newPage();
  const letter = page.getByRole('article').filter({ hasText: address }).first();
  await expect(async () => {
    await page.goto('/demo/mail/');
    await expect(letter).toBeVisible({ timeout: 500 });
  }).toPass();
  await letter.getByRole('link').first().click();
  return page;
};

const openSettings = async (page: Page): Promise<void> => {
  await page.goto('/console/settings');
  await expect(page.getByRole('list', { name: 'Members' })).toContainText('Robin Kestrel');
};

const invite = async (page: Page, address: string): Promise<void> => {
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill(address);
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('list', { name: 'Invited' })).toContainText(address);
};

const join = async (page: Page, name: string, statements: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('textbox', { name: 'Password' }).fill(secret);
  await page.getByRole('textbox', { name: 'What are you good at?' }).fill(statements);
  await page.getByRole('checkbox', { name: 'Code of conduct' }).check();
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByRole('heading', { name: 'Queue', level: 1 })).toBeVisible();
};

test.describe('members', () => {
  let owner: Owner;
  const contexts: BrowserContext[] = [];
  const address = () => `ada-${randomUUID()}@kestrel.test`;
  const letter = async (browser: Browser, to: string): Promise<Page> => {
    const page = await openLetter(browser, owner.baseURL, to);
    contexts.push(page.context());
    return page;
  };

  test.beforeEach(async ({ browser, baseURL }) => {
    owner = await openOwner(browser, baseURL!);
  });
  test.afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await owner.close();
  });

  test('an expert is invited, joins by the link of the letter, helps, and is taken out', async ({ browser }) => {
    test.setTimeout(120_000);
    const { page } = owner;
    const to = address();
    await openSettings(page);
    await page.getByRole('button', { name: 'Invite' }).click();
    await isWell(page, 'inviting');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await invite(page, to);

    const expert = await letter(browser, to);
    await expect(expert.getByRole('heading', { name: 'Join Kestrel Cycles' })).toBeVisible();
    await expect(expert.getByRole('main')).toContainText(`Robin Kestrel invites ${to}`);
    await expect(expert.getByRole('main')).toContainText('Your role: Expert');
    await isWell(expert, 'joining');
    const link = expert.url();
    await join(expert, 'Ada Byron', 'PostgreSQL: slow queries, locks\n- React forms');

    // Listed at once, and no longer invited, without anybody loading anything.
    await expect(page.getByRole('list', { name: 'Members' })).toContainText('Ada Byron');
    await expect(page.getByRole('list', { name: 'Invited' })).toBeHidden();
    await expert.goto('/console/profile');
    await expect(expert.getByRole('textbox', { name: 'Statement 1' })).toHaveValue('PostgreSQL: slow queries, locks');
    await expect(expert.getByRole('textbox', { name: 'Statement 2' })).toHaveValue('React forms');

    // The link has done its work.
    const again = await expert.context().newPage();
    await again.goto(link);
    await expect(again.getByText('This invitation was used.')).toBeVisible();
    await isWell(again, 'a link that was used');
    await again.close();

    // Somebody is being helped as the expert is taken out: it says so before, and ends in plain words.
    await expert.getByRole('switch', { name: 'Available' }).check();
    const customers = await browser.newContext({ baseURL: owner.baseURL });
    contexts.push(customers);
    const customer = await customers.newPage();
    await customer.route('**/shop', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>${owner.site.snippet}</html>`,
      }),
    );
    await customer.goto('/shop');
    await askForHelp(customer, 'A slow PostgreSQL query');
    await accept(expert);
    await expect(log(customer)).toContainText('Ada Byron joined');

    await page.getByRole('button', { name: `Remove ${to}` }).click();
    await expect(page.getByRole('alertdialog', { name: 'Remove Ada Byron?' })).toBeVisible();
    await expect(page.getByText('1 conversation under way ends')).toBeVisible();
    await isWell(page, 'removing');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Members' })).not.toContainText('Ada Byron');
    await expect(expert.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(log(customer)).toContainText('Ada Byron left');
    await expect(log(customer)).toContainText('Ada Byron ended the conversation');
  });

  test('roles change while people look on; an owner hands the workspace over and leaves', async ({ browser }) => {
    test.setTimeout(90_000);
    const { page } = owner;
    const to = address();
    await openSettings(page);
    await invite(page, to);
    const expert = await letter(browser, to);
    await join(expert, 'Ada Byron', '');
    await expect(expert.getByRole('link', { name: 'Settings' })).toBeHidden();

    await page.getByRole('combobox', { name: 'Role of Ada Byron' }).selectOption({ label: 'Admin' });
    await expect(page.getByText('The role of Ada Byron is changed.')).toBeVisible();
    await expect(expert.getByRole('link', { name: 'Settings' })).toBeVisible();

    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('button', { name: 'Leave Kestrel Cycles' }).click();
    await page.getByRole('button', { name: 'Leave for good' }).click();
    await expect(page.getByText('A workspace needs an owner.')).toBeVisible();
    await isWell(page, 'the account');
    await page.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Hand over ownership' }).click();
    await isWell(page, 'handing over');
    await page.getByRole('button', { name: 'Hand over', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Hand over ownership' })).toBeHidden();
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('button', { name: 'Leave Kestrel Cycles' }).click();
    await page.getByRole('button', { name: 'Leave for good' }).click();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expert.getByRole('link', { name: 'Settings' }).click();
    await expect(expert.getByRole('list', { name: 'Members' })).toContainText('Owner');
    await expect(expert.getByRole('list', { name: 'Members' })).not.toContainText('Robin Kestrel');
  });

  test('a forgotten password is chosen anew by a letter, and other sessions end', async ({ browser }) => {
    test.setTimeout(90_000);
    const to = address();
    await openSettings(owner.page);
    await invite(owner.page, to);
    const expert = await letter(browser, to);
    await join(expert, 'Ada Byron', 'Printers');

    const context = await browser.newContext({ baseURL: owner.baseURL, reducedMotion: 'reduce' });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto('/console/');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeFocused();
    await page.getByRole('textbox', { name: 'Email' }).fill(to);
    await page.getByRole('button', { name: 'Send link' }).click();
    await expect(page.getByText('Look into your mail.')).toBeVisible();
    await isWell(page, 'a forgotten password');

    await expect(async () => {
      await page.goto('/demo/mail/');
      const reset = page.getByRole('article').filter({ hasText: to }).filter({ hasText: 'Choose a new password' });
      await reset.getByRole('link').click({ timeout: 500 });
    }).toPass();
    const link = page.url();
    await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
    await isWell(page, 'a new password');
    await page.getByRole('textbox', { name: 'New password' }).fill('another sentence altogether');
    await page.getByRole('button', { name: 'Save password' }).click();
    await expect(page.getByText('Your password is changed.')).toBeVisible();
    await expect(expert.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await signIn(page, to, 'another sentence altogether');

    await page.goto(link);
    await page.getByRole('textbox', { name: 'New password' }).fill('a third one of them');
    await page.getByRole('button', { name: 'Save password' }).click();
    await expect(page.getByText('This link did not work.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Ask for a new link' })).toBeVisible();
  });

  test('somebody with a workspace of their own joins by their session, and goes from one to the other', async ({
    browser,
  }) => {
    const other = await openOwner(browser, owner.baseURL);
    contexts.push(other.page.context());
    const { page } = other;
    await page.goto('/console/');
    await page.getByRole('button', { name: 'Your account' }).click();
    const to = (await page.getByText(/^owner-.+@fern\.test/).textContent())!.split(' ')[0]!;
    await openSettings(owner.page);
    await invite(owner.page, to);
    const reader = await letter(browser, to);
    await expect(reader.getByRole('textbox', { name: 'Password' })).toHaveAccessibleDescription(/account already/);

    await page.goto(reader.url());
    await expect(page.getByRole('textbox', { name: 'Your name' })).toHaveValue('Robin Kestrel');
    await expect(page.getByRole('textbox', { name: 'Password' })).toBeHidden();
    await page.getByRole('textbox', { name: 'Your name' }).fill('Robin the Second');
    await page.getByRole('checkbox', { name: 'Code of conduct' }).check();
    await page.getByRole('button', { name: 'Join' }).click();
    await expect(owner.page.getByRole('list', { name: 'Members' })).toContainText('Robin the Second');
    await expect(page.getByRole('link', { name: 'Settings' })).toBeHidden();
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('button', { name: 'Go there' }).click();
    await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
  });
});
