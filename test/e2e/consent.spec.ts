import type { Page } from '@playwright/test';
import { bubble, kept, panel, tag, test, waiting } from './host-visits.ts';
import { askForHelp, expect } from './people.ts';

const question = (page: Page) => page.getByRole('group', { name: 'Tell where you get stuck' });
const choice = (page: Page): Promise<unknown> =>
  page.evaluate(() => (JSON.parse(localStorage.getItem('harmony:choice') ?? '{}') as Record<string, unknown>).pk_demo);
const sentOf = (requests: string[], path: string): string[] => requests.filter((request) => request === `POST ${path}`);
/** Something goes wrong, and the page is hidden: what may be sent is sent. */
const fail = (page: Page): Promise<void> =>
  page.evaluate(() => {
    reportError(new Error(`Saving failed at ${performance.now()}`));
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    Reflect.deleteProperty(document, 'visibilityState');
  });

test.describe('the question for consent', () => {
  test('comes when a request was sent, not before; it takes no focus, and Yes is kept and recorded as said there', async ({
    visit,
  }) => {
    const { page, requests } = await visit();
    await bubble(page).click();
    await expect(panel(page)).toBeVisible();
    await expect(question(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    const recorded = page.waitForRequest((request) => request.url().endsWith('/v1/consent'));
    await askForHelp(page, 'The order list stays empty');
    await expect(waiting(page)).toBeVisible();
    await expect(question(page)).toContainText('May this page tell');
    expect(await question(page).evaluate((group) => group.matches(':focus-within'))).toBe(false);
    expect(sentOf(requests, '/v1/signals')).toEqual([]);

    await question(page).getByRole('button', { name: 'Yes' }).click();
    await expect(question(page)).toHaveCount(0);
    expect((await recorded).postDataJSON()).toEqual({
      ...{ purposes: { detect: true }, how: 'widget', textVersion: expect.any(String) },
    });
    expect(await choice(page)).toMatchObject({ detect: true, how: 'widget' });
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('harmony-widget');
    await fail(page);
    await expect.poll(() => sentOf(requests, '/v1/signals').length).toBe(1);
  });

  test('answered with No leaves the choice alone, and is not asked again', async ({ visit }) => {
    const { page, requests } = await visit();
    await askForHelp(page, 'The order list stays empty');
    await question(page).getByRole('button', { name: 'No', exact: true }).click();
    await expect(question(page)).toHaveCount(0);
    await expect.poll(() => sentOf(requests, '/v1/consent').length).toBe(1);
    await page.getByRole('button', { name: 'Cancel request' }).click();
    await expect(waiting(page)).toBeHidden();
    const before = requests.length;
    await fail(page);
    await page.reload();
    await bubble(page).click();
    await page.waitForLoadState('networkidle');
    await expect(question(page)).toHaveCount(0);
    expect(requests.slice(before).filter((request) => !/\.js$|config$/.test(request))).toEqual([]);
    expect(await kept(page)).toEqual({ cookie: '', names: ['harmony:choice'], session: 0 });
  });
});

test('a withdrawal in one tab is one request, and silence in all of them', async ({ visit }) => {
  const granted = { tags: tag.replace('data-site', 'data-consent="granted" data-site') };
  const [first, second] = [await visit(granted), await visit(granted)];
  for (const { page, requests } of [first, second]) {
    await expect(bubble(page)).toBeVisible();
    await page.waitForLoadState('networkidle');
    await fail(page);
    await expect.poll(() => sentOf(requests, '/v1/signals').length).toBe(1);
  }
  const before = [first.requests.length, second.requests.length];
  await second.page.evaluate(() =>
    (window as unknown as { Harmony: { consent(choice: string): Promise<void> } }).Harmony.consent('denied'),
  );
  await expect.poll(() => kept(first.page).then(({ names }) => names)).toEqual(['harmony:choice']);
  for (const { page } of [first, second]) {
    await fail(page);
    await page.waitForLoadState('networkidle');
    expect(await kept(page)).toEqual({ cookie: '', names: ['harmony:choice'], session: 0 });
  }
  expect(first.requests.slice(before[0])).toEqual([]);
  expect(second.requests.slice(before[1])).toEqual(['POST /v1/consent']);
});
