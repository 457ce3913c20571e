import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { createDatabase } from '../fixtures/postgres.ts';
import { startDemoServer, type DemoServer } from '../fixtures/server.ts';

/** The demo's people, as `contract.md` seeds them. */
export const password = 'harmony-demo';
export const ada = 'ada@demo.test';
export const grace = 'grace@demo.test';
export const linus = 'linus@demo.test';
export const admin = 'admin@demo.test';

/** A PostgreSQL server to run on, instead of the embedded database. */
const serverUrl = process.env.HARMONY_E2E_POSTGRES;

interface People {
  /** Signs an expert in to the console in a browser of their own and switches them to Available; off again at the end. */
  expert: (email: string) => Promise<Page>;
  /** A visitor in a browser of their own, on the demo's first page. */
  visitor: (path?: string) => Promise<Page>;
}

/** `test` with a real demo server for each worker, and people who leave no trace for the next test. */
export const test = base.extend<People, { server: DemoServer }>({
  server: [
    async ({ browserName: _ }, use) => {
      const database = serverUrl === undefined ? null : await createDatabase(serverUrl);
      const server = await startDemoServer(database === null ? {} : { DATABASE_URL: database.url });
      await use(server);
      await server.dispose();
      await database?.drop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
  expert: async ({ browser, baseURL }, use) => {
    const pages: Page[] = [];
    await use(async (email) => {
      const page = await openPage(browser, baseURL!, pages);
      await signIn(page, email);
      const available = page.getByRole('switch', { name: 'Available' });
      // Before that it says nothing of how they stand, and a press would undo it.
      await expect(available).toBeEnabled();
      await available.check();
      await expect(available).toBeChecked();
      // It shows at once what was chosen, and takes no other choice before the server has answered.
      await expect(available).not.toHaveAttribute('aria-busy', 'true');
      return page;
    });
    for (const page of pages) {
      await goOffDuty(page);
      await page.context().close();
    }
  },
  visitor: async ({ browser, baseURL }, use) => {
    const pages: Page[] = [];
    await use(async (path = '/demo/') => {
      const page = await openPage(browser, baseURL!, pages);
      await page.goto(path);
      return page;
    });
    for (const page of pages) {
      // Where the test has closed the browser, or ended the server, nothing is left to take back.
      await leaveQueue(page, baseURL!).catch(() => {});
      await page.context().close();
    }
  },
});

export { expect };

const openPage = async (browser: Browser, baseURL: string, pages: Page[]): Promise<Page> => {
  const context: BrowserContext = await browser.newContext({ baseURL });
  const page = await context.newPage();
  pages.push(page);
  return page;
};

export const signIn = async (page: Page, email: string, secret = password): Promise<void> => {
  await page.goto('/console/');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: 'Queue' }).first()).toBeVisible();
};

/** Switches Available off, so that no later request of this worker is put before somebody who is not there. */
const goOffDuty = async (page: Page): Promise<void> => {
  if (page.isClosed()) return;
  const available = page.getByRole('switch', { name: 'Available' });
  if (!(await available.isVisible().catch(() => false))) {
    await page.goto('/console/').catch(() => {});
  }
  if (await available.isChecked().catch(() => false)) {
    await expect(available).not.toHaveAttribute('aria-busy', 'true');
    await available.uncheck();
    await expect(available).not.toBeChecked();
  }
};

/** Takes back what somebody still waits for, so that nobody is asked about it in the next test. */
const leaveQueue = async (page: Page, baseURL: string): Promise<void> => {
  const { origins } = await page.context().storageState();
  const kept = new Map(origins.flatMap(({ localStorage }) => localStorage.map(({ name, value }) => [name, value])));
  for (const [name, requestId] of kept) {
    const site = /^harmony:(pk_\w+):request$/.exec(name)?.[1];
    const visitorKey = kept.get(`harmony:${site}:visitor`);
    if (site === undefined || visitorKey === undefined) continue;
    const headers = { origin: baseURL };
    const visit = await page.request.post(`${baseURL}/v1/visits`, { headers, data: { site, visitorKey } });
    const { token } = (await visit.json()) as { token?: string };
    if (token === undefined) continue;
    await page.request.delete(`${baseURL}/v1/help-requests/${requestId}`, {
      headers: { ...headers, authorization: `Bearer ${token}` },
    });
  }
};

/** Presses Help, Talk to a person, writes, sends; ends in the waiting room. */
export const askForHelp = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  if (text) await page.getByRole('textbox', { name: 'What are you stuck on?' }).fill(text);
  await page.getByRole('button', { name: 'Send request' }).click();
};

export const accept = async (expertPage: Page): Promise<void> => {
  await expertPage.getByRole('alertdialog', { name: 'New request' }).getByRole('button', { name: 'Accept' }).click();
  await expect(expertPage.getByRole('log', { name: 'Conversation' })).toBeVisible();
};

export const say = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
};

/** The browser as a whole: its shell without windows can show no notification, be pushed nothing, and share no screen. */
export const wholeBrowser = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync'],
  ],
};

/** It with media but without a person at it: the tab with this title is taken at once, the microphone beeps. */
export const mediaWithoutAsking = {
  ...wholeBrowser,
  args: [
    ...wholeBrowser.args,
    '--use-fake-device-for-media-stream',
    ...['--auto-select-tab-capture-source-by-title=Fernbill', '--allow-loopback-in-peer-connection'],
    // Names instead of addresses need multicast, which a machine without a network lacks.
    '--disable-features=WebRtcHideLocalIpsWithMdns',
  ],
};

/** The texts of the conversation as this side reads them, in order. */
export const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
