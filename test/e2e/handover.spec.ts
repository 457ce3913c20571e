import type { Page } from '@playwright/test';
import { accept, ada, admin, askForHelp, expect, grace, log, say, signIn, test } from './people.ts';
import { isWell } from './well.ts';

/** The visitor asked, Ada has it and has answered; Grace is at her desk. */
const talk = async (expert: (email: string) => Promise<Page>, visitor: () => Promise<Page>) => {
  const first = await expert(ada);
  const page = await visitor();
  await askForHelp(page, 'Where do I change the number of an invoice?');
  await accept(first);
  await say(first, 'Let me look.');
  await expect(log(page)).toContainText('Let me look.');
  return { first, page, second: await expert(grace) };
};

const asking = (page: Page, name: string) => page.getByRole('dialog', { name });
const asked = (page: Page, words: RegExp) => page.getByRole('dialog', { name: words });

test('an expert invites a second one, and three talk in one log', async ({ expert, visitor }) => {
  const { first, page, second } = await talk(expert, visitor);
  await second.getByRole('link', { name: 'Profile' }).first().click();
  const writing = second.getByRole('textbox').first();
  await writing.focus();

  await first.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = asking(first, 'Invite a colleague');
  await expect(dialog).toBeVisible();
  await expect(first.getByRole('radio', { name: /Grace/ })).toBeFocused();
  await first.getByRole('button', { name: 'Ask to come along' }).click();
  await expect(first.getByRole('alert')).toHaveText('Choose whom to ask.');
  await first.getByRole('radio', { name: /Grace/ }).check();
  await first.getByRole('textbox', { name: 'What they should know' }).fill('Same as the one of October.');
  await isWell(first, 'whom to invite');
  await first.getByRole('button', { name: 'Ask to come along' }).click();
  await expect(dialog).toBeHidden();
  await expect(first.getByText(/Grace.* is asked to come along\./)).toBeVisible();

  const question = asked(second, /asks you to come along/);
  await expect(question).toContainText('Where do I change the number of an invoice');
  await expect(question).toContainText('Same as the one of October.');
  await expect(writing).toBeFocused();
  await second.keyboard.press('Alt+n');
  await expect(question.getByRole('heading')).toBeFocused();
  await isWell(second, 'asked to come along');
  await isWell(first, 'waiting for a colleague');
  await question.getByRole('button', { name: 'Join' }).click();

  await expect(log(second)).toContainText('Let me look.');
  await expect(log(second)).toContainText('Same as the one of October.');
  await expect(first.getByText(/is asked to come along/)).toBeHidden();
  await say(second, 'Under Settings, Numbers.');
  await say(page, 'Thank you both!');
  for (const screen of [first, second, page]) {
    await expect(log(screen)).toContainText('Under Settings, Numbers.');
    await expect(log(screen)).toContainText('Thank you both!');
  }
  await expect(log(page)).toContainText(/Grace.* joined/);
  await expect(log(page)).not.toContainText('October');
});

test('an expert hands over with a brief: not now, withdrawn, then taken over', async ({ expert, visitor }) => {
  const { first, page, second } = await talk(expert, visitor);
  const brief = 'They use Firefox 132, and it worked last week.';
  const hand = async (): Promise<void> => {
    await first.getByRole('heading', { name: 'Where do I change' }).first().focus();
    await first.keyboard.press('h');
    await expect(asking(first, 'Hand over to a colleague')).toBeVisible();
    await first.getByRole('radio', { name: /Grace/ }).check();
    const box = first.getByRole('textbox', { name: 'What they should know' });
    await first.getByRole('button', { name: 'Ask to take over' }).click();
    await expect(box).toBeFocused();
    await box.fill(brief);
    await first.getByRole('button', { name: 'Ask to take over' }).click();
    await expect(first.getByText(/is asked to take over\./)).toBeVisible();
  };
  const question = asked(second, /asks you to take over/);

  await test.step('Grace cannot come, and nothing has changed', async () => {
    await hand();
    await question.getByRole('button', { name: 'Not now' }).click();
    await expect(question).toBeHidden();
    await expect(first.getByText(/Grace.* cannot come now\./)).toBeVisible();
    await first.getByRole('button', { name: 'All right' }).click();
    await expect(first.getByText(/cannot come now/)).toBeHidden();
    await say(first, 'One moment.');
    await expect(log(page)).toContainText('One moment.');
  });

  await test.step('Ada withdraws', async () => {
    await hand();
    await expect(question).toBeVisible();
    await first.getByRole('button', { name: 'Withdraw' }).click();
    await expect(question).toBeHidden();
    await expect(second.getByText(/no longer needs you there\./)).toBeVisible();
  });

  await test.step('Grace takes over', async () => {
    await hand();
    await question.getByRole('button', { name: 'Take over' }).click();
    await expect(first.getByText('You handed it over.')).toBeVisible();
    await isWell(first, 'a conversation that was handed over');
    await expect(log(second)).toContainText(brief);
    await expect(log(second)).toContainText('Let me look.');
    await expect(second.getByRole('heading', { name: /^Why this came to Ada/ })).toBeVisible();
    await say(second, 'Grace here. I have read it all.');
    await expect(log(page)).toContainText('Grace here. I have read it all.');
    await expect(log(page)).toContainText(/Grace.* joined/);
    await expect(log(page)).toContainText(/Ada.* left/);
    await expect(log(page)).not.toContainText('Firefox 132');
    await expect(page.getByRole('region', { name: /^Why Grace/ })).toBeVisible();
    await isWell(page, 'handed over to a colleague');
  });

  await test.step('and gives it back', async () => {
    await second.getByRole('button', { name: 'Transfer', exact: true }).click();
    await second.getByRole('radio', { name: /Ada/ }).check();
    await second.getByRole('textbox', { name: 'What they should know' }).fill('It is solved but for the payment.');
    await second.getByRole('button', { name: 'Ask to take over' }).click();
    await asked(first, /asks you to take over/)
      .getByRole('button', { name: 'Take over' })
      .click();
    await expect(log(first)).toContainText('Grace here. I have read it all.');
    await expect(log(first)).toContainText('It is solved but for the payment.');
    await say(first, 'Ada again.');
    await expect(log(page)).toContainText('Ada again.');
    await expect(second.getByText('You handed it over.')).toBeVisible();
  });
});

test('somebody who leads gives a conversation to a colleague', async ({ expert, visitor }) => {
  const { first, page, second } = await talk(expert, visitor);
  const lead = await visitor('/console/');
  await signIn(lead, admin);
  await lead.goto(first.url());
  await expect(log(lead)).toContainText('Let me look.');
  await expect(lead.getByRole('button', { name: 'Invite', exact: true })).toBeHidden();
  await lead.getByRole('button', { name: 'Transfer', exact: true }).click();
  await lead.getByRole('radio', { name: /Grace/ }).check();
  await lead.getByRole('textbox', { name: 'What they should know' }).fill('Ada has gone home.');
  await lead.getByRole('button', { name: 'Ask to take over' }).click();
  await asked(second, /asks you to take over/)
    .getByRole('button', { name: 'Take over' })
    .click();
  await expect(first.getByText('Somebody who leads gave it to a colleague')).toBeVisible();
  await say(second, 'I am Grace.');
  await expect(log(page)).toContainText('I am Grace.');
});
