import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { startHostServer } from '../test/fixtures/host.ts';
import { startRecordingProxy } from '../test/fixtures/recording-proxy.ts';
import type { RecordingProxy, Sent } from '../test/fixtures/recording-proxy.ts';
import { absolute, median, spread } from './harness.ts';
import type { Benchmark } from './harness.ts';
import { startServer } from './server.ts';

/** A visit of two minutes, and how often somebody withdraws in the middle of one. */
const VISIT_MS = 120_000;
const WITHDRAWALS = 10;
/** So long is looked whether anything more is sent after a withdrawal. */
const SILENCE_MS = 15_000;

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

const benchmark: Benchmark = {
  about: 'what a page sends: bytes of a two-minute visit in consent state on, and what follows a withdrawal',
  run: async ({ isQuick, log }) => {
    const server = await startServer('embedded');
    const host = await startHostServer();
    const browser = await chromium.launch({ executablePath, args });
    const visit = async <T>(work: (page: Page, proxy: RecordingProxy) => Promise<T>): Promise<T> => {
      const proxy = await startRecordingProxy(server.url);
      const page = await openPage(browser, host.put({ html: html(proxy.url) }));
      try {
        return await work(page, proxy);
      } finally {
        await page.context().close();
        await proxy.close();
      }
    };
    try {
      log('a visit of two minutes');
      const sent = await visit(async (page, proxy) => {
        await work(page, isQuick ? 5_000 : VISIT_MS);
        await page.goto('about:blank');
        await proxy.quiet(1_000);
        return [...proxy.sent];
      });
      const withdrawals: Withdrawal[] = [];
      for (let round = 0; round < (isQuick ? 1 : WITHDRAWALS); round += 1) {
        log(`withdrawal ${round + 1}`);
        const one = await visit((page, proxy) => withdraw(page, proxy, isQuick ? 1_000 : SILENCE_MS));
        log(`after it: ${one.names.join(', ') || 'nothing'}`);
        withdrawals.push(one);
      }
      const [most, lasts] = [
        Math.max(...withdrawals.map(({ names }) => names.filter(isOwn).length)),
        withdrawals.map(({ lastMs }) => lastMs),
      ];
      const preflights = Math.max(...withdrawals.map(({ names }) => names.filter((name) => !isOwn(name)).length));
      const signals = sent.filter(({ name }) => name === 'POST /v1/signals');
      return [
        absolute('requests in a two-minute visit, our own files with them', sent.length, 'requests'),
        absolute('sent in it, heads with them', bytes(sent), 'bytes'),
        absolute('of that, signals', bytes(signals), 'bytes'),
        absolute('batches of signals', signals.length, 'requests'),
        // The browser asks the server by itself whether the record may be sent from another origin.
        absolute('requests after Harmony.consent("denied"), the most of all rounds', most, 'requests', { atMost: 1 }),
        absolute('of the browser’s own before them (preflight)', preflights, 'requests'),
        absolute(`from it to silence, median (${spread(lasts, 0)})`, median(lasts), 'ms'),
        absolute('from it to silence, the slowest', Math.max(...lasts), 'ms', { atMost: 1_000 }),
      ];
    } finally {
      await browser.close();
      await host.close();
      await server.dispose();
    }
  },
};

export default benchmark;

const isOwn = (name: string): boolean => !name.startsWith('OPTIONS ');

/** What followed a withdrawal. `lastMs`: until the last request was sent, 0 where there was none. */
interface Withdrawal {
  names: string[];
  lastMs: number;
}

const html = (backend: string): string => `<!doctype html><html lang="en"><head>
  <script async src="${backend}/harmony.js" data-site="pk_demo" data-consent="granted"></script></head><body><main>
  <h1>Orders</h1><input id="name"><button id="dead">Export</button><button id="save">Save</button>
  <button id="broken">Send</button><p id="text">-</p></main><script>
  document.getElementById('save').onclick = () => { document.getElementById('text').textContent += '-'; };
  document.getElementById('broken').onclick = () => { document.missing.send(); };</script></body></html>`;

async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(() =>
    addEventListener('harmony:signal', () => {
      (window as unknown as { hasSigns: boolean }).hasSigns = true;
    }),
  );
  await page.goto(address);
  await page.getByRole('button', { name: 'Help', exact: true }).waitFor();
  return page;
}

/** Ordinary work, in which something fails now and then. */
async function work(page: Page, forMs: number): Promise<void> {
  const until = performance.now() + forMs;
  for (let turn = 0; performance.now() < until; turn += 1) {
    await page.locator('#name').pressSequentially('ab', { delay: 60 });
    await page.locator('#save').click();
    if (turn % 5 === 0) await page.locator('#broken').click();
    if (turn % 8 === 0) for (let time = 0; time < 4; time += 1) await page.locator('#dead').click();
    await new Promise((resolve) => setTimeout(resolve, 2_600));
  }
}

/** Something waits to be sent, and the person says no. */
async function withdraw(page: Page, proxy: RecordingProxy, silenceMs: number): Promise<Withdrawal> {
  await page.locator('#broken').click();
  await page.waitForFunction(() => (window as unknown as { hasSigns?: boolean }).hasSigns === true);
  await page.locator('#broken').click();
  const [from, at] = [proxy.sent.length, performance.now()];
  await page.evaluate(() => {
    void (window as unknown as { Harmony: { consent(choice: 'denied'): Promise<void> } }).Harmony.consent('denied');
  });
  await page.locator('#broken').click();
  await proxy.quiet(silenceMs);
  const after = proxy.sent.slice(from);
  return { names: after.map(({ name }) => name), lastMs: after.length === 0 ? 0 : after.at(-1)!.at - at };
}

function bytes(sent: readonly Sent[]): number {
  return sent.reduce((sum, one) => sum + one.bytes.length, 0);
}
