import type { Locator, Page } from '@playwright/test';
import { accept, ada, admin, askForHelp, expect, log, say, signIn, test } from './people.ts';
import { isWell, widths } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** The link in whatever navigation this width shows. */
const link = (page: Page, name: string): Locator =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).filter({ visible: true });
const heading = (page: Page, name: string): Locator => page.getByRole('heading', { name, exact: true, level: 1 });

test.describe('every screen passes axe at a desk and on a phone, in light and dark', () => {
  test.beforeEach(() => test.setTimeout(180_000));

  test('before signing in', async ({ visitor }) => {
    const page = await visitor('/console/');
    await expect(page).toHaveTitle('Sign in · HARMONY.Live');
    await isWell(page, 'sign-in');
    await page.getByRole('textbox', { name: 'Email' }).fill(ada);
    await page.getByRole('textbox', { name: 'Password' }).fill('not the one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toHaveText('E-mail and password do not match.');
    await isWell(page, 'sign-in, refused');
    await page.getByRole('link', { name: 'Create your workspace' }).click();
    await expect(heading(page, 'Create your workspace')).toBeFocused();
    await isWell(page, 'create workspace');
    await page.goto('/console/verify/none');
    await expect(page.getByRole('alert')).toContainText('This link did not work.');
    await isWell(page, 'verify, refused');
  });

  test('of somebody who administers', { tag: '@wide' }, async ({ visitor }) => {
    const page = await visitor('/console/');
    await signIn(page, admin);
    await expect(page.getByText('Nobody waits.')).toBeVisible();
    await isWell(page, 'queue, empty');
    await link(page, 'Conversations').click();
    await expect(page.getByText('No conversation is open.')).toBeVisible();
    await isWell(page, 'conversations, empty');
    await link(page, 'Profile').click();
    await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
    await isWell(page, 'profile');
    await link(page, 'Settings').click();
    await expect(page.getByText('ada@demo.test')).toBeVisible();
    await isWell(page, 'settings');
    await page.setViewportSize(widths[1]);
    await page.getByRole('button', { name: 'More' }).click();
    await expect(page.getByRole('dialog', { name: 'More' })).toBeVisible();
    await isWell(page, 'more');
  });

  test('where the server does not answer', { tag: '@wide' }, async ({ visitor }) => {
    const page = await visitor('/console/');
    await signIn(page, admin);
    await page.route('**/v1/queue*', (route) => route.fulfill({ status: 503, json: {} }));
    await page.goto('/console/queue');
    await expect(page.getByRole('alert')).toContainText('The queue did not load.');
    await isWell(page, 'queue, broken');
  });

  test('of somebody who helps', async ({ expert, visitor }) => {
    const [asking, waiting] = [await visitor(), await visitor()];
    const page = await expert(ada);
    await askForHelp(asking, 'Slow query on PostgreSQL');
    await expect(page.getByRole('alertdialog', { name: 'New request' })).toBeVisible();
    await isWell(page, 'new request');
    await accept(page);
    await say(page, 'Which one?');
    await say(asking, 'The list of invoices, since this morning.');
    await expect(log(page)).toContainText('since this morning');
    await page.getByRole('switch', { name: 'Available' }).uncheck();
    await isWell(page, 'conversation');
    await askForHelp(waiting, 'Where do I export?');
    await link(page, 'Queue').click();
    await expect(page.getByRole('list', { name: 'Queue' })).toContainText('Where do I export?');
    await expect(page.getByRole('list', { name: 'Queue' })).toContainText('under 2 min');
    await say(asking, 'Are you there?');
    await expect(link(page, 'Conversations')).toHaveAccessibleDescription('1 unread');
    await isWell(page, 'queue, filled, with unread');
    await link(page, 'Conversations').click();
    await isWell(page, 'conversations');
    await page.getByRole('link', { name: /Slow query/ }).click();
    await page.getByRole('button', { name: 'End conversation' }).click();
    await isWell(page, 'asked whether to end');
    await page.getByRole('button', { name: 'End it now' }).click();
    await expect(page.getByText('This conversation has ended.')).toBeVisible();
    await expect(page.getByRole('alertdialog')).toBeHidden();
    await isWell(page, 'conversation, ended');
    await page.goto('/console/conversations/019ab000-0000-7000-8000-000000000001');
    await expect(page.getByText('There is no conversation to show.')).toBeVisible();
    await isWell(page, 'conversation, missing');
    await waiting.getByRole('button', { name: 'Cancel request' }).click();
  });
});
