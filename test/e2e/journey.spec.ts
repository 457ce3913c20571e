import { accept, ada, askForHelp, expect, grace, linus, log, say, test } from './people.ts';

test.describe('the first helped person', () => {
  test('a database problem reaches Ada with her words as the reason, and the two talk', async ({ expert, visitor }) => {
    const [linusPage, gracePage, adaPage] = [await expert(linus), await expert(grace), await expert(ada)];
    const page = await visitor();
    await askForHelp(page, 'Our PostgreSQL query got slow since we added a million rows, which index is missing?');
    await expect(page.getByRole('status', { name: 'Waiting for an expert' })).toBeVisible();

    const alert = adaPage.getByRole('alertdialog', { name: 'New request' });
    await expect(alert).toBeVisible({ timeout: 2_000 });
    await expect(alert).toContainText('Our PostgreSQL query got slow');
    await expect(alert).toContainText('Slow PostgreSQL queries');
    await expect(alert).toContainText('/demo/');
    await expect(linusPage.getByRole('alertdialog')).toHaveCount(0);
    await expect(gracePage.getByRole('alertdialog')).toHaveCount(0);

    await accept(adaPage);
    await expect(log(page)).toContainText('Our PostgreSQL query got slow');
    await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('Ada');
    await expect(log(adaPage)).toContainText('Our PostgreSQL query got slow');

    await say(adaPage, 'Which table is it?');
    await expect(log(page)).toContainText('Which table is it?');
    await say(page, 'The invoices table.');
    await expect(log(adaPage)).toContainText('The invoices table.');
  });

  for (const [email, problem, statement] of [
    [grace, 'The customer form says validation failed but never which field is wrong', 'orms'],
    [linus, 'The page stays white in Safari, in Chrome and Firefox it works', 'browser'],
  ] as const) {
    test(`${email} is asked about what she or he said: ${problem}`, async ({ expert, visitor }) => {
      const pages = new Map([
        [grace, await expert(grace)],
        [ada, await expert(ada)],
        [linus, await expert(linus)],
      ]);
      const page = await visitor('/demo/customers.html');
      await askForHelp(page, problem);
      const alert = pages.get(email)!.getByRole('alertdialog', { name: 'New request' });
      await expect(alert).toBeVisible({ timeout: 2_000 });
      await expect(alert).toContainText(statement);
      await accept(pages.get(email)!);
      await expect(log(page)).toContainText(problem);
    });
  }

  test('who declines is passed over at once, who is silent for 20 s too', async ({ expert, visitor }) => {
    test.setTimeout(60_000);
    const [adaPage, gracePage] = [await expert(ada), await expert(grace)];
    const page = await visitor();
    await askForHelp(page, 'Database migration holds a lock and every insert waits');
    const first = adaPage.getByRole('alertdialog', { name: 'New request' });
    await first.getByRole('button', { name: 'Decline' }).click();
    await expect(first).toBeHidden();
    await expect(gracePage.getByRole('alertdialog', { name: 'New request' })).toBeVisible({ timeout: 2_000 });

    const linusPage = await expert(linus);
    await expect(linusPage.getByRole('alertdialog', { name: 'New request' })).toBeVisible({ timeout: 25_000 });
    await expect(gracePage.getByRole('alertdialog', { name: 'New request' })).toBeHidden();
    await accept(linusPage);
    await expect(log(page)).toContainText('Database migration holds a lock');
  });

  test('a request may be sent as it is, and cancelled', async ({ expert, visitor }) => {
    const adaPage = await expert(ada);
    const page = await visitor('/demo/invoice.html');
    await askForHelp(page, '');
    await expect(adaPage.getByRole('alertdialog', { name: 'New request' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel request' }).click();
    await expect(adaPage.getByRole('alertdialog', { name: 'New request' })).toBeHidden();
    await expect(page.getByRole('status', { name: 'Waiting for an expert' })).toBeHidden();
  });

  test('what we attach is shown in words, and what is unticked does not arrive', async ({ expert, visitor }) => {
    const adaPage = await expert(ada);
    const page = await visitor('/demo/invoice.html?number=2041');
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await page.getByRole('button', { name: 'Talk to a person' }).click();
    const attached = page.getByRole('group', { name: 'What we attach' });
    await expect(attached).toContainText('/demo/invoice.html');
    await attached.getByRole('checkbox', { name: /This page/ }).uncheck();
    await page.getByRole('textbox', { name: 'What are you stuck on?' }).fill('Refund failed for a card payment');
    await page.getByRole('button', { name: 'Send request' }).click();
    const alert = adaPage.getByRole('alertdialog', { name: 'New request' });
    await expect(alert).toContainText('Refund failed');
    await expect(alert).not.toContainText('/demo/invoice');
    await accept(adaPage);
    await expect(adaPage.getByRole('complementary', { name: 'Context' })).toBeVisible();
  });

  test('typing and presence show on the other side, and the end is told to both', async ({ expert, visitor }) => {
    const adaPage = await expert(ada);
    const page = await visitor();
    await askForHelp(page, 'Payment provider refuses every refund');
    await accept(adaPage);
    await page.getByRole('textbox', { name: 'Message' }).pressSequentially('One more thing');
    await expect(adaPage.getByText(/is writing/)).toBeVisible();
    await page.close();
    await expect(adaPage.getByText(/is away|not here|left the page/i).first()).toBeVisible({ timeout: 15_000 });
  });

  test('ending the conversation ends it on both sides', async ({ expert, visitor }) => {
    const adaPage = await expert(ada);
    const page = await visitor();
    await askForHelp(page, 'Deadlock between two transactions');
    await accept(adaPage);
    await page.getByRole('button', { name: 'End conversation' }).click();
    await page.getByRole('button', { name: 'End conversation' }).last().click();
    await expect(adaPage.getByRole('textbox', { name: 'Message' })).toBeHidden();
    await expect(log(adaPage)).toContainText(/ended/i);
  });
});
