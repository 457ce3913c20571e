import type { Page } from '@playwright/test';
import { panel } from './host-visits.ts';
import { accept, ada, askForHelp, expect, grace, test } from './people.ts';
import { isWell, widths } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.beforeEach(() => test.setTimeout(180_000));

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const offer = (page: Page) => page.getByRole('alertdialog', { name: 'New request' });
const end = async (page: Page): Promise<void> => {
  await press(page, 'End conversation');
  await page.getByRole('alertdialog').getByRole('button', { name: 'End conversation' }).click();
  await expect(page.getByText('This conversation has ended.')).toBeVisible();
};

test('who asked does not meet an expert again, says so after it is over, and undoes it', async ({
  expert,
  visitor,
}) => {
  const asking = await visitor();
  const page = await expert(ada);
  await askForHelp(asking, 'The giraffe does not fit into the invoice');
  await accept(page);
  await end(asking);
  await press(asking, 'Do not meet Ada Moreau again');
  await expect(panel(asking).getByText('Ada Moreau is not asked any more when you ask for help')).toBeVisible();
  await isWell(asking, 'ended, and not meeting again');

  await test.step('the next request goes by Ada, and to Grace when she comes', async () => {
    await press(asking, 'Ask again');
    await press(asking, 'Talk to a person');
    await press(asking, 'Send request');
    await expect(asking.getByRole('button', { name: 'Cancel request' })).toBeVisible();
    const other = await expert(grace);
    await accept(other);
    await expect(offer(page)).toHaveCount(0);
    await end(asking);
    await press(asking, 'Ask again');
  });

  await test.step('the conversation of before says it too, and there it is undone', async () => {
    // Both stand there before one is pressed: the newer one comes in above it.
    await expect(panel(asking).getByRole('list', { name: 'Conversations' }).getByRole('listitem')).toHaveCount(2);
    await panel(asking).getByRole('link', { name: 'The giraffe does not fit into the invoice' }).click();
    await expect(panel(asking).getByText('Ada Moreau is not asked any more')).toBeVisible();
    await press(asking, 'Undo that');
    await expect(asking.getByRole('button', { name: 'Do not meet Ada Moreau again' })).toBeVisible();
    await isWell(asking, 'a conversation of before');
  });
});

test('an expert takes no requests of a person, who is told nothing, and takes it back in the profile', async ({
  expert,
  visitor,
}) => {
  const asking = await visitor();
  const page = await expert(ada);
  await askForHelp(asking, 'The heron ate my password');
  await accept(page);

  await test.step('a question first, which Escape leaves as it is', async () => {
    await press(page, 'Take no requests of them');
    const question = page.getByRole('alertdialog', { name: /^Take no requests of/ });
    await expect(question).toBeVisible();
    await isWell(page, 'the question before it');
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await press(page, 'Take no requests of them');
    await press(page, 'Take none');
    await expect(page.getByText('Requests of this person do not come to you any more.')).toBeVisible();
    await isWell(page, 'context of somebody whose requests are not taken');
  });

  await test.step('their next request waits; from the queue it is refused in words', async () => {
    await end(asking);
    await press(asking, 'Ask again');
    await press(asking, 'Talk to a person');
    await asking.getByRole('textbox', { name: 'What are you stuck on?' }).fill('The heron is back');
    await press(asking, 'Send request');
    await expect(asking.getByRole('button', { name: 'Cancel request' })).toBeVisible();
    await page.goto('/console/queue');
    await expect(page.getByRole('list', { name: 'Queue' })).toContainText('The heron is back');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take it' }).click();
    await expect(page.getByText('You take no requests of this person.')).toBeVisible();
    await expect(offer(page)).toHaveCount(0);
  });

  await test.step('the profile lists it, and one press brings their requests back', async () => {
    await page.goto('/console/profile');
    const list = page.getByRole('list', { name: 'People whose requests you do not take' });
    await expect(list.getByRole('listitem')).toHaveCount(1);
    await page.setViewportSize(widths[0]);
    await isWell(page, 'profile with somebody whose requests are not taken');
    await list.getByRole('button', { name: /^Take their requests again/ }).click();
    await expect(list).toHaveCount(0);
    await expect(offer(page)).toBeVisible({ timeout: 20_000 });
    await offer(page).getByRole('button', { name: 'Decline' }).click();
    await press(asking, 'Cancel request');
    await expect(asking.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
  });
});
