import type { Locator, Page } from '@playwright/test';
import { accept, ada, admin, askForHelp, expect, grace, log, say, signIn, test } from './people.ts';
import { isWell } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.beforeEach(() => test.setTimeout(240_000));

const heading = (page: Page, name: string): Locator => page.getByRole('heading', { name, exact: true, level: 1 });
const message = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true });
const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Command palette' });

/** The visitor's panel, which a reload may have left open. */
const openHelp = async (page: Page): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Help' });
  const bubble = page.getByRole('button', { name: /^Help/ });
  await expect(dialog.or(bubble).first()).toBeVisible();
  if (!(await dialog.isVisible())) await bubble.click();
};

test('the whole desk by keyboard: palette, shortcuts, going, and single keys that can be switched off', async ({
  visitor,
}) => {
  const page = await visitor('/console/');
  await signIn(page, admin);

  await test.step('G and a letter go, but not in a text field, and not with a modifier', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await expect(heading(page, 'Knowledge')).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('Control+q');
    await expect(heading(page, 'Knowledge')).toBeVisible();
  });

  await test.step('the palette finds places, articles and actions, and does what is chosen', async () => {
    await page.keyboard.press('Control+k');
    await expect(palette(page)).toBeVisible();
    const box = palette(page).getByRole('combobox', { name: 'Find or do' });
    await expect(box).toBeFocused();
    await isWell(page, 'palette');
    await box.fill('ins');
    await expect(palette(page).getByRole('option', { selected: true })).toContainText('Go to Insights');
    await box.press('Enter');
    await expect(heading(page, 'Insights')).toBeVisible();
    await expect(palette(page)).toBeHidden();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('rates of IVA');
    await expect(palette(page).getByRole('group', { name: 'Knowledge' }).getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette(page)).toBeHidden();
  });

  await test.step('the palette opens again at once, before the browser has said that it closed', async () => {
    for (const key of ['Enter', 'Escape']) {
      await page.keyboard.press('Control+k');
      await palette(page).getByRole('combobox', { name: 'Find or do' }).fill('ins');
      const isOpen = await page.evaluate(async (leave) => {
        const dialog = document.querySelector('harmony-palette dialog') as HTMLDialogElement;
        const press = (init: KeyboardEventInit): unknown =>
          (dialog.querySelector('input') ?? document.body).dispatchEvent(
            new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
          );
        if (leave === 'Enter') press({ key: leave });
        else {
          dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
          dialog.close();
        }
        for (let task = 0; task < 5; task += 1) await Promise.resolve();
        press({ key: 'k', ctrlKey: true });
        await new Promise((resolve) => setTimeout(resolve, 100));
        return dialog.open;
      }, key);
      expect(isOpen).toBe(true);
      await page.keyboard.press('Escape');
      await expect(palette(page)).toBeHidden();
    }
    await expect(heading(page, 'Insights')).toBeVisible();
  });

  await test.step('? tells every key, and single keys end when they are switched off', async () => {
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(page.getByText('Mark your last message as the solution')).toBeVisible();
    await isWell(page, 'shortcuts');
    await page.getByRole('switch', { name: 'Single keys' }).uncheck();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await expect(heading(page, 'Insights')).toBeVisible();
    await page.reload();
    // Keys are heard from the desk's first moment on, and no sooner.
    await expect(heading(page, 'Insights')).toBeVisible();
    await page.keyboard.press('?');
    await expect(dialog).toBeHidden();
    await page.keyboard.press('Control+k');
    await expect(palette(page).getByRole('combobox', { name: 'Find or do' })).toBeFocused();
    await page.keyboard.type('shortcuts');
    await expect(palette(page).getByRole('option', { selected: true })).toContainText('Keyboard shortcuts');
    await page.keyboard.press('Enter');
    await page.getByRole('switch', { name: 'Single keys' }).check();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await expect(heading(page, 'Queue')).toBeVisible();
  });

  await test.step('an empty queue says that there is too little to say when the next one comes', async () => {
    await expect(page.getByText('once two weeks of requests have been seen')).toBeVisible();
  });
});

