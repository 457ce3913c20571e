import type { BrowserContext, Page } from '@playwright/test';
import { startSuites, type SuiteResult } from '../manners/suites.ts';
import { expect, test } from './people.ts';

type Suite = Window & { run(): unknown; suite?: SuiteResult[] };

/** How many tests the packages ship; for jquery-form, with each single assertion. */
const atLeast: Readonly<Record<string, number>> = { 'director, hash': 30, 'director, history': 25, 'jquery-form': 200 };

/** Runs a suite in a tab of its own. @param isReady resolves when the page is as it should be tested */
const run = async (
  context: BrowserContext,
  address: string,
  isReady: (page: Page) => Promise<void>,
): Promise<SuiteResult[]> => {
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => typeof (window as unknown as Suite).run === 'function');
  await isReady(page);
  await page.evaluate(() => {
    void (window as unknown as Suite).run();
  });
  await page.waitForFunction(() => (window as unknown as Suite).suite !== undefined, null, { timeout: 90_000 });
  const results = await page.evaluate(() => (window as unknown as Suite).suite!);
  await page.close();
  // Some say the page's own address.
  return results.map(({ name, outcome }) => ({ name: name.replace(/suite-\d+/, 'suite'), outcome }));
};

test(
  'the tests of other people’s libraries come out the same with us on the page',
  { tag: '@wide' },
  async ({ context, server }) => {
    test.setTimeout(150_000);
    const suites = await startSuites();
    const tag = `<script>window.native = window.fetch</script><script src="${server.url}/harmony.js" data-site="pk_demo" data-consent="granted"></script>`;
    const [without, withUs] = [suites.addresses(''), suites.addresses(tag)];
    /** All that we have is there and in use: fetch is wrapped, and the bubble stands on the page. */
    const isThere = async (page: Page): Promise<void> => {
      await page.waitForFunction(() => window.fetch !== (window as unknown as { native: typeof fetch }).native);
      await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
    };
    // All at once: most of it is waiting.
    const results = await Promise.all(
      Object.keys(without).flatMap((name) => [
        run(context, without[name]!, async () => {}),
        run(context, withUs[name]!, isThere),
      ]),
    );
    await suites.close();
    Object.keys(without).forEach((name, at) => {
      const [alone, together] = [results[at * 2]!, results[at * 2 + 1]!];
      expect(alone.length, name).toBeGreaterThan(atLeast[name]!);
      expect(together, name).toEqual(alone);
    });
  },
);
