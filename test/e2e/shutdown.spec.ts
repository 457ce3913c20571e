import type { Page } from '@playwright/test';
import type { Harmony } from '../../packages/sdk/src/index.ts';
import { installInventory } from '../manners/inventory.ts';
import { bubble, panel, test, waiting } from './host-visits.ts';
import { askForHelp, expect } from './people.ts';

type Host = Window & { Harmony: Harmony };

/** Much of what pages are made of, and nothing that moves by itself. */
const body = `<main><h1>Orders</h1>
  <form id="f"><label>Name <input id="n" name="n"></label><textarea></textarea><select><option>1<option>2</select><button type="button" id="dead">Save</button></form>
  <canvas width="10" height="10"></canvas><iframe data-harmony-frame srcdoc="<button>Inside</button>"></iframe><div id="host"></div>
  <p contenteditable>Text</p><video></video></main><style>p { color: black }</style>
  <script>document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = '<button>In a shadow</button>';
  document.getElementById('f').addEventListener('submit', (event) => event.preventDefault());</script>`;

/** Brings our tag into a page that has been there for a while, as tag managers do. */
const start = (page: Page, backend: string, consent: string): Promise<unknown> =>
  page.evaluate(
    ([src, state]) => {
      const script = document.createElement('script');
      Object.assign(script, { id: 'tag', src, async: true });
      Object.assign(script.dataset, { site: 'pk_demo', consent: state });
      document.head.append(script);
      return new Promise((resolve) => (script.onload = resolve));
    },
    [`${backend}/harmony.js`, consent] as const,
  );
/** Stays: the API itself, by which help can be started again, and what the device keeps by consent, which is nothing of the page. */
const stays = /^(?:window\.Harmony|localStorage\.harmony:\S+) is new$/;
const differences = async (page: Page): Promise<string[]> =>
  (await page.evaluate(() => window.inventory.differences())).filter((one) => !stays.test(one));
const open = (page: Page): Promise<string[]> => page.evaluate(() => window.inventory.open());
const shutDown = (page: Page): Promise<void> => page.evaluate(() => (window as unknown as Host).Harmony.shutdown());

/** Some of what we wrap while a press waits. */
const inUse = [
  ...['window.fetch', 'XMLHttpRequest.prototype.open', 'XMLHttpRequest.prototype.send', 'console.error'],
  ...['Element.prototype.attachShadow', 'CSSStyleSheet.prototype.insertRule', 'HTMLInputElement.prototype.value'],
].map((name) => `${name} is another`);

/** Presses what does nothing, writes, breaks and asks, so that everything that we have is in use. */
const use = async (page: Page): Promise<void> => {
  for (let time = 0; time < 3; time += 1) await page.locator('#dead').click({ delay: 10 });
  await page.locator('#n').pressSequentially('ab');
  await page.evaluate(() => {
    setTimeout(() => void Promise.reject(new Error('first')));
    console.error('second');
    void fetch('/missing').catch(() => {});
    const xhr = new XMLHttpRequest();
    xhr.open('GET', '/missing');
    xhr.send();
    history.replaceState(null, '', location.href);
  });
  await page.locator('#dead').click();
};

for (const consent of ['granted', 'required', 'denied']) {
  test(`shutdown leaves the page as it was, with consent ${consent}`, async ({ visit, server }) => {
    const { page } = await visit({ tags: '', body, before: (one) => one.addInitScript(installInventory) });
    await page.waitForLoadState('load');
    await page.evaluate(() => window.inventory.remember());
    const before = await open(page);
    expect(await differences(page)).toEqual([]);

    await start(page, server.url, consent);
    await expect(bubble(page)).toBeVisible();
    if (consent !== 'denied') await expect.poll(() => differences(page)).toContain('window.fetch is another');
    await expect(async () => {
      await use(page);
      if (consent !== 'denied') expect(await differences(page)).toEqual(expect.arrayContaining(inUse));
    }).toPass();
    expect((await open(page)).length).toBeGreaterThan(before.length);
    await bubble(page).click();
    await expect(panel(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());

    // What waits for the page to rest, or for an answer, ends too; a request on its way is let finish.
    const asIt = async (): Promise<void> => {
      await shutDown(page);
      await page.evaluate(() => document.getElementById('tag')?.remove());
      await page.locator('#n').fill('');
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      expect(await differences(page)).toEqual([]);
      await expect.poll(() => open(page)).toEqual(before);
    };
    await asIt();

    // It can be started again, and ended again.
    await page.evaluate((host) => (window as unknown as Host).Harmony.init({ site: 'pk_demo', host }), server.url);
    await expect(bubble(page)).toBeVisible();
    await expect.poll(() => differences(page)).toContain('window.fetch is another');
    await asIt();
  });
}

test('shutdown in the middle of a request for help closes the connection, and asks nothing more', async ({
  visit,
  server,
}) => {
  const { page, requests } = await visit({ tags: '', body, before: (one) => one.addInitScript(installInventory) });
  await page.waitForLoadState('load');
  await page.evaluate(() => window.inventory.remember());
  const before = await open(page);
  await start(page, server.url, 'granted');
  await use(page);
  await askForHelp(page, 'The order list stays empty');
  await expect(waiting(page)).toBeVisible();
  await expect.poll(() => requests).toContain('socket /v1/live');
  await expect.poll(async () => (await open(page)).some((one) => one.startsWith('WebSocket'))).toBe(true);
  await shutDown(page);
  const told = requests.length;
  await page.evaluate(() => document.getElementById('tag')?.remove());
  await page.locator('#n').fill('');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  expect(await differences(page)).toEqual([]);
  await expect.poll(() => open(page)).toEqual(before);
  await page.locator('#dead').click();
  expect(requests.slice(told)).toEqual([]);

  // The request is still there for whoever starts again.
  await page.evaluate((host) => {
    const { Harmony } = window as unknown as Host;
    Harmony.init({ site: 'pk_demo', host, consent: 'granted' });
    return Harmony.open();
  }, server.url);
  await page.getByRole('button', { name: 'Cancel request' }).click();
  await expect(waiting(page)).toBeHidden();
});
