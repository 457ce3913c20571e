import type { OwnExpert } from '@harmony-live/protocol';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';
import { startDemoServer, type DemoServer } from '../fixtures/server.ts';
import { ada, signIn } from './people.ts';
import { isWell } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' }, actionTimeout: 20_000 });
test.describe.configure({ mode: 'serial', timeout: 240_000 });

let server: DemoServer;
let expert: Page;
let visitor: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  // Embedded, whatever the others run on: time passes in its data while it is stopped.
  server = await startDemoServer();
  expert = await openPage(browser);
  await signIn(expert, ada);
  await giveHours(expert);
  visitor = await openPage(browser);
  await visitor.goto('/demo/');
});
test.afterAll(() => server.dispose());

const openPage = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ baseURL: server.url, timezoneId: 'Asia/Kathmandu' })).newPage();

/** Ada works around the clock, so that the next hour has free times whenever this runs. */
const giveHours = async (page: Page): Promise<void> => {
  const me = (await (await page.request.get('/v1/experts/me')).json()) as OwnExpert;
  const { statements, languages, capacity, version } = me;
  const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
  const answer = await page.request.put('/v1/experts/me', {
    data: { statements, languages, capacity, version, timeZone: 'UTC', hours },
    headers: { origin: server.url },
  });
  expect(answer.status()).toBe(200);
};

/** The booked slot comes as near as this, for whoever starts the server again. */
const comeNear = async (minutes: number): Promise<void> => {
  await server.stop();
  const db = await openDatabase({ dataDir: server.dataDir });
  await db.asSystem('test', async (tx) => {
    const slotAt = new Date(Date.now() + minutes * 60_000);
    await tx`update help_request set slot_at = ${slotAt} where state = 'scheduled'`;
    await tx`update appointment set slot_at = ${slotAt} where state = 'booked'`;
  });
  await db.close();
  await server.start();
};

const openForm = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await page.getByRole('textbox', { name: 'What are you stuck on?' }).fill(text);
  await page.getByRole('button', { name: 'Help at another time' }).click();
};
const book = async (page: Page): Promise<void> => {
  await openForm(page, 'My report is slow since the last release');
  await expect(page.getByRole('radio', { name: 'Now' })).toBeFocused();
  await page.getByRole('radio', { name: 'Pick a time' }).check();
  await expect(page.getByRole('group', { name: 'Time' }).getByRole('radio', { checked: true })).toBeVisible();
};
const booked = (page: Page) => page.getByRole('status', { name: 'Your appointment' });
const appointments = (page: Page) => page.getByRole('list', { name: 'Appointments' }).getByRole('listitem');

test('a time is booked, told on both sides, there again after a reload, and taken back', async () => {
  await test.step('by keyboard, in the zone of the page', async () => {
    await book(visitor);
    const days = visitor.getByRole('group', { name: 'Day' }).getByRole('radio');
    await expect(days.first()).toBeChecked();
    await isWell(visitor, 'choosing a time');
    await days.first().focus();
    await visitor.keyboard.press('ArrowRight');
    await expect(days.nth(1)).toBeChecked();
    // Kathmandu is 5:45 ahead of UTC: slots of half an hour begin at a quarter past and a quarter to there.
    await expect(visitor.getByRole('group', { name: 'Time' }).getByRole('radio').first()).toHaveAccessibleName(
      /:(15|45)/,
    );
    await visitor.getByRole('button', { name: 'Send request' }).click();
    await expect(booked(visitor)).toContainText(/You are booked: .* with Ada/);
    await isWell(visitor, 'booked');
  });

  await test.step('the expert sees it', async () => {
    await expect(appointments(expert)).toContainText('My report is slow since the last release');
    await isWell(expert, 'an appointment above the queue');
  });

  await test.step('it goes into a calendar', async () => {
    const download = visitor.waitForEvent('download');
    await visitor.getByRole('button', { name: 'Add to calendar' }).click();
    expect((await download).suggestedFilename()).toBe('appointment.ics');
  });

  await test.step('it is there again', async () => {
    await visitor.reload();
    await visitor.getByRole('button', { name: 'Help', exact: true }).click();
    await expect(booked(visitor)).toContainText('with Ada');
  });

  await test.step('and is taken back', async () => {
    await visitor.getByRole('button', { name: 'Cancel appointment' }).click();
    await expect(visitor.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
    await expect(appointments(expert)).toHaveCount(0);
  });
});

test('whoever cannot come gives it up, and the person is told', async () => {
  await visitor.reload();
  await book(visitor);
  await visitor.getByRole('button', { name: 'Send request' }).click();
  await expect(booked(visitor)).toContainText('with Ada');
  await appointments(expert)
    .getByRole('button', { name: /I cannot come/ })
    .click();
  await expect(expert.getByRole('dialog', { name: 'Give up this appointment?' })).toBeVisible();
  await expert.getByRole('textbox', { name: 'Why?' }).fill('At the dentist’s');
  await isWell(expert, 'giving an appointment up');
  await expert.getByRole('button', { name: 'Give it up' }).click();
  await expect(appointments(expert)).toHaveCount(0);
  await expect(visitor.getByText('Whoever was to come cannot.')).toBeVisible();
  await isWell(visitor, 'booked with nobody');
  await visitor.getByRole('button', { name: 'Cancel appointment' }).click();
  await expect(visitor.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
});

test('when the time comes the booked expert is asked, and the two talk', async () => {
  await visitor.reload();
  await book(visitor);
  await visitor.getByRole('button', { name: 'Send request' }).click();
  await expect(booked(visitor)).toContainText('with Ada');
  await expert.getByRole('switch', { name: 'Available' }).check();
  await comeNear(4);
  await expect(expert.getByText(/You are booked at/)).toBeVisible({ timeout: 60_000 });
  const request = expert.getByRole('alertdialog', { name: 'New request' });
  await expect(request).toContainText('You are booked for this', { timeout: 60_000 });
  await expect(visitor.getByRole('status', { name: 'Waiting for an expert' })).toBeVisible();
  await request.getByRole('button', { name: 'Accept' }).click();
  await expect(visitor.getByRole('log', { name: 'Conversation' })).toBeVisible();
  await visitor.getByRole('button', { name: 'End conversation' }).click();
});

test('an answer within a day needs nobody to wait, and stands in the queue until somebody takes it', async ({
  browser,
}) => {
  const person = await openPage(browser);
  await person.goto('/demo/');
  await openForm(person, 'Which of the reports counts refunds?');
  await person.getByRole('radio', { name: 'Within a day' }).check();
  await person.getByRole('button', { name: 'Send request' }).click();
  await expect(person.getByText(/You get an answer by tomorrow at/)).toBeVisible();
  await isWell(person, 'an answer within a day');
  await expert.goto('/console/queue');
  const row = expert.getByRole('list', { name: 'Queue' }).getByRole('listitem');
  await expect(row).toContainText(/Answer by tomorrow at/);
  await isWell(expert, 'an answer that is due in the queue');
  await row.getByRole('button').first().click();
  await row.getByRole('button', { name: 'Take it' }).click();
  await expert.getByRole('textbox', { name: 'Message' }).fill('The one called Net counts them.');
  await expert.getByRole('button', { name: 'Send', exact: true }).click();
  await person.reload();
  await person.getByRole('button', { name: 'Help', exact: true }).click();
  await expect(person.getByRole('log', { name: 'Conversation' })).toContainText('The one called Net counts them.');
});
