import type { Locator, Page } from '@playwright/test';
import { bubble, panel } from './host-visits.ts';
import { accept, ada, askForHelp, expect, test } from './people.ts';
import { isWell, widths } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.beforeEach(() => test.setTimeout(120_000));

const week = (page: Page): Locator => page.getByRole('list', { name: 'Hours of each week' });
const hours = (page: Page, day: string, number = 1): Locator =>
  page.getByRole('group', { name: `${day}, hours ${number}` });
const begin = (range: Locator): Locator => range.getByLabel('Begin');
const end = (range: Locator): Locator => range.getByLabel('End');
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const rail = (page: Page): Locator => page.getByRole('navigation', { name: 'Console' }).first();

const save = async (page: Page): Promise<void> => {
  await press(page, 'Save');
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
};

test('hours are set by keyboard, refused where they are half, and kept', async ({ expert }) => {
  const page = await expert(ada);
  await page.goto('/console/profile');
  await expect(page.getByText('You have no hours')).toBeVisible();

  await test.step('the usual week in the zone of the browser is there to begin with', async () => {
    await page.getByRole('button', { name: 'Set hours' }).focus();
    await page.keyboard.press('Enter');
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    await expect(zone).toBeFocused();
    await expect(zone).toHaveValue(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone));
    await expect(begin(hours(page, 'Friday'))).toHaveValue('09:00');
    await expect(hours(page, 'Sunday')).toHaveCount(0);
    await expect(page.getByText('40 hr a week')).toBeVisible();
  });

  await test.step('another range gets the focus, Monday is copied, a date is taken off', async () => {
    await page.getByRole('button', { name: 'Add hours: Saturday' }).focus();
    await page.keyboard.press('Enter');
    await expect(begin(hours(page, 'Saturday'))).toBeFocused();
    await begin(hours(page, 'Monday')).fill('08:00');
    await end(hours(page, 'Monday')).fill('12:00');
    await press(page, 'Copy Monday to the days until Friday');
    await expect(end(hours(page, 'Thursday'))).toHaveValue('12:00');
    await press(page, 'Add an exception');
    await expect(page.getByLabel('Date 1', { exact: true })).toBeFocused();
    await page.getByLabel('Date 1', { exact: true }).fill('2030-12-24');
    await expect(page.getByRole('list', { name: 'Exceptions' })).toContainText('Day off');
  });

  await test.step('half a range is refused where it stands', async () => {
    await begin(hours(page, 'Saturday')).fill('10:00');
    await press(page, 'Save');
    await expect(page.getByText('It was not saved.')).toBeVisible();
    await expect(begin(hours(page, 'Saturday'))).toHaveAttribute('aria-invalid', 'true');
    await expect(begin(hours(page, 'Monday'))).not.toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('alert').filter({ hasText: 'Hours need a beginning and another end.' })).toBeVisible();
    await isWell(page, 'profile with hours that are refused');
    await end(hours(page, 'Saturday')).fill('00:00');
    await save(page);
  });

  await test.step('they are there after a reload, and the rail says until when they hold', async () => {
    await page.reload();
    await expect(begin(hours(page, 'Tuesday'))).toHaveValue('08:00');
    await expect(end(hours(page, 'Saturday'))).toHaveValue('00:00');
    await expect(page.getByLabel('Date 1', { exact: true })).toHaveValue('2030-12-24');
    await expect(page.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
    await expect(rail(page)).toContainText(/On duty until/);
    await isWell(page, 'profile with hours');
    await page.setViewportSize(widths[0]);
  });

  await test.step('without them the switch alone decides again', async () => {
    await press(page, 'Have no hours');
    await save(page);
    await expect(page.getByText('You have no hours')).toBeVisible();
    await expect(week(page)).toHaveCount(0);
  });
});

test('a visitor reads when somebody is next on duty', async ({ expert, visitor }) => {
  const page = await expert(ada);
  await page.goto('/console/profile');
  await press(page, 'Set hours');
  await press(page, 'Empty the week');
  const tomorrow = await page.evaluate(() =>
    new Intl.DateTimeFormat('en', { weekday: 'long' }).format(new Date(Date.now() + 24 * 3_600_000)),
  );
  await press(page, `Add hours: ${tomorrow}`);
  await begin(hours(page, tomorrow)).fill('09:00');
  await end(hours(page, tomorrow)).fill('17:00');
  await save(page);
  const available = page.getByRole('switch', { name: 'Available' });
  await expect(available).toBeChecked();
  await expect(available).not.toHaveAttribute('aria-busy', 'true');
  await available.uncheck();
  await expect(rail(page)).toContainText(/Off until tomorrow, 0?9:00/);

  const asking = await visitor();
  await bubble(asking).click();
  await expect(panel(asking)).toContainText(/Somebody is next, tomorrow at 0?9:00/);
  await asking.getByRole('button', { name: 'Talk to a person' }).click();
  await asking.getByRole('button', { name: 'Send request' }).click();
  await expect(panel(asking)).toContainText(/Waiting for somebody to come on duty, tomorrow at 0?9:00/);
  await asking.getByRole('button', { name: 'Cancel request' }).click();
  await press(page, 'Have no hours');
  await save(page);
});

test('what is written shows at once which requests it would bring', async ({ expert, visitor }) => {
  const page = await expert(ada);
  await askForHelp(await visitor(), 'The zebra at the gate refuses its carrot');
  await accept(page);
  await page.goto('/console/profile');
  const near = page.getByRole('list', { name: 'Requests like these would reach you' });
  await expect(page.getByText(/of the latest \d+ requests? in your languages/)).toBeVisible();
  await expect(near).not.toContainText('zebra');
  await press(page, 'Add a statement');
  await page.keyboard.type('Zebras and the carrots that they refuse');
  await expect(near).toContainText('The zebra at the gate refuses its carrot');
  await expect(near).toContainText('near to “Zebras and the carrots that they refuse”');
  await isWell(page, 'profile with a preview');
  await press(page, 'Drop changes');
  await expect(near).not.toContainText('zebra');
});
