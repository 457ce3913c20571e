// `npm run screenshots`: plays the journey on a demo server of its own, in Chromium, and writes docs/pictures/*.png, for both
// colour schemes on a desktop and a phone. Names, words, sizes and time zone are fixed; the time of day and the seconds left to
// answer are real.

import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, expect, request } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { ago, tell } from '../test/e2e/owner.ts';
import { wordsOf } from '../test/e2e/words.ts';
import { startDemoServer } from '../test/fixtures/server.ts';

const folder = join(import.meta.dirname, '../docs/pictures');
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--hide-scrollbars',
];
const schemes = ['light', 'dark'] as const;
/** A busy machine is slow, not broken. */
const patient = expect.configure({ timeout: 30_000 });
const devices = {
  desktop: { viewport: { width: 1200, height: 750 }, isMobile: false, hasTouch: false },
  phone: { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true },
};

/** Larger ones make every clone heavier. */
const MOST_BYTES = 200_000;

interface Look {
  scheme: (typeof schemes)[number];
  device: keyof typeof devices;
}

const server = await startDemoServer();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await struggle();
  for (const scheme of schemes) {
    for (const device of Object.keys(devices) as Look['device'][]) await journey({ scheme, device });
  }
} finally {
  await browser.close();
  await server.dispose();
}

/** People who are stuck, told as their pages tell it, so that the console has something to show. */
async function struggle(): Promise<void> {
  const site = { baseURL: server.url, site: { key: 'pk_demo' } };
  const pages = await request.newContext({ baseURL: server.url });
  const places = [
    { page: '/demo/invoice.html', minutes: 6, target: { tag: 'button', selector: 'button#save' } },
    { page: '/demo/', minutes: 3, target: { tag: 'button', selector: 'button#export' } },
    { page: '/demo/settings.html', minutes: 2 },
  ];
  for (const many of [9, 12, 8]) {
    const struggles = Array.from({ length: many }, (_, index) => {
      const { minutes, ...place } = places[index % places.length]!;
      return { ...place, startedAt: ago(minutes * 60_000) };
    });
    await tell(pages, site, { signals: [{ page: '/demo/invoice.html' }], struggles });
  }
  await pages.dispose();
}

/** One request from Help to the end of the conversation, a picture at each step. */
async function journey(look: Look): Promise<void> {
  const picture = (name: string, page: Page) => take(name, look, page);
  const contexts = [await openContext(browser, look), await openContext(browser, look)] as const;
  const [visitor, expert] = await Promise.all(contexts.map((context) => context.newPage()));
  if (visitor === undefined || expert === undefined) throw new Error('There is no page.');

  await signIn(expert, 'ada@demo.test', () => take('sign-in', look, expert));
  await visitor.goto('/demo/');
  await patient(visitor.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
  await picture('host-page', visitor);
  await visitor.getByRole('button', { name: 'Help', exact: true }).click();
  await visitor.getByRole('button', { name: 'Talk to a person' }).click();
  await visitor
    .getByRole('textbox', { name: 'What are you stuck on?' })
    .fill('The list of invoices takes eleven seconds. Our PostgreSQL query got slow, which index is missing?');
  await picture('request', visitor);
  await visitor.getByRole('button', { name: 'Send request' }).click();
  await patient(visitor.getByRole('status', { name: 'Waiting for an expert' })).toBeVisible();

  await expert.getByRole('link', { name: 'Queue' }).first().click();
  await patient(expert.getByText('The list of invoices takes').first()).toBeVisible();
  await picture('queue', expert);
  await expert.getByRole('switch', { name: 'Available' }).check();
  const alert = expert.getByRole('alertdialog', { name: 'New request' });
  await patient(alert).toBeVisible();
  await picture('new-request', expert);
  await picture('waiting', visitor);

  await alert.getByRole('button', { name: 'Accept' }).click();
  await patient(expert.getByRole('log', { name: 'Conversation' })).toBeVisible();
  const said: [Page, string][] = [
    [expert, 'Hello! I read the plan with you. How many invoices are there, and since when is it slow?'],
    [visitor, 'About two million, since we import the old ones. It sorts by due date.'],
    [expert, 'Then it is this one: an index on (customer_id, due_at). It builds while you go on working:'],
    [expert, 'create index concurrently on invoice (customer_id, due_at);'],
    [visitor, '40 ms now. Thank you!'],
  ];
  for (const [page, text] of said) await say(page, page === expert ? visitor : expert, text);
  await picture('conversation', visitor);
  await picture('console-conversation', expert);

  await visitor.getByRole('button', { name: 'End conversation' }).click();
  await visitor.getByRole('button', { name: 'End conversation' }).last().click();
  await patient(visitor.getByRole('log', { name: 'Conversation' })).toContainText(/ended/i);
  await expert.getByRole('switch', { name: 'Available' }).uncheck();
  await patient(expert.getByRole('switch', { name: 'Available' })).not.toBeChecked();
  for (const context of contexts) await context.close();
  await mirrored(look);
  await settings(look);
}

/** The widget in a page from right to left: the demo's, whose language is changed on its way to the browser. */
async function mirrored(look: Look): Promise<void> {
  const words = wordsOf('ar');
  const context = await openContext(browser, look);
  const page = await context.newPage();
  await page.route('**/demo/', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('<html lang="en"', '<html lang="ar" dir="rtl"');
    await route.fulfill({ response, body });
  });
  await page.goto('/demo/');
  await page.getByRole('button', { name: words('Help'), exact: true }).click();
  await page.getByRole('button', { name: words('Talk to a person') }).click();
  await patient(page.getByRole('textbox', { name: words('What are you stuck on?') })).toBeVisible();
  await take('request-arabic', look, page);
  await context.close();
}

