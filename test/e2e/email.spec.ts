import type { Page } from '@playwright/test';
import { ada, askForHelp, expect, log, say, signIn, test } from './people.ts';
import { isWell } from './well.ts';

const words = 'Where do I change the number of an invoice?';

/** The newest letter to an address that has these words, and its link. */
const letterTo = async (page: Page, address: string, said: string): Promise<string> => {
  const letter = page.getByRole('article').filter({ hasText: address }).filter({ hasText: said }).first();
  await expect(async () => {
    await page.goto('/demo/mail/');
    await expect(letter).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  return (await letter.getByRole('link').first().getAttribute('href'))!;
};

test('whoever cannot stay is answered by e-mail, and comes back by its link', async ({ browser, baseURL, visitor }) => {
  test.setTimeout(300_000);
  const address = `vera-${Date.now()}@lang.test`;
  const page = await visitor();
  const mailbox = await visitor('/demo/mail/');
  const elsewhere = await (await browser.newContext({ baseURL: baseURL! })).newPage();

  await test.step('asks, and leaves an address', async () => {
    await askForHelp(page, words);
    await page.getByRole('button', { name: 'Tell me by e-mail' }).click();
    await page.getByRole('textbox', { name: 'Email' }).fill('vera');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByText('Write one address, such as name@example.com.')).toBeVisible();
    await isWell(page, 'an address that is none');
    await page.getByRole('textbox', { name: 'Email' }).fill(address);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByText(`We sent a letter to ${address}.`)).toBeVisible();
    await isWell(page, 'a letter is on its way');
  });

  await test.step('says that the address is theirs, in another browser', async () => {
    const link = await letterTo(mailbox, address, 'Confirm your address');
    await elsewhere.goto(link);
    await expect(elsewhere.getByText(address)).toBeVisible();
    await isWell(elsewhere, 'is this your address');
    await expect(page.getByText('The answer goes to')).toBeHidden();
    await elsewhere.getByRole('button', { name: 'Yes, this is me' }).click();
    await expect(elsewhere.getByRole('status', { name: 'Waiting for an expert' })).toBeVisible();
    await isWell(elsewhere, 'the same request, opened by a letter');
    await expect(page.getByText(`The answer goes to ${address}.`)).toBeVisible();
    await isWell(page, 'the answer goes to an address');
    await elsewhere.context().close();
    await page.context().close();
  });

  const expert = await (await browser.newContext({ baseURL: baseURL! })).newPage();
  await test.step('is answered while nobody is there', async () => {
    await signIn(expert, ada);
    await expert.getByRole('link', { name: 'Queue' }).first().click();
    await expert.getByRole('button', { name: words }).click();
    await expect(expert.getByText('Answers go by e-mail').first()).toBeVisible();
    await isWell(expert, 'a request that is answered by e-mail');
    await expert.getByRole('button', { name: 'Take it' }).click();
    await expect(log(expert)).toBeVisible();
    await expect(expert.getByRole('complementary', { name: 'Context' })).toContainText('Answers go by e-mail');
    await say(expert, 'Under Settings, in the part Numbers.');
    await say(expert, 'Tell me whether you found it.');
  });

  await test.step('reads the answer in one letter, and replies by its link', async () => {
    const link = await letterTo(mailbox, address, 'Tell me whether you found it.');
    await expect(mailbox.getByRole('article').filter({ hasText: 'Under Settings' }).first()).toContainText(
      /^.*Ada.* wrote:/m,
    );
    const back = await (await browser.newContext({ baseURL: baseURL! })).newPage();
    await back.goto(link);
    await expect(log(back)).toContainText('Under Settings, in the part Numbers.');
    await isWell(back, 'a conversation, opened by a letter');
    await say(back, 'There it is. Thank you.');
    await expect(log(expert)).toContainText('There it is. Thank you.');
    await back.reload();
    await expect(log(back)).toContainText('There it is. Thank you.');
    await back.getByRole('button', { name: 'Close' }).click();
    await back.getByRole('button', { name: 'No more mail about this' }).click();
    await expect(back.getByText('No more letters about this request go out.')).toBeVisible();
    await back.context().close();
    await expect(expert.getByRole('complementary', { name: 'Context' })).toBeVisible();
  });
  await expert.context().close();
});

test('a link that leads nowhere says so, and what to do', async ({ visitor }) => {
  const page = await visitor('/thread/');
  await expect(page.getByText('This link leads nowhere')).toBeVisible();
  await isWell(page, 'a link that leads nowhere');
  await page.goto('/thread/#short');
  await page.reload();
  await expect(page.getByText('This link leads nowhere')).toBeVisible();
});

test('a link that is over, and a browser that keeps nothing, are told apart', async ({ visitor }) => {
  const page = await visitor('/demo/mail/');
  const answer = (status: number, body: object) =>
    page.route('**/v1/thread-links', (route) => route.fulfill({ status, json: body }));
  await answer(401, { type: 'urn:harmony:problem:token/expired', detail: 'over' });
  await page.goto('/thread/#a-token-of-some-length');
  await expect(page.getByText('This link worked for 30 days')).toBeVisible();
  await answer(200, {
    siteKey: 'pk_try_demo',
    siteName: 'Fernbill',
    requestId: 'x',
    email: 'a@b.test',
    isVerified: true,
  });
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('refused', 'SecurityError');
    };
  });
  await page.reload();
  await expect(page.getByText('Your browser keeps nothing for this address')).toBeVisible();
  await isWell(page, 'a browser that keeps nothing');
});
