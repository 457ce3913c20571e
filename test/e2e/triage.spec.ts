import type { Locator, Page } from '@playwright/test';
import { accept, ada, askForHelp, expect, grace, signIn, test } from './people.ts';
import { isWell } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.beforeEach(() => test.setTimeout(180_000));

const context = (page: Page): Locator => page.getByRole('complementary', { name: 'Context' });
const about = (page: Page): Locator => context(page).locator('.triage');

test('what a request is about is shown with its words, and said otherwise by keyboard', async ({ expert, visitor }) => {
  const asking = await visitor();
  const page = await expert(ada);
  await askForHelp(asking, 'I was charged twice for my subscription');
  await accept(page);

  await test.step('the context tells domain, complexity, urgency and the words that decided', async () => {
    await expect(about(page).getByRole('listitem')).toHaveText(['Payments', 'Medium', 'Today']);
    await expect(about(page).getByRole('status')).toHaveText('By the words: charged, subscription · 67% sure');
    await isWell(page, 'triage');
  });

  await test.step('a new domain is written, without a mouse', async () => {
    await about(page).getByRole('button', { name: 'Say otherwise' }).press('Enter');
    const domain = about(page).getByRole('combobox', { name: 'Domain' });
    await expect(domain).toBeFocused();
    await expect(domain).toHaveValue('Payments');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Context' }).first().click();
    await expect(domain).toBeVisible();
    await isWell(page, 'triage being changed');
    await domain.fill('');
    await domain.press('Enter');
    await expect(about(page).getByRole('alert')).toHaveText('Write what it is about.');
    await expect(domain).toBeFocused();
    await domain.fill('Double charges');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await expect(about(page).getByRole('radio', { name: 'Complex' })).toBeChecked();
    await domain.press('Enter');
    await expect(about(page).getByRole('listitem')).toHaveText(['double charges', 'Complex', 'Today']);
    await expect(about(page).getByRole('status')).toHaveText(/^Said by Ada.* at /);
    await expect(about(page).getByRole('button', { name: 'Say otherwise' })).toBeFocused();
    await expect(about(page).getByRole('button', { name: 'That’s right' })).toHaveCount(0);
  });

  await test.step('it holds after a reload, and Escape changes nothing', async () => {
    await page.reload();
    await expect(about(page).getByRole('listitem')).toHaveText(['double charges', 'Complex', 'Today']);
    await about(page).getByRole('button', { name: 'Say otherwise' }).click();
    await about(page).getByRole('combobox', { name: 'Domain' }).fill('nonsense');
    await page.keyboard.press('Escape');
    await expect(about(page).getByRole('listitem').first()).toHaveText('double charges');
  });
});

test('an urgency that the person chose is not changed, and a guess is confirmed by one press', async ({
  expert,
  visitor,
}) => {
  const asking = await visitor();
  const page = await expert(ada);
  await asking.getByRole('button', { name: 'Help', exact: true }).click();
  await asking.getByRole('button', { name: 'Talk to a person' }).click();
  await asking.getByRole('textbox', { name: 'What are you stuck on?' }).fill('The SQL query on the table is slow');
  await asking.getByRole('radio', { name: 'No hurry' }).check();
  await asking.getByRole('button', { name: 'Send request' }).click();
  await accept(page);

  await expect(about(page).getByRole('listitem').last()).toHaveText('No hurry');
  await about(page).getByRole('button', { name: 'Say otherwise' }).click();
  await expect(about(page).getByText('the person has said themselves')).toBeVisible();
  await expect(about(page).getByRole('radiogroup', { name: 'How urgent it is' })).toHaveCount(0);
  await about(page).getByRole('button', { name: 'Cancel' }).click();

  await about(page).getByRole('button', { name: 'That’s right' }).click();
  await expect(about(page).getByRole('status')).toHaveText(/^Said by Ada/);
  await expect(about(page).getByRole('listitem').first()).toHaveText('Databases');
});

test('the queue says what who waits is about', async ({ visitor }) => {
  const [asking, page] = [await visitor(), await visitor('/console/')];
  await askForHelp(asking, 'Production is down, login with the password fails');
  await signIn(page, grace);
  const row = page.getByRole('list', { name: 'Queue' }).getByRole('button', { name: /Production is down/ });
  await expect(row).toContainText('Can’t go on · Signing in');
  await expect(row.getByText('Signing in')).toHaveAttribute('title', /^By the words: .*password/);
  await row.click();
  await expect(page.getByText(/^Signing in · Medium · By the words:/)).toBeVisible();
  await isWell(page, 'queue with triage');
});