/**
 * What an admin sees: the script tag to copy and whether it was seen, how help is offered, who would be asked, and where people
 * are stuck.
 */
async function settings(look: Look): Promise<void> {
  const context = await openContext(browser, look);
  const page = await context.newPage();
  await signIn(page, 'admin@demo.test');
  // By its address: on a phone the link lies behind More.
  await page.goto('/console/settings');
  await patient(page.getByText('pk_demo').first()).toBeVisible();
  await take('settings', look, page);
  await page.getByRole('link', { name: 'Offers', exact: true }).click();
  await patient(page.getByRole('row', { name: /^Offer from 60/ })).toBeVisible();
  await take('offers', look, page);
  await page.getByRole('link', { name: 'Routing', exact: true }).click();
  await page
    .getByRole('textbox', { name: 'A problem' })
    .fill('The list of invoices is slow. Which index does our PostgreSQL query need?');
  await page.getByRole('switch', { name: 'Also those off duty' }).check();
  await page.getByRole('button', { name: 'Who would be asked?' }).click();
  await patient(page.getByRole('list', { name: 'Who would be asked' })).toBeVisible();
  await take('routing', look, page);
  await page.goto('/console/insights');
  await patient(page.getByRole('table', { name: 'Where people get stuck' })).toBeVisible();
  await patient(page.getByRole('table', { name: 'Issues' })).toBeVisible();
  await take('insights', look, page);
  await page.goto('/console/knowledge');
  const article = page.getByRole('navigation', { name: 'Articles' }).getByRole('link').first();
  await patient(article).toBeVisible();
  await article.click();
  await patient(page.getByRole('textbox', { name: 'Body' })).toBeVisible();
  await take('knowledge', look, page);
  await context.close();
}

/** @param before called when the form is half filled */
async function signIn(page: Page, email: string, before = async (): Promise<void> => {}): Promise<void> {
  await page.goto('/console/');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await before();
  await page.getByRole('textbox', { name: 'Password' }).fill('harmony-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await patient(page.getByRole('link', { name: 'Queue' }).first()).toBeVisible();
}

/** Writes a message and waits until the other side reads it. */
async function say(page: Page, other: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await patient(other.getByRole('log', { name: 'Conversation' })).toContainText(text);
}

function openContext(chrome: Browser, { scheme, device }: Look): Promise<BrowserContext> {
  return chrome.newContext({
    ...devices[device],
    baseURL: server.url,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    deviceScaleFactor: 1,
  });
}

async function take(what: string, { device, scheme }: Look, page: Page): Promise<void> {
  const name = `${what}-${device}-${scheme}.png`;
  const path = join(folder, name);
  // Nothing has the pointer on it, no caret blinks, typefaces are there.
  if (page.viewportSize() !== null) await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready.then(() => true)');
  await page.screenshot({ path, animations: 'disabled', caret: 'hide', scale: 'css' });
  const { size } = await stat(path);
  console.log(`${String(Math.ceil(size / 1000)).padStart(4)} KB  ${name}`);
  if (size > MOST_BYTES) throw new Error(`${name} has ${size} bytes; ${MOST_BYTES} are allowed.`);
}
