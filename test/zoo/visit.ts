import type { Browser, Page } from 'playwright-core';
import { windows, type Case } from './case.ts';
import { kindsOf, type Told } from './ours.ts';
import { Late, playwrightHand } from './playwright-hand.ts';
import type { Zoo } from './server.ts';
import { judge, type Verdict } from './verdict.ts';

/** A person looks at a page before touching it; in this time everything has loaded, and what moves by itself has moved. */
export const readingMs = 1_700;

export interface VisitOptions {
  browser: Browser;
  zoo: Zoo;
  /** Ours has a part of its own that must be there first. */
  waitFor?: RegExp | undefined;
  /** Added to the settling of each case: peers judge later than we do. */
  patienceMs?: number;
}

/** Opens a case's page in a context of its own, does what its person does, waits until the last verdict has fallen. */
export const visit = async (one: Case, number: number, options: VisitOptions): Promise<Told[]> => {
  const { browser, zoo, waitFor, patienceMs = 0 } = options;
  const told: Told[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, hasTouch: one.needs === 'touch' });
  try {
    await context.exposeFunction('zooTell', (text: string) => void told.push(JSON.parse(text) as Told));
    const page = await context.newPage();
    context.on('page', (other) => void (other === page || setTimeout(() => void other.close().catch(() => {}), 150)));
    page.on('filechooser', () => {});
    const address = zoo.addressOf(number);
    await page.goto(address);
    if (waitFor) await loaded(page, waitFor);
    const hand = playwrightHand(page, address);
    await hand.wait(readingMs);
    await one.do(hand);
    await hand.wait((one.settleMs ?? windows.plainMs) + patienceMs);
    // A copy: what the page tells while it is closed is nobody's doing.
    return [...told];
  } finally {
    await context.close();
  }
};

/** The same, judged. A page that broke is a verdict too. */
export const visitAndJudge = async (one: Case, number: number, options: VisitOptions): Promise<Verdict> => {
  try {
    const told = await timely(() => visit(one, number, options));
    return judge(
      one,
      kindsOf(told),
      told.some(({ name }) => name === 'struggle'),
    );
  } catch (error) {
    return judge(one, [], false, String(error instanceof Error ? error.message : error).split('\n')[0]);
  }
};

const loaded = async (page: Page, part: RegExp): Promise<void> => {
  await page
    .waitForFunction(
      (source) => performance.getEntriesByType('resource').some(({ name }) => new RegExp(source).test(name)),
      part.source,
      { timeout: 5_000, polling: 100 },
    )
    .catch(() => {});
};

/** Runs over the numbers, so many at a time. */
export const pool = async <T>(items: readonly T[], width: number, run: (item: T) => Promise<void>): Promise<void> => {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
};

/** A visit on which the machine could not keep up says nothing of the page: it is made again, twice at most. */
const timely = async (go: () => Promise<Told[]>, left = 2): Promise<Told[]> =>
  go().catch((error: unknown) => {
    if (left === 0 || !(error instanceof Late)) throw error;
    return timely(go, left - 1);
  });
