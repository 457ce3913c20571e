import type { Locator, Page } from '@playwright/test';
import { accept, ada, askForHelp, expect, grace, log, say, test } from './people.ts';
import { isWell, widths } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.beforeEach(() => test.setTimeout(180_000));

const menuButton = (page: Page): Locator => page.getByRole('button', { name: 'Break or leave' });
const menu = (page: Page): Locator => page.getByRole('menu', { name: 'Break or leave' });
const item = (page: Page, name: string): Locator => menu(page).getByRole('menuitem', { name });
const available = (page: Page): Locator => page.getByRole('switch', { name: 'Available' });
/** The sheet of a phone, while it is open; what it shows is slotted, so it is found by its content. */
const more = (page: Page): Locator =>
  page.locator('h-dialog').filter({ has: page.getByRole('navigation', { name: 'More places' }) });
const newRequest = (page: Page): Locator => page.getByRole('alertdialog', { name: 'New request' });
const told = (page: Page, words: string | RegExp): Locator => page.getByRole('status').filter({ hasText: words });

/** Who waits is in the queue, and stands before nobody. */
const isNotAsked = async (page: Page, words: string): Promise<void> => {
  await page.goto('/console/queue');
  await expect(page.getByRole('list', { name: 'Queue' })).toContainText(words);
  await expect(newRequest(page)).toBeHidden();
};

/** Says over the wire what the console has no button for: a break that is over in a moment. */
const breakFor = (page: Page, ms: number): Promise<unknown> =>
  page.evaluate(
    (quietMs) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/v1/live`);
        const send = (frame: object): void => socket.send(JSON.stringify(frame));
        socket.onopen = () => send({ frame: 'hello', ref: 'hello', v: 1 });
        socket.onerror = () => reject(new Error('no live connection'));
        socket.onmessage = ({ data }) => {
          const { ref } = JSON.parse(String(data)) as { ref?: string };
          if (ref === 'hello') {
            const quietUntil = new Date(Date.now() + quietMs).toISOString();
            send({ frame: 'availability', ref: 'break', switch: true, quietUntil });
          }
          if (ref !== 'break') return;
          socket.close();
          resolve(null);
        };
      }),
    ms,
  );

test('a break: nobody new is put before them, and who waits comes when they are back', async ({ expert, visitor }) => {
  const page = await expert(ada);

  await test.step('the menu is walked by keyboard, and leaves the focus where it was', async () => {
    await menuButton(page).focus();
    await page.keyboard.press('Enter');
    await expect(item(page, 'Break of 15 minutes')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(item(page, 'Break of 1 hour')).toBeFocused();
    await page.keyboard.press('End');
    await expect(item(page, 'One more, then off')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(item(page, 'Break of 15 minutes')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu(page)).toBeHidden();
    await expect(menuButton(page)).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(item(page, 'One more, then off')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(menu(page)).toBeHidden();
    await expect(available(page)).toBeFocused();
    await menuButton(page).click();
    await isWell(page, 'the menu of breaks');
  });

  await test.step('on a break it is said until when, and the next request waits', async () => {
    await page.reload();
    await menuButton(page).click();
    await item(page, 'Break of 15 minutes').click();
    await expect(told(page, /Break until \d/)).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Console' }).first()).toContainText(/Break until \d/);
    await expect(available(page)).toBeChecked();
    await askForHelp(await visitor(), 'Saving the invoice fails');
    await isNotAsked(page, 'Saving the invoice fails');
    await expect(told(page, /Break until \d/)).toBeVisible();
    await isWell(page, 'on a break');
  });

  await test.step('ended by hand, the request comes up', async () => {
    await page.getByRole('button', { name: 'End the break' }).click();
    await expect(newRequest(page)).toContainText('Saving the invoice fails');
    await expect(told(page, 'Break until')).toBeHidden();
    await accept(page);
  });

  await test.step('it ends by itself, without a reload', async () => {
    await breakFor(page, 3_000);
    await expect(told(page, /Break until \d/)).toBeVisible();
    await expect(told(page, 'Break until')).toBeHidden({ timeout: 20_000 });
    await expect(page.getByRole('navigation', { name: 'Console' }).first()).toContainText('On duty');
  });

  await test.step('on a phone it is taken and ended from More', async () => {
    await page.setViewportSize(widths[1]);
    await page.getByRole('button', { name: 'More' }).click();
    await more(page).getByRole('button', { name: 'Break until tomorrow morning' }).click();
    await expect(told(page, /Break until tomorrow, /)).toBeVisible();
    await page.getByRole('button', { name: 'More' }).click();
    await expect(more(page)).toContainText('Break until tomorrow');
    await isWell(page, 'more, on a break');
    await page.setViewportSize(widths[1]);
    await more(page).getByRole('button', { name: 'End the break' }).click();
    await expect(told(page, 'Break until')).toBeHidden();
  });
});

test('one more, then off: from the palette, with a kind word, and the conversation goes on', async ({
  expert,
  visitor,
}) => {
  const page = await expert(ada);
  const rail = page.getByRole('navigation', { name: 'Console' }).first();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('one more');
  await page.getByRole('option', { name: 'One more, then off' }).click();
  await expect(rail).toContainText('One more, then off');
  await menuButton(page).click();
  await item(page, 'Stay on after the next one').click();
  await expect(rail).not.toContainText('One more, then off');
  await menuButton(page).click();
  await item(page, 'One more, then off').click();
  await expect(rail).toContainText('One more, then off');

  const asking = await visitor();
  await askForHelp(asking, 'The export is empty');
  await accept(page);
  await expect(available(page)).not.toBeChecked();
  await expect(told(page, 'You are off, as you wished.')).toBeVisible();
  await isWell(page, 'off after one more');
  await say(page, 'Which export?');
  await expect(log(asking)).toContainText('Which export?');
  const waiting = await visitor();
  await askForHelp(waiting, 'And mine as well');
  await isNotAsked(page, 'And mine as well');
  await waiting.getByRole('button', { name: 'Cancel request' }).click();
});

test('a wrap-up after a conversation, set under Profile and ended when they are ready', async ({ expert, visitor }) => {
  const page = await expert(grace);
  const setWrapUp = async (minutes: string): Promise<void> => {
    await page.goto('/console/profile');
    await page.getByRole('combobox', { name: 'Wrap-up' }).selectOption(minutes);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  };
  await setWrapUp('2');
  await isWell(page, 'profile with a wrap-up');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Wrap-up' })).toHaveValue('2');

  await askForHelp(await visitor(), 'Where is the tax rate?');
  await accept(page);
  await page.getByRole('button', { name: 'End conversation' }).click();
  await page.getByRole('button', { name: 'End it now' }).click();
  await expect(told(page, /Wrapping up until \d/)).toBeVisible();
  await isWell(page, 'wrapping up');
  const waiting = await visitor();
  await askForHelp(waiting, 'Another one waits');
  await isNotAsked(page, 'Another one waits');
  await expect(told(page, /Wrapping up until \d/)).toBeVisible();
  await page.getByRole('button', { name: 'I am ready' }).click();
  await expect(newRequest(page)).toContainText('Another one waits');
  await expect(told(page, 'Wrapping up')).toBeHidden();
  await waiting.getByRole('button', { name: 'Cancel request' }).click();
  await setWrapUp('0');
});