test('from the queue to the solution without a mouse; what the visitor never sees stays unseen', async ({
  expert,
  visitor,
}) => {
  const [asking, waiting] = [await visitor(), await visitor()];
  const page = await expert(ada);

  await test.step('a waiting request is looked at and taken by key, by somebody who is off duty', async () => {
    await page.getByRole('switch', { name: 'Available' }).uncheck();
    await askForHelp(asking, 'Saving the invoice fails after a tax rate changed. It has to go out.');
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await expect(page.getByRole('list', { name: 'Queue' })).toContainText('Saving the invoice fails');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Take it' })).toBeVisible();
    await isWell(page, 'queue, opened');
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await expect(log(page)).toContainText('Saving the invoice fails');
    await expect(page.getByRole('complementary', { name: 'Context' })).toContainText('You took it from the queue.');
    await expect(asking.getByRole('log', { name: 'Conversation' })).toBeVisible();
  });

  await test.step('a note is seen by colleagues, looks unlike a message, and never reaches the visitor', async () => {
    await message(page).fill('Half a sent');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('Like the one in October; between us.');
    await isWell(page, 'writing a note');
    await page.getByRole('button', { name: 'Add note' }).click();
    await expect(log(page)).toContainText('Like the one in October');
    await expect(log(page)).toContainText('Note, only colleagues see it');
    await expect(message(page)).toHaveValue('Half a sent');
    await message(page).fill('');
    await say(page, 'Which rate did you choose?');
    await expect(log(asking)).toContainText('Which rate did you choose?');
    await expect(asking.locator('body')).not.toContainText('October');
    await asking.reload();
    await openHelp(asking);
    await expect(log(asking)).toContainText('Which rate did you choose?');
    await expect(log(asking)).not.toContainText('October');
    await page.reload();
    await expect(log(page)).toContainText('Like the one in October');
  });

  await test.step('a saved reply is written once and inserted by a slash, with its blanks filled in', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('saved replies');
    await page.getByRole('option', { name: /Manage saved replies/ }).click();
    await expect(page.getByRole('dialog', { name: 'Saved replies' })).toBeVisible();
    await expect(page.getByText('Nothing is saved yet.')).toBeVisible();
    await page.getByRole('button', { name: 'New reply' }).click();
    await page.getByRole('textbox', { name: 'Reply’s name' }).fill('Greeting');
    await page.getByRole('textbox', { name: 'Words' }).fill('Hello {name}, this is {expert}. I look at {page}.');
    await page.getByRole('button', { name: 'Save reply' }).click();
    await isWell(page, 'saved replies');
    await page.getByRole('button', { name: 'Close' }).click();
    await message(page).click();
    await page.keyboard.type('/gree');
    await expect(page.getByRole('option', { name: /Greeting/ })).toBeVisible();
    await isWell(page, 'reply picker');
    await page.keyboard.press('Enter');
    await expect(message(page)).toHaveValue(/^Hello, this is Ada.*\. I look at \/demo\/.*\.$/);
    await message(page).fill('');
    await page.keyboard.type('/demo');
    await page.keyboard.press('Escape');
    await expect(message(page)).toHaveValue('/demo');
    await message(page).fill('');
  });

  await test.step('what is known is inserted with one press', async () => {
    const context = page.getByRole('complementary', { name: 'Context' });
    await context
      .getByRole('button', { name: /^Insert/ })
      .first()
      .click();
    await expect(message(page)).not.toHaveValue('');
    await message(page).fill('');
  });

  await test.step('Ctrl+F looks through the conversation, and the second press is the browser’s', async () => {
    await page.keyboard.press('Control+f');
    const box = page.getByRole('searchbox', { name: 'Find in this conversation' });
    await box.fill('rate');
    await expect(page.getByRole('search')).toContainText('2 of 2');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('search')).toContainText('1 of 2');
    await isWell(page, 'find in the conversation');
    const isLeft = await box.evaluate((element) => {
      const event = new KeyboardEvent('keydown', {
        key: 'f',
        code: 'KeyF',
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
        composed: true,
      });
      return element.dispatchEvent(event);
    });
    expect(isLeft).toBe(true);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('search')).toBeHidden();
    await expect(message(page)).toBeFocused();
  });

  await test.step('what was sent can be taken back by choice, and a reload loses nothing', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('shortcuts');
    await page.keyboard.press('Enter');
    await page.getByRole('switch', { name: 'Undo send' }).check();
    await page.keyboard.press('Escape');
    await say(page, 'Not what I meant');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(message(page)).toHaveValue('Not what I meant');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await page.reload();
    await expect(message(page)).toHaveValue('Not what I meant', { timeout: 15_000 });
    await say(page, 'Choose the new rate in row two.');
    await expect(log(asking)).toContainText('Choose the new rate', { timeout: 15_000 });
    await expect(log(asking)).not.toContainText('Not what I meant');
  });

  await test.step('a second request is taken without losing the sentence, and both stand side by side', async () => {
    await message(page).fill('While I look at');
    await askForHelp(waiting, 'Where do I export?');
    await page.getByRole('switch', { name: 'Available' }).check();
    await accept(page);
    await expect(log(page)).toContainText('Where do I export?');
    await page.getByRole('heading', { level: 2 }).first().click();
    await page.keyboard.press('b');
    await expect(page.getByRole('log', { name: 'Conversation' })).toHaveCount(2);
    await expect(message(page).nth(1)).toHaveValue('While I look at');
    await isWell(page, 'two threads');
    await page.getByRole('button', { name: 'Put away' }).click();
    await page.getByRole('link', { name: /Saving the invoice/ }).click();
    await expect(message(page)).toHaveValue('While I look at');
    await message(page).fill('');
  });

  await test.step('S marks, E resolves, F6 goes round the panes', async () => {
    await page.keyboard.press('F6');
    await expect(page.getByRole('heading', { name: 'Why this came to you' })).toBeFocused();
    await page.keyboard.press('s');
    await expect(log(page)).toContainText('You marked the solution');
    await page.keyboard.press('e');
    await expect(page.getByRole('button', { name: 'Go on working' })).toBeVisible();
    await expect(asking.getByRole('button', { name: /It.s solved/ })).toBeVisible();
  });
});

test('new rows wait while somebody points at the list', async ({ visitor }) => {
  const [first, second] = [await visitor(), await visitor()];
  const page = await visitor('/console/');
  await signIn(page, grace);
  await page.goto('/console/queue');
  await askForHelp(first, 'The first question');
  const list = page.getByRole('list', { name: 'Queue' });
  await expect(list).toContainText('The first question');
  await list.hover();
  await askForHelp(second, 'The second question');
  await expect(page.getByRole('button', { name: '1 new', exact: true })).toBeVisible();
  await expect(list).not.toContainText('The second question');
  await page.getByRole('button', { name: '1 new', exact: true }).click();
  await expect(list).toContainText('The second question');
  for (const page of [first, second]) await page.getByRole('button', { name: 'Cancel request' }).click();
});
