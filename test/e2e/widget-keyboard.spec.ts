import type { Locator, Page } from '@playwright/test';
import { listenToRegions } from './live-regions.ts';
import { accept, expect, grace, say, test } from './people.ts';

/** Goes on with Tab until something has the focus; a person gives up sooner. */
const tabTo = async (page: Page, wanted: Locator, key = 'Tab'): Promise<void> => {
  for (let presses = 0; presses < 25; presses += 1) {
    if (await wanted.evaluate((element) => element.matches(':focus')).catch(() => false)) return;
    await page.keyboard.press(key);
  }
  await expect(wanted).toBeFocused();
};
const clock = /\d{1,2}:\d{2}( [AP]M)?/g;

test('the whole way to help and out of it goes without a mouse, and is told in order', async ({ visitor, expert }) => {
  const gracePage = await expert(grace);
  const page = await visitor('/demo/');
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  await button('Help').focus();
  const said = await listenToRegions(page);
  const heard = async (): Promise<string[]> => (await said()).map((words) => words.replaceAll(clock, 'TIME'));

  await test.step('search and read', async () => {
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('searchbox'));
    await page.keyboard.type('charged twice');
    await expect(page.getByRole('status')).toContainText('answer');
    expect(await heard()).toEqual([
      'status: Searching…',
      expect.stringMatching(/^status: (1 answer|\d+ answers, best first)$/),
    ]);
    await tabTo(page, page.getByRole('list', { name: 'Articles' }).getByRole('link').first());
    await page.keyboard.press('Enter');
    await tabTo(page, button("This didn't help"));
    await page.keyboard.press('Enter');
  });

  await test.step('ask and wait', async () => {
    await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toBeFocused();
    await page.keyboard.type('A customer was charged twice');
    await heard();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('status', { name: 'Waiting for an expert' })).toBeVisible();
    await expect
      .poll(async () => page.evaluate(() => (document.activeElement as HTMLElement).localName))
      .toBe('harmony-widget');
    const told = await heard();
    expect(told.at(-1)).toMatch(/^status: (under \d+ min|\d+[–-]\d+ min) likely wait You are next in line\.$/);
    expect(told.slice(0, -1).filter((words) => words !== 'status: Your request is here.')).toEqual([]);
  });

  await test.step('talk', async () => {
    await accept(gracePage);
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
    await say(gracePage, 'I take the second charge back');
    await expect(page.getByText('I take the second charge back')).toBeVisible();
    await page.keyboard.type('Thank you');
    await page.keyboard.press('Enter');
    await expect(gracePage.getByText('Thank you', { exact: true })).toBeVisible();
    const told = await heard();
    // Who it is comes first, and at once; how the line stands is said beside it.
    expect(told[0]).toMatch(/^alert: Grace Okafor is here\.$/);
    expect(told.filter((words) => words.startsWith('log'))).toEqual([
      'log: A customer was charged twice',
      'log: Grace Okafor joined, TIME',
      'log: I take the second charge back',
      'log: Thank you',
    ]);
    expect(told.join()).not.toContain('writing');
  });

  await test.step('say that it is solved, rate, thank', async () => {
    await gracePage.getByRole('button', { name: 'Resolve' }).click();
    await expect(button("It's solved")).toBeVisible();
    expect(await heard()).toEqual(['log: Grace Okafor says that it is solved, TIME']);
    await tabTo(page, button("It's solved"), 'Shift+Tab');
    await page.keyboard.press('Enter');
    const first = page.getByRole('radio', { name: '1' });
    await tabTo(page, first);
    for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: '5' })).toBeChecked();
    await tabTo(page, page.getByRole('textbox', { name: 'Say thanks' }));
    await page.keyboard.type('Quick and kind');
    await tabTo(page, button('Send thanks'));
    await page.keyboard.press('Enter');
    await expect(button('Done')).toBeVisible();
    const told = await heard();
    expect(told).toEqual([
      'log: You said that it is solved, TIME',
      'status: Sent. Grace Okafor will read your thanks.',
    ]);
  });

  await test.step('erase, and leave', async () => {
    await tabTo(page, button('Done'));
    await page.keyboard.press('Enter');
    await tabTo(page, button('Your data'));
    await page.keyboard.press('Enter');
    await tabTo(page, button('Erase everything'));
    await heard();
    await page.keyboard.press('Enter');
    await tabTo(page, button('Erase'));
    await page.keyboard.press('Enter');
    await expect(page.getByText('Everything is erased.')).toBeVisible();
    expect(await heard()).toEqual([
      expect.stringMatching(/^alert: This removes your requests, conversations/),
      'status: Everything is erased. Your messages are gone for the people who helped you, too.',
    ]);
    await page.keyboard.press('Escape');
    await expect(button('Help')).toBeFocused();
  });
});
