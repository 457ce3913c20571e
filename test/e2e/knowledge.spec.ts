import { expect, test } from './people.ts';
import { ask, openOwner } from './owner.ts';
import { isWell } from './well.ts';

test('an article is begun by hand, previewed, compared with what it was, brought back and published', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const owner = await openOwner(browser, baseURL!);
  const { page } = owner;
  const title = page.getByRole('textbox', { name: 'Title' });
  const body = page.getByRole('textbox', { name: 'Body' });
  const side = (name: string) => page.getByRole('radio', { name, exact: true }).check();
  const save = async (words: string) => {
    await body.fill(words);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('status').filter({ hasText: /^\s*Saved\s*$/ })).toBeVisible();
  };

  await test.step('begun: a draft of its own, with what an article is made of', async () => {
    await page.goto('/console/knowledge');
    await page.getByRole('button', { name: 'New article' }).click();
    await expect(title).toHaveValue('Untitled');
    await expect(body).toHaveValue(/## What to do/);
    await title.fill('Discounts come before tax');
    await save('Open the invoice and press **Recalculate**.');
    await save('Open the invoice and press **Refresh**.\n\n1. Look at the total.');
  });

  await test.step('previewed as visitors read it, with what is not saved yet', async () => {
    await title.fill('Discounts come before the tax');
    await side('Preview');
    const preview = page.getByRole('article', { name: 'Preview' });
    await expect(preview.getByRole('heading', { name: 'Discounts come before the tax' })).toBeVisible();
    await expect(preview.locator('b')).toHaveText('Refresh');
    await expect(preview.getByRole('listitem')).toHaveText('Look at the total.');
    await isWell(page, 'knowledge, preview');
  });

  await test.step('compared word by word, and an old text brought back without saving', async () => {
    await side('Versions');
    const second = page.getByRole('list', { name: 'Versions' }).getByRole('listitem').filter({ hasText: 'Version 2' });
    await second.getByRole('button', { name: 'Compare' }).click();
    await expect(second.locator('del')).toHaveText(['Recalculate']);
    await expect(second.locator('ins').filter({ hasText: 'Refresh' })).toBeVisible();
    await isWell(page, 'knowledge, versions');
    await second.getByRole('button', { name: 'Bring back' }).click();
    await expect(body).toHaveValue('Open the invoice and press **Recalculate**.');
    await expect(page.getByRole('status').filter({ hasText: 'Not saved yet' })).toBeVisible();
  });

  /** Keeps what is saved on its way. @returns lets it arrive, and waits until it has */
  const hold = async (): Promise<() => Promise<void>> => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/v1/articles/*', async (route) => {
      if (route.request().method() === 'PUT') await held;
      await route.continue();
    });
    const arrived = page.waitForResponse((response) => response.request().method() === 'PUT');
    return async () => {
      letGo();
      await arrived;
      await page.unroute('**/v1/articles/*');
    };
  };

  await test.step('what is typed while it is being saved stays', async () => {
    const letGo = await hold();
    await body.fill('Press Recalculate.');
    await page.getByRole('button', { name: 'Save' }).click();
    await body.fill('Press Recalculate, then look at the total.');
    await letGo();
    await expect(page.getByRole('button', { name: 'Save' })).not.toHaveAttribute('aria-busy', 'true');
    await expect(page.getByRole('status').filter({ hasText: 'Not saved yet' })).toBeVisible();
    await expect(body).toHaveValue('Press Recalculate, then look at the total.');
  });

  await test.step('another article that is opened meanwhile keeps its own words, and so does the one that is saved', async () => {
    const articles = page.getByRole('navigation', { name: 'Articles' });
    await page.getByRole('button', { name: 'New article' }).click();
    await expect(title).toHaveValue('Untitled');
    await articles.getByRole('link', { name: 'Discounts come before tax' }).click();
    await expect(body).toHaveValue('Press Recalculate, then look at the total.');
    const letGo = await hold();
    await page.getByRole('button', { name: 'Save' }).click();
    await articles.getByRole('link', { name: 'Untitled' }).click();
    await expect(title).toHaveValue('Untitled');
    await letGo();
    await articles.getByRole('link', { name: 'Discounts come before tax' }).click();
    await expect(body).toHaveValue('Press Recalculate, then look at the total.');
    await articles.getByRole('link', { name: 'Untitled' }).click();
    await expect(body).toHaveValue(/## What to do/);
    await page.getByRole('button', { name: 'Reject' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Rejected' })).toBeVisible();
    await articles.getByRole('link', { name: 'Discounts come before tax' }).click();
  });

  await test.step('published by a press while it is still being saved, and found among what is', async () => {
    const letGo = await hold();
    await body.fill('Press Recalculate, then look at the total again.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Publish' }).click();
    await letGo();
    await expect(page.getByRole('status').filter({ hasText: 'Published' })).toBeVisible();
    await side('To review');
    await expect(page.getByText('No draft waits for a decision.')).toBeVisible();
    await page.getByRole('radio', { name: 'Published', exact: true }).check();
    await expect(page.getByRole('navigation', { name: 'Articles' }).getByRole('listitem')).toHaveCount(1);
    await isWell(page, 'knowledge, published');
    await page.setViewportSize({ width: 390, height: 780 });
    await expect(body).toBeVisible();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect(page.getByRole('navigation', { name: 'Articles' })).toBeVisible();
    await expect(body).toBeHidden();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('what people asked and no article answers is begun as one', async () => {
    const question = 'The calendar shows every appointment twice';
    const visitor = await browser.newContext({ baseURL: baseURL! });
    await ask(visitor.request, owner, question);
    await visitor.close();
    await page.getByRole('radio', { name: 'Missing', exact: true }).check();
    const missing = page
      .getByRole('navigation', { name: 'Articles' })
      .getByRole('listitem')
      .filter({ hasText: question });
    await expect(missing).toContainText('1 person');
    await isWell(page, 'knowledge, what is missing');
    await missing.getByRole('button', { name: `Write an article ${question}` }).click();
    await expect(title).toHaveValue(question);
  });
  await owner.close();
});
