import { createServer } from 'node:http';
import { accept, ada, askForHelp, expect, log, signIn, test } from './people.ts';

test.describe('a workspace of one’s own', () => {
  test('is made in the console, verified by mail, seen when its tag is first loaded, and walled off', async ({
    browser,
    baseURL,
    expert,
    visitor,
  }) => {
    test.setTimeout(90_000);
    const context = await browser.newContext({ baseURL: baseURL!, permissions: ['clipboard-read', 'clipboard-write'] });
    const owner = await context.newPage();
    await owner.goto('/console/');
    await owner
      .getByRole('button', { name: 'Create your workspace' })
      .or(owner.getByRole('link', { name: 'Create your workspace' }))
      .first()
      .click();
    const email = `owner-${Date.now()}@fern.test`;
    await owner.getByRole('textbox', { name: 'Workspace name' }).fill('Kestrel Cycles');
    await owner.getByRole('textbox', { name: 'Your name' }).fill('Robin Kestrel');
    await owner.getByRole('textbox', { name: 'Email' }).fill(email);
    await owner.getByRole('textbox', { name: 'Password' }).fill('a long enough secret');
    await owner.getByRole('button', { name: 'Create workspace' }).click();

    await expect(owner.getByRole('link', { name: 'Settings' }).first()).toBeVisible();
    await owner.getByRole('link', { name: 'Settings' }).first().click();
    await expect(owner.getByRole('heading', { name: 'Sites' })).toBeVisible();
    await expect(owner.getByText('We see your site')).toBeHidden();
    await owner.getByRole('button', { name: 'Copy snippet' }).click();
    const snippet = await owner.evaluate(() => navigator.clipboard.readText());
    expect(snippet).toMatch(/^<script async src="http:\/\/localhost:\d+\/harmony\.js" data-site="pk_[^"]+"/);

    const mail = await context.newPage();
    await mail.goto('/demo/mail/');
    const letter = mail.getByRole('article').filter({ hasText: email });
    await letter.getByRole('link').first().click();
    await expect(mail.getByText(/verified|confirmed/i).first()).toBeVisible();

    // A page of another origin that nobody prepared, with nothing but the tag.
    const page = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1>${snippet}</body></html>`);
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const shop = `http://127.0.0.1:${(page.address() as { port: number }).port}/`;
    const customer = await context.newPage();
    await customer.goto(shop);
    await expect(customer.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
    await expect(owner.getByText('We see your site')).toBeVisible({ timeout: 5_000 });

    // The second organisation sees nothing of the first, and the first nothing of the second.
    const adaPage = await expert(ada);
    await askForHelp(customer, 'Slow PostgreSQL query');
    await expect(customer.getByRole('dialog', { name: 'Help' })).toBeVisible();
    const demoVisitor = await visitor();
    await askForHelp(demoVisitor, 'Locks in the demo database');
    await expect(adaPage.getByRole('alertdialog', { name: 'New request' })).toContainText('Locks in the demo');
    await accept(adaPage);
    await expect(log(demoVisitor)).toContainText('Locks in the demo');
    await expect(adaPage.getByText('Slow PostgreSQL query')).toHaveCount(0);
    await owner.getByRole('link', { name: 'Queue' }).first().click();
    await expect(owner.getByRole('list', { name: 'Queue' })).toContainText('Slow PostgreSQL query');
    await expect(owner.getByText('Locks in the demo')).toHaveCount(0);

    page.close();
    await context.close();
  });

  test('signing in again after signing out keeps the workspace', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL: baseURL! });
    const page = await context.newPage();
    await signIn(page, ada);
    await page.reload();
    await expect(page.getByRole('link', { name: 'Queue' }).first()).toBeVisible();
    await context.close();
  });
});
