import { expect, test, type Page } from '@playwright/test';
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';
import { startDemoServer, type DemoServer } from '../fixtures/server.ts';
import { ada, signIn } from './people.ts';
import { isWell, widths } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

let server: DemoServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  // Embedded, whatever the others run on: time passes in its data while it is stopped.
  server = await startDemoServer();
});
test.afterAll(() => server.dispose());

/** A zone in which it is about noon, so that an hour more is in the same week and on the same day. */
const noonZone = (): string => {
  const behind = new Date().getUTCHours() - 12;
  return behind === 0 ? 'UTC' : `Etc/GMT${behind > 0 ? '+' : ''}${behind}`;
};

/** As if whoever is on duty had been so for an hour longer. */
const anHourPasses = async (): Promise<void> => {
  await server.stop();
  const db = await openDatabase({ dataDir: server.dataDir });
  await db.asSystem(
    'test',
    (tx) => tx`update duty_stretch set began_at = began_at - interval '61 minutes' where standing = 'available'`,
  );
  await db.close();
  await server.start();
};

const soFar = (page: Page) => page.getByText(/on duty since Monday/);

test('the hours of the week are told, switch Available off when they are reached, and can be gone beyond', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({ baseURL: server.url, timezoneId: noonZone() });
  const page = await context.newPage();
  await signIn(page, ada);
  const available = page.getByRole('switch', { name: 'Available' });
  await available.check();
  await expect(available).not.toHaveAttribute('aria-busy', 'true');
  await expect(page.getByText('On duty').first()).toBeVisible();
  await page.goto('/console/profile');

  await test.step('the limit is refused where it is none, and kept with the clock of this browser', async () => {
    const most = page.getByRole('spinbutton', { name: 'Most hours a week' });
    await expect(soFar(page)).toBeVisible();
    await most.fill('100');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(most).toHaveAttribute('aria-invalid', 'true');
    await isWell(page, 'profile with a limit that is refused');
    await most.fill('1');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    await expect(page.getByText(/of 1 hr on duty since Monday/)).toBeVisible();
  });

  await test.step('reached, it says why Available went off', async () => {
    await anHourPasses();
    await expect(page.getByText('You have reached your 1 hr of this week.')).toBeVisible({ timeout: 60_000 });
    await expect(available).not.toBeChecked();
    await isWell(page, 'the hours of the week are reached');
  });

  await test.step('switched on again it stays on, and the profile says how it stands', async () => {
    await available.check();
    await expect(available).not.toHaveAttribute('aria-busy', 'true');
    // Longer than the server takes between two looks.
    await page.waitForTimeout(12_000);
    await expect(available).toBeChecked();
    await page.reload();
    await expect(page.getByText('All of your 1 hr are reached.')).toBeVisible();
    await page.setViewportSize(widths[0]);
    await isWell(page, 'profile beyond the hours of the week');
  });
  await context.close();
});
