import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import type { Article, OwnRewards } from '@harmony-live/protocol';
import { absolute, median, percentile, spread } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { cookieOf, openMember } from './people.ts';
import type { Person } from './people.ts';
import { startServer } from './server.ts';

const ROUNDS = 10;

/** Where Chromium is; the launcher says so. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The tab of the demo is taken at once, and peers on one machine find each other. */
const args = [
  ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  ...['--use-fake-device-for-media-stream', '--auto-select-tab-capture-source-by-title=Fernbill'],
  ...['--allow-loopback-in-peer-connection', '--disable-features=WebRtcHideLocalIpsWithMdns'],
];

const benchmark: Benchmark = {
  about: 'the loop in a browser: stuck to offered, allowed to seen, rated to thanked and written down',
  run: async ({ isQuick, log }) => {
    const server = await startServer('embedded');
    const browser = await chromium.launch({ executablePath, args });
    try {
      const ada = await openMember(server.url, await cookieOf(server.url, 'ada@demo.test'));
      const console_ = await openConsole(browser, server.url);
      const rounds: Round[] = [];
      for (let round = 0; round < (isQuick ? 1 : ROUNDS); round += 1) {
        log(`round ${round + 1}`);
        rounds.push(await oneRound(browser, server.url, console_, ada));
      }
      ada.line.close();
      return [
        ...told('last angry click to the offer (3 s of it are the pause it waits for)', rounds, 'offerMs'),
        ...told('Allow to the first frame at the expert', rounds, 'frameMs'),
        ...told('rating to the award', rounds, 'awardMs', 5_000),
        ...told('solved to the draft', rounds, 'draftMs', 5_000),
      ];
    } finally {
      await browser.close();
      await server.dispose();
    }
  },
};

export default benchmark;

interface Round {
  offerMs: number;
  frameMs: number;
  awardMs: number;
  draftMs: number;
}

function told(metric: string, rounds: readonly Round[], what: keyof Round, atMost?: number): Row[] {
  const times = rounds.map((round) => round[what]);
  const goal = atMost === undefined ? undefined : { atMost };
  return [
    absolute(`${metric}, median (${spread(times, 0)})`, median(times), 'ms'),
    absolute(`${metric}, p95`, percentile(times, 0.95), 'ms', goal),
  ];
}

async function openConsole(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext();
  const [name = '', value = ''] = (await cookieOf(url, 'ada@demo.test')).split('=');
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto(`${url}/console/`);
  await page.getByRole('switch', { name: 'Available' }).check();
  return page;
}

/** A new visitor from the first angry click to the thanks. */
async function oneRound(browser: Browser, url: string, expert: Page, ada: Person): Promise<Round> {
  const context = await browser.newContext({ permissions: ['microphone', 'camera'] });
  const page = await context.newPage();
  await page.goto(`${url}/demo/invoice.html?number=2041`);
  await page.getByRole('button', { name: 'Help', exact: true }).waitFor();
  const save = page.getByRole('button', { name: 'Save' });
  for (let click = 0; click < 4; click += 1) await save.click();
  const offerMs = await since(() => page.getByRole('region', { name: 'Help offer' }).waitFor());

  await page.getByRole('button', { name: 'Get help' }).click();
  await page.getByRole('button', { name: 'Send request' }).click();
  await expert.getByRole('alertdialog', { name: 'New request' }).getByRole('button', { name: 'Accept' }).click();
  await expert.getByRole('button', { name: 'Share screen' }).click();
  const allow = page.getByRole('button', { name: 'Allow' });
  await allow.waitFor();
  const frameMs = await since(async () => {
    await allow.click();
    const video = expert.locator('video[aria-label="Shared screen"]');
    await video.waitFor();
    await video.evaluate(
      (element: HTMLVideoElement) => new Promise((resolve) => element.requestVideoFrameCallback(resolve)),
    );
  });
  await page.getByRole('button', { name: 'Stop sharing' }).first().click();

  const answer = `Choose another tax rate, then press Save. Seen ${Date.now()}.`;
  await expert.getByRole('textbox', { name: 'Message' }).fill(answer);
  await expert.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText(answer).first().waitFor();
  await expert.getByText(answer).last().hover();
  await expert.getByRole('button', { name: 'Mark as the solution' }).last().click();
  await page.getByText('The solution').waitFor();
  await expert.getByRole('button', { name: 'Resolve' }).click();
  const drafts = await count(ada, 'drafts');
  const solved = page.getByRole('button', { name: "It's solved" });
  await solved.waitFor();
  const draftMs = await since(async () => {
    await solved.click();
    await grows(ada, 'drafts', drafts);
  });
  const awards = await count(ada, 'awards');
  await page.getByRole('radio', { name: '5' }).check();
  const awardMs = await since(async () => {
    await page.getByRole('button', { name: 'Send thanks' }).click();
    await grows(ada, 'awards', awards);
  });
  await context.close();
  return { offerMs, frameMs, awardMs, draftMs };
}

async function since(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

async function count(ada: Person, what: 'drafts' | 'awards'): Promise<number> {
  if (what === 'awards') return (await ada.call<OwnRewards>('GET', '/v1/rewards?limit=100')).items.length;
  return (await ada.call<{ items: Article[] }>('GET', '/v1/articles?state=draft&limit=100')).items.length;
}

/** Looks each 20 ms until there is one more. */
async function grows(ada: Person, what: 'drafts' | 'awards', before: number): Promise<void> {
  for (const until = performance.now() + 15_000; performance.now() < until;) {
    if ((await count(ada, what)) > before) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no further ${what} within 15 s`);
}
