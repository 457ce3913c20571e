import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { accept, expect, log, test } from './people.ts';
import { openOwner } from './owner.ts';
import { isWell } from './well.ts';

/** A page of another origin, with whatever tag. */
const openShop = async (tag: () => string): Promise<{ origin: string; server: Server }> => {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    // A host that tells every address to everybody.
    response.setHeader('referrer-policy', 'unsafe-url');
    response.end(`<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1>${tag()}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
};

const settings = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Pages of Settings' }).getByRole('link', { name, exact: true });

test('an owner puts the tag on a page, is told what was refused, and makes the keys anew', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const owner = await openOwner(browser, baseURL!);
  const { page, site } = owner;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async () => {
    await page.getByRole('button', { name: 'Copy snippet' }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  let tag = '';
  const { origin, server } = await openShop(() => tag);
  const customer = await page.context().newPage();
  const referrers: (string | undefined)[] = [];
  customer.on('request', (request) => {
    if (request.url().includes('/harmony.js')) referrers.push(request.headers().referer);
  });

  await test.step('each way to add it has its own snippet', async () => {
    await page.goto('/console/settings');
    for (const [name, words] of [
      ['Next.js, React', 'referrerPolicy="no-referrer"'],
      ['Nuxt, Vue', "referrerpolicy: 'no-referrer'"],
      ['Tag Manager', "setAttribute('data-site'"],
      ['npm', 'createHarmony'],
    ] as const) {
      await page.getByRole('tab', { name }).click();
      const snippet = await copied();
      expect(snippet).toContain(words);
      expect(snippet).toContain(site.key);
    }
    await page.getByRole('tab', { name: 'npm' }).press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'HTML' })).toBeFocused();
    await page.getByRole('checkbox', { name: 'Pin this release' }).check();
    expect(await copied()).toMatch(/harmony@[\d.]+\.js" integrity="sha384-/);
    await page.getByRole('checkbox', { name: 'Pin this release' }).uncheck();
    tag = await copied();
    expect(tag).toContain('referrerpolicy="no-referrer"');
    await page.getByText('My pages have a Content-Security-Policy').click();
    await expect(page.getByLabel('Content-Security-Policy', { exact: true })).toContainText('connect-src http');
    await isWell(page, 'sites');
  });

  await test.step('a page that is not in the list is told with its origin, and let in by one press', async () => {
    await customer.goto(`${origin}/secret?token=1`);
    await expect(page.getByText(`A page at ${origin} asked with this key, but is not in the list.`)).toBeVisible();
    await expect(page.getByText('We see your site')).toBeHidden();
    await page.getByRole('button', { name: /^Add it/ }).click();
    await expect(page.getByText(`A page at ${origin} asked`)).toBeHidden();
    await customer.reload();
    await expect(customer.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
    await expect(page.getByText('We see your site')).toBeVisible();
    expect(referrers.filter(Boolean)).toEqual([]);
  });

  await test.step('a tag with a key that nobody has is told too', async () => {
    tag = tag.replace(site.key, 'pk_mistyped');
    await customer.goto(origin);
    await expect(page.getByText(`A page at ${origin} carries a tag with a key that does not exist.`)).toBeVisible();
  });

  await test.step('a new key comes beside the one before, a new secret is shown once', async () => {
    await page.getByText('Keys', { exact: true }).click();
    await page.getByRole('button', { name: 'New public key' }).click();
    await page.getByRole('button', { name: 'Make the new key' }).click();
    await expect(page.getByText(`The key before, ${site.key}, is served until`)).toBeVisible();
    expect((await page.request.get(`/v1/config?site=${site.key}`)).status()).toBe(200);
    await page.getByRole('button', { name: 'New secret' }).click();
    await isWell(page, 'sites, asking for a new secret');
    await page.getByRole('button', { name: 'Make the new secret' }).click();
    await expect(page.getByLabel('Secret', { exact: true })).toHaveText(/^sk_\w{30,}/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await expect(page.getByLabel('Secret', { exact: true })).toBeHidden();
    await page.reload();
    await expect(page.getByText(/sk_\w{30,}/)).toHaveCount(0);
  });

  await test.step('a site is renamed, switched off, and another one added', async () => {
    await page.getByRole('button', { name: 'Rename Kestrel Cycles' }).click();
    await page.getByRole('textbox', { name: 'Name of the site' }).fill('Kestrel shop');
    await page.getByRole('button', { name: 'Save name' }).click();
    await page.getByRole('switch', { name: 'Kestrel shop is on' }).uncheck();
    await expect(page.getByText('Switched off: within a minute')).toBeVisible();
    await expect.poll(async () => (await owner.config()).isOn).toBe(false);
    await page.getByRole('button', { name: 'Add a site' }).click();
    await page.getByRole('button', { name: 'Create site' }).click();
    await expect(page.getByRole('textbox', { name: 'Name of the site' })).toHaveAccessibleDescription(/name/);
    await page.getByRole('textbox', { name: 'Name of the site' }).fill('Docs');
    await page.getByRole('textbox', { name: 'Its origin' }).fill('docs.kestrel.test/start');
    await page.getByRole('button', { name: 'Create site' }).click();
    await expect(page.getByLabel('Secret', { exact: true })).toBeVisible();
    const docs = page.getByRole('region', { name: 'Docs' });
    await expect(docs.getByText('https://docs.kestrel.test')).toBeVisible();
  });

  await test.step('the trail says who did all this, without a secret', async () => {
    await settings(page, 'Audit trail').click();
    const trail = page.getByRole('list', { name: 'Audit trail' });
    await expect(trail).toContainText('Made a new secret');
    await expect(trail).toContainText('Robin Kestrel');
    await expect(trail.getByRole('listitem').filter({ hasText: 'isOn' }).first()).toContainText('false');
    await page.getByRole('combobox', { name: 'About' }).selectOption({ label: 'Retention' });
    await expect(page.getByText('Nothing was changed in this time')).toBeVisible();
    await page.getByRole('combobox', { name: 'About' }).selectOption({ label: 'Sites' });
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download as a table' }).click();
    expect((await download).suggestedFilename()).toBe('audit.csv');
    await isWell(page, 'audit trail');
  });

  server.close();
  await owner.close();
});

test('what a site says and asks reaches its visitors, and their answers whoever helps', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const owner = await openOwner(browser, baseURL!);
  const { page, site } = owner;

  await test.step('words, colour and questions are saved', async () => {
    await page.goto('/console/settings');
    await settings(page, 'Brand and words').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Brand and words' })).toBeFocused();
    await page.getByRole('textbox', { name: 'Title' }).fill('Ask Kestrel');
    await page.getByRole('textbox', { name: 'Greeting' }).fill('We answer within the hour.');
    await settings(page, 'Offers').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Offers' })).toBeFocused();
    await settings(page, 'Brand and words').click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Ask Kestrel');
    await page.getByRole('button', { name: 'Save words' }).click();
    await page.getByRole('textbox', { name: 'Colour' }).fill('#c2410c');
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByRole('textbox', { name: 'Words of question 1' }).fill('Order number');
    await page.getByRole('checkbox', { name: 'Question 1 must be answered' }).check();
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByRole('textbox', { name: 'Words of question 2' }).fill('What is it about?');
    await page
      .getByRole('radiogroup', { name: 'Answer to question 2' })
      .getByRole('radio', { name: 'One of a list' })
      .check();
    await page.getByRole('textbox', { name: 'Choices of question 2' }).fill('Bills');
    await page.getByRole('button', { name: 'Save questions' }).click();
    await expect(page.getByRole('alert')).toContainText('choices');
    await page.getByRole('textbox', { name: 'Choices of question 2' }).fill('Bills\nRepairs');
    await page.getByRole('button', { name: 'Save questions' }).click();
    await expect.poll(owner.config).toMatchObject({
      branding: { color: '#c2410c' },
      texts: { en: { title: 'Ask Kestrel' } },
      fields: [{ id: 'order-number', isRequired: true }, { choices: ['Bills', 'Repairs'] }],
    });
    await isWell(page, 'brand and words');
  });

  const context = await browser.newContext({ baseURL: baseURL!, reducedMotion: 'reduce' });
  const visitor = await context.newPage();
  await test.step('the widget greets, and insists on what must be answered', async () => {
    await page.getByRole('link', { name: 'Queue' }).first().click();
    await page.getByRole('switch', { name: 'Available' }).check();
    await visitor.goto(`/try/${site.key}`);
    await visitor.getByRole('button', { name: 'Help', exact: true }).click();
    await expect(visitor.getByRole('heading', { name: 'Ask Kestrel' })).toBeVisible();
    await expect(visitor.getByText('We answer within the hour.')).toBeVisible();
    // The page asks for itself, and cannot know the answer: the form stands open with its words.
    const refused = await visitor.evaluate(() => {
      const { Harmony } = window as unknown as { Harmony: { requestHelp(input: object): Promise<unknown> } };
      return Harmony.requestHelp({ message: 'The brake squeals' }).catch(({ code }: { code: string }) => code);
    });
    expect(refused).toBe('body/invalid');
    await expect(visitor.getByRole('textbox', { name: 'What are you stuck on?' })).toHaveValue('The brake squeals');
    await visitor.getByRole('button', { name: 'Send request' }).click();
    await expect(visitor.getByRole('textbox', { name: 'Order number' })).toBeFocused();
    await expect(visitor.getByRole('textbox', { name: 'Order number' })).toHaveAttribute('aria-invalid', 'true');
    await visitor.getByRole('textbox', { name: 'Order number' }).fill('K-1042');
    await visitor.getByRole('combobox', { name: 'What is it about?' }).selectOption('Repairs');
    await visitor.getByRole('button', { name: 'Send request' }).click();
  });

  await test.step('whoever helps reads the answers before and after accepting', async () => {
    const request = page.getByRole('alertdialog', { name: 'New request' });
    await expect(request).toContainText('K-1042');
    await accept(page);
    const aside = page.getByRole('complementary', { name: 'Context' });
    await expect(aside).toContainText('What is it about?');
    await expect(aside).toContainText('Repairs');
    await expect(log(visitor)).toBeVisible();
  });

  await context.close();
  await owner.close();
});

test('a new workspace takes its first steps, with samples that go again in one press', async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  const owner = await openOwner(browser, baseURL!);
  const { page, site } = owner;
  const steps = page.getByRole('region', { name: 'First steps' });
  await page.goto('/console/settings');

  await test.step('they tick themselves', async () => {
    await expect(steps.getByText('0 of 5 done')).toBeVisible();
    await expect(steps.getByRole('link', { name: 'Try it yourself: ask for help' })).toHaveAttribute(
      'href',
      `/try/${site.key}`,
    );
    const visitor = await page.context().newPage();
    await visitor.goto(`/try/${site.key}`);
    await visitor.getByRole('button', { name: 'Help', exact: true }).click();
    await visitor.getByRole('button', { name: 'Talk to a person' }).click();
    await visitor.getByRole('button', { name: 'Send request' }).click();
    await expect(visitor.getByRole('status', { name: 'Waiting for an expert' })).toBeVisible();
    await expect(steps.getByText('1 of 5 done')).toBeVisible({ timeout: 20_000 });
    // Our own page says nothing about the owner's.
    await expect(page.getByText('We see your site')).toBeHidden();
    await visitor.close();
    await isWell(page, 'first steps');
  });

  await test.step('samples are there to look at, and gone again', async () => {
    await steps.getByRole('button', { name: 'Add samples to look at' }).click();
    await expect(steps.getByRole('button', { name: 'Remove the samples' })).toBeVisible();
    await page.getByRole('link', { name: 'Knowledge' }).first().click();
    await expect(page.getByRole('link', { name: /Sample: I forgot my password/ })).toBeVisible();
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await steps.getByRole('button', { name: 'Remove the samples' }).click();
    await expect(steps.getByRole('button', { name: 'Add samples to look at' })).toBeVisible();
    await page.getByRole('link', { name: 'Knowledge' }).first().click();
    await expect(page.getByRole('link', { name: /Sample:/ })).toHaveCount(0);
    await page.getByRole('link', { name: 'Queue' }).first().click();
    await steps.getByRole('button', { name: 'Put away' }).click();
    await expect(steps).toBeHidden();
  });

  await test.step('how long things are kept is set, with what goes tonight', async () => {
    await page.goto('/console/settings/retention');
    const days = page.getByRole('textbox', { name: 'Days , Signals' });
    await expect(days).toHaveValue('90');
    await days.fill('0');
    await page.getByRole('button', { name: 'Save , Signals' }).click();
    await expect(days).toHaveAccessibleDescription(/1 day at least/);
    await days.fill('30');
    await page.getByRole('button', { name: 'Save , Signals' }).click();
    await expect(page.getByRole('button', { name: 'Back to 90 days' })).toBeVisible();
    await page.reload();
    await expect(days).toHaveValue('30');
    await expect(page.getByText('Nothing goes tonight.').first()).toBeVisible();
    await isWell(page, 'retention');
  });

  await owner.close();
});
