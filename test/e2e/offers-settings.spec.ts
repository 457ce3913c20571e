import { expect, test } from './people.ts';
import { openOwner, tell } from './owner.ts';
import { isWell } from './well.ts';

test('an owner tunes how a site offers help, and its pages are told', async ({ browser, baseURL, request }) => {
  test.setTimeout(180_000);
  const owner = await openOwner(browser, baseURL!);
  const { page, config } = owner;
  const saved = page.getByRole('status').filter({ hasText: /^Saved/ });
  await tell(request, owner, { struggles: [{ startedAt: new Date(Date.now() - 60_000).toISOString() }] });

  await test.step('a new site only looks on, and says what it would have offered', async () => {
    await page.goto('/console/settings');
    await page.getByRole('navigation', { name: 'Pages of Settings' }).getByRole('link', { name: 'Offers' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Offers' })).toBeFocused();
    await expect(page).toHaveTitle('Offers · HARMONY.Live');
    await expect(page.getByRole('radio', { name: 'Automatic' })).toBeChecked();
    await expect(page.getByText('We would have offered help once in the last 7 days.')).toBeVisible();
    await expect(page.getByRole('row', { name: /^Offer from 60/ })).toContainText('/invoices/:id');
    await expect(page.getByText('from 1 visit in which somebody was stuck')).toBeVisible();
    await expect(page.getByText('Not enough yet: 0 offered, 0 held out.').first()).toBeVisible();
    expect(await config()).toMatchObject({ offers: { isOn: false, isShadow: true }, threshold: 60 });
    await isWell(page, 'offers');
  });

  await test.step('mode and threshold are saved at once', async () => {
    await page.getByRole('radio', { name: 'On', exact: true }).check();
    await expect(saved).toBeVisible();
    await page.getByRole('radio', { name: 'Offer from 75' }).check();
    await expect(saved).toBeVisible();
    await expect.poll(config).toMatchObject({ offers: { isOn: true, isShadow: false }, threshold: 75 });
    await expect(page.getByText('We would have offered help')).toBeHidden();
  });

  await test.step('switches pressed one after the other do not undo one another', async () => {
    await page.getByRole('switch', { name: 'Pressed, nothing happened' }).uncheck();
    await page.getByRole('switch', { name: 'Hesitated' }).uncheck();
    await page.getByRole('spinbutton', { name: 'Held out' }).fill('20');
    await page.getByRole('spinbutton', { name: 'Held out' }).press('Enter');
    await page.getByRole('radio', { name: 'Agreed until they say no' }).check();
    await expect.poll(config).toMatchObject({
      detectors: { 'click.dead': { isOn: false }, 'form.hesitation': { isOn: false } },
      offers: { holdOutShare: 0.2 },
      consent: { default: 'granted' },
    });
  });

  await test.step('what is refused says so at its field, and keeps what was typed', async () => {
    const [where, seconds] = [
      page.getByRole('textbox', { name: 'Page', exact: true }),
      page.getByRole('textbox', { name: 'Seconds' }),
    ];
    await where.fill('/checkout/**');
    await seconds.fill('2');
    await page.getByRole('button', { name: 'Add rule' }).click();
    await expect(seconds).toHaveAttribute('aria-invalid', 'true');
    await expect(seconds).toHaveAccessibleDescription(/5/);
    await expect(where).toHaveValue('/checkout/**');
    await isWell(page, 'offers, a rule refused');
    await seconds.fill('60');
    await page.getByRole('button', { name: 'Add rule' }).click();
    await expect(page.getByRole('list', { name: 'Your own rules' })).toContainText('After 60 seconds · /checkout/**');
    await expect(seconds).toHaveValue('');
    const never = page.getByRole('textbox', { name: 'Never on these pages: one more' });
    await never.fill('admin');
    await never.press('Enter');
    await expect(never).toHaveAttribute('aria-invalid', 'true');
    await never.fill('/admin/**');
    await never.press('Enter');
    await expect(page.getByRole('list', { name: 'Never on these pages' })).toContainText('/admin/**');
    await expect.poll(config).toMatchObject({
      offers: { rules: [{ id: 'checkout-60', page: '/checkout/**', afterSeconds: 60 }] },
      pages: { deny: ['/admin/**'] },
    });
  });

  await test.step('all of it is still there on the next visit', async () => {
    await page.reload();
    await expect(page.getByRole('radio', { name: 'On', exact: true })).toBeChecked();
    await expect(page.getByRole('radio', { name: 'Offer from 75' })).toBeChecked();
    await expect(page.getByRole('switch', { name: 'Hesitated' })).not.toBeChecked();
    await expect(page.getByRole('spinbutton', { name: 'Held out' })).toHaveValue('20');
    await page.getByRole('button', { name: 'Remove the rule checkout-60' }).click();
    await expect.poll(async () => (await config()).offers.rules).toEqual([]);
  });

  await test.step('a change that does not reach the server goes back, and says why', async () => {
    const isOn = page.getByRole('switch', { name: 'Harmony on this site' });
    await page.route('**/v1/sites/*', (route) => route.abort());
    await isOn.click();
    await expect(page.getByRole('alert')).toContainText('The server could not be reached.');
    await expect(isOn).toBeChecked();
    await page.unroute('**/v1/sites/*');
    await isOn.uncheck();
    await expect(page.getByRole('alert')).toBeHidden();
    await expect.poll(config).toMatchObject({ isOn: false });
  });
  await owner.close();
});

test('who may not change how a site offers help reads it', async ({ browser, baseURL }) => {
  const owner = await openOwner(browser, baseURL!);
  const { page } = owner;
  // There is no way to invite an auditor yet; the screen goes by what it is told of the one who is signed in.
  await page.route('**/v1/me', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), role: 'auditor' } });
  });
  await page.goto(`/console/settings/offers/${owner.site.id}`);
  await expect(page.getByText('Your role reads this; owners and admins change it.')).toBeVisible();
  for (const role of ['radio', 'switch', 'spinbutton'] as const) {
    const controls = page.getByRole(role);
    await expect(controls.first()).toBeVisible();
    expect(await controls.evaluateAll((all) => all.filter((one) => !(one as HTMLInputElement).disabled).length)).toBe(
      0,
    );
  }
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await isWell(page, 'offers, read only');
  await owner.close();
});
