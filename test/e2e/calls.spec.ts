import type { Page } from '@playwright/test';
import { accept, ada, askForHelp, expect, log, mediaWithoutAsking, say, test } from './people.ts';

test.use({ launchOptions: mediaWithoutAsking });

const allowMicrophone = (page: Page) => page.context().grantPermissions(['microphone']);

/** Seconds of sound that the page has played. */
const heard = (page: Page) =>
  page
    .locator('audio')
    .evaluate((audio: HTMLAudioElement) => audio.currentTime)
    .catch(() => 0);

test('they talk: who is asked consents first, sound arrives on both sides, and either may stop', async ({
  expert,
  visitor,
}) => {
  const adaPage = await expert(ada);
  const page = await visitor();
  await allowMicrophone(adaPage);
  await allowMicrophone(page);
  await askForHelp(page, 'The database is slow since this morning');
  await accept(adaPage);
  await adaPage.getByRole('button', { name: 'Start voice call' }).click();
  const question = page.getByRole('dialog', { name: 'Start a call?' });
  await expect(question).toBeFocused();
  await question.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByText(/^Ada .*hears you$/)).toBeVisible({ timeout: 15_000 });
  for (const side of [page, adaPage]) await expect.poll(() => heard(side), { timeout: 10_000 }).toBeGreaterThan(0.2);
  await page.getByRole('button', { name: 'Leave call' }).click();
  await expect(adaPage.getByText('The call has ended.')).toBeVisible();
});

test('who writes just now is asked beside, and Escape says no', async ({ expert, visitor }) => {
  const adaPage = await expert(ada);
  const page = await visitor();
  await allowMicrophone(adaPage);
  await askForHelp(page, 'The database is slow again');
  await accept(adaPage);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('One moment, I am');
  await adaPage.getByRole('button', { name: 'Start voice call' }).click();
  const question = page.getByRole('dialog', { name: 'Start a call?' });
  await expect(question).toBeVisible();
  await expect(field).toBeFocused();
  await question.getByRole('button', { name: 'Not now' }).focus();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
  await expect(field).toHaveValue('One moment, I am');
  await expect(adaPage.getByText('cannot talk just now')).toBeVisible();
});

test('where no connection can be made both are told within seconds, and go on in text', async ({ expert, visitor }) => {
  const adaPage = await expert(ada);
  const page = await visitor('/');
  // A network that lets nothing through from browser to browser, and no relay.
  await page.addInitScript(() => {
    const Original = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceServers: [], iceTransportPolicy: 'relay' });
      }
    };
  });
  await page.goto('/demo/');
  await allowMicrophone(adaPage);
  await allowMicrophone(page);
  await askForHelp(page, 'The database does not answer');
  await accept(adaPage);
  await adaPage.getByRole('button', { name: 'Start voice call' }).click();
  await page.getByRole('dialog', { name: 'Start a call?' }).getByRole('button', { name: 'Allow' }).click();
  const allowedAt = Date.now();
  for (const side of [page, adaPage]) {
    await expect(side.getByText('The call could not connect. You are back in text, nothing is lost.')).toBeVisible({
      timeout: 15_000,
    });
  }
  expect(Date.now() - allowedAt).toBeGreaterThan(5_000);
  await say(page, 'Then let us write');
  await expect(log(adaPage)).toContainText('Then let us write');
});

test('“You are sharing” stands over no control of the page', async ({ expert, visitor }) => {
  const adaPage = await expert(ada);
  const page = await visitor();
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '#prices';
    link.textContent = 'Prices';
    link.id = 'in-the-way';
    link.style.cssText = 'position:fixed;top:4px;left:calc(50% - 60px);width:120px;height:32px';
    document.body.append(link);
  });
  await askForHelp(page, 'The database shows old rows');
  await accept(adaPage);
  await page.getByRole('button', { name: 'Share screen' }).click();
  await page.getByRole('dialog', { name: 'Share your screen?' }).getByRole('button', { name: 'Allow' }).click();
  const sharing = page.getByRole('status').filter({ hasText: 'You are sharing your screen with' });
  await expect(sharing).toBeVisible();
  const [ours, theirs] = [(await sharing.boundingBox())!, (await page.locator('#in-the-way').boundingBox())!];
  const isApart =
    ours.x + ours.width <= theirs.x ||
    theirs.x + theirs.width <= ours.x ||
    ours.y + ours.height <= theirs.y ||
    theirs.y + theirs.height <= ours.y;
  expect(isApart, `${JSON.stringify(ours)} lies over ${JSON.stringify(theirs)}`).toBe(true);
  await page.locator('#in-the-way').click();
  expect(new URL(page.url()).hash).toBe('#prices');
  await sharing.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(sharing).toBeHidden();
});
