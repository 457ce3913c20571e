import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import type { HelpRequest, ServerFrames } from '@harmony-live/protocol';
import { absolute, median, percentile, spread } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { addCrowd, connectCrowd } from './crowd.ts';
import { cookieOf, databaseProblem, openVisitor, signIn } from './people.ts';
import type { Line, Person } from './people.ts';
import { engines, hasVectors, startServer } from './server.ts';
import type { Engine, MeasuredServer } from './server.ts';

const REQUESTS = 200;
/** Before these, compiled code and the database's caches are cold. */
const WARM_UP = 20;
const ON_SCREEN = 20;
const CROWD = 1_000;
/** The demo's experts. */
const names = ['ada', 'grace', 'linus'];

/** Where Chromium is; the launcher says so. */
const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

const benchmark: Benchmark = {
  about:
    'Send request to the expert’s alert, ranked among the demo’s three experts, and among 1,000 who are all online; goal of the ' +
    'design, for 1,000: p95 ≤ 150 ms',
  run: async ({ isQuick, log }) => {
    const rows: Row[] = [];
    for (const engine of await engines(log)) rows.push(...(await measure(engine, isQuick, log)));
    return rows;
  },
};

export default benchmark;

async function measure(engine: Engine, isQuick: boolean, log: (line: string) => void): Promise<Row[]> {
  const server = await startServer(engine);
  try {
    const three = await Promise.all(names.map((name) => signIn(server.url, `${name}@demo.test`)));
    for (const { line } of three) await line.ask({ frame: 'availability', switch: true });
    const rows = await amongThem(server, three, isQuick, log);
    for (const { line } of three) {
      await line.ask({ frame: 'availability', switch: false });
      line.close();
    }
    if (engine === 'embedded') {
      log('embedded: requests to the expert’s screen …');
      const screen = await onScreen(server.url, isQuick ? 1 : ON_SCREEN);
      rows.push(absolute(`embedded: alert on the screen (Chromium), median of ${screen.length}`, median(screen), 'ms'));
    }
    const cookies = await server.whileStopped(async (db) =>
      (await hasVectors(db)) ? addCrowd(db, isQuick ? 20 : CROWD, log) : undefined,
    );
    if (cookies === undefined) {
      log(`${engine}: a crowd is left out, as this PostgreSQL has no pgvector`);
      return rows;
    }
    const crowd = await connectCrowd(server.url, cookies);
    rows.push(...(await amongThem(server, crowd, isQuick, log)));
    for (const { line } of crowd) line.close();
    return rows;
  } finally {
    await server.dispose();
  }
}

/** All of them are on duty, and one of them is alerted of each request. */
async function amongThem(
  { engine, url }: MeasuredServer,
  experts: readonly Person[],
  isQuick: boolean,
  log: (line: string) => void,
): Promise<Row[]> {
  const among = `${engine}, ${experts.length} experts online`;
  log(`${among}: requests to the expert’s connection …`);
  const times: Times[] = [];
  for (let request = 0; request < (isQuick ? 3 : WARM_UP + REQUESTS); request += 1) {
    times.push(await oneRequest(url, experts));
  }
  const measured = times.slice(isQuick ? 0 : WARM_UP);
  const alerts = measured.map(({ alertMs }) => alertMs);
  const answers = measured.map(({ answerMs }) => answerMs);
  return [
    absolute(`${among}: alert, median (${spread(alerts, 0)})`, median(alerts), 'ms'),
    absolute(`${among}: alert, p95`, percentile(alerts, 0.95), 'ms', { atMost: 150 }),
    absolute(`${among}: of it until the request is answered, median`, median(answers), 'ms'),
  ];
}

interface Times {
  /** From sending until the frame `assignment` is with one of the experts. */
  alertMs: number;
  /** From sending until the visitor has the answer. */
  answerMs: number;
}

/** A new visitor asks; who is asked is withdrawn again before the next one. */
async function oneRequest(url: string, experts: readonly Person[]): Promise<Times> {
  const visitor = await openVisitor(url);
  const body = databaseProblem();
  const alerted = firstAlert(experts);
  const sentAt = performance.now();
  const { id } = await visitor.call<HelpRequest>('POST', '/v1/help-requests', body);
  const answeredAt = performance.now();
  const { frame, line, at } = await alerted;
  if (frame.request.id !== id) throw new Error('The alert is about another request.');
  const ended = line.next('assignment.ended', ({ assignmentId }) => assignmentId === frame.assignmentId);
  await visitor.call('DELETE', `/v1/help-requests/${id}`);
  await ended;
  visitor.line.close();
  return { alertMs: at - sentAt, answerMs: answeredAt - sentAt };
}

/** The next `assignment`, whoever gets it, and when it was here. */
function firstAlert(
  experts: readonly Person[],
): Promise<{ frame: ServerFrames['assignment']; line: Line; at: number }> {
  return new Promise((resolve) => {
    const ends = experts.map(({ line }) =>
      line.on('assignment', (frame) => {
        const at = performance.now();
        for (const end of ends) end();
        resolve({ frame, line, at });
      }),
    );
  });
}

/** The same until the alert is drawn in Ada's console. Includes Playwright's own look, once per frame of the screen. */
async function onScreen(url: string, requests: number): Promise<number[]> {
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const context = await browser.newContext();
    const [name = '', value = ''] = (await cookieOf(url, 'ada@demo.test')).split('=');
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.goto(`${url}/console/`);
    const available = page.getByRole('switch', { name: 'Available' });
    await available.click();
    await page.getByRole('switch', { name: 'Available', checked: true }).waitFor();
    const alert = page.getByRole('alertdialog', { name: 'New request' });
    const times: number[] = [];
    for (let request = 0; request < requests + 1; request += 1) {
      const visitor = await openVisitor(url);
      const shown = alert.waitFor({ state: 'visible' }).then(() => performance.now());
      const sentAt = performance.now();
      const { id } = await visitor.call<HelpRequest>('POST', '/v1/help-requests', databaseProblem());
      times.push((await shown) - sentAt);
      await visitor.call('DELETE', `/v1/help-requests/${id}`);
      await alert.waitFor({ state: 'hidden' });
      visitor.line.close();
    }
    // Else she would be asked first for a while, with nobody there to answer.
    await available.click();
    await page.getByRole('switch', { name: 'Available', checked: false }).waitFor();
    return times.slice(1);
  } finally {
    await browser.close();
  }
}
