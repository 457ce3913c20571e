// `npm test -- newcomer`: does what README.md says, on a machine on which nobody has done anything yet, and prints how long each
// step took. Ends with 1 where the README lies or takes longer than it promises.
//   --report=F   where the counts go
//   --repository=D   what is cloned; this one where left out. What is not committed is not in a clone.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { freePort } from '../fixtures/server.ts';
import { startHostServer } from '../fixtures/host.ts';
import { newMachine, type Machine } from './machine.ts';
import { openPerson, type Answers, type Person } from './person.ts';
import { Lie, readReadme, type Readme } from './readme.ts';
import { Stopwatch } from './stopwatch.ts';

const { values } = parseArgs({
  options: {
    report: { type: 'string' },
    repository: { type: 'string', default: join(import.meta.dirname, '../..') },
  },
});

/** A first start downloads and builds; a slow network is not what is tested here. */
const START_WITHIN_MS = 300_000;
/** From the first press of the sign-up until the console sees the site, and from the letter until the expert is on duty. */
const GOAL_S = 120;

const robin = answers('Robin Kestrel', 'robin');
const ada = answers('Ada Byron', 'ada', 'Disc brakes: noise, rub, bleeding');
const customer = answers('A customer', 'customer', 'The brake squeals since the rain');
const reply = 'Clean the disc with alcohol, then brake hard ten times.';

const watch = new Stopwatch();
let machine: Machine | undefined;
const failures: { name: string; why: string }[] = [];
try {
  await watch.time('git clone', async () => {
    machine = newMachine(values.repository);
  });
  await walk(machine!);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const name = watch.current ?? 'the README';
  failures.push({ name, why: error.message });
  console.log(`\n✗ ${name}: ${error.message}${error instanceof Lie ? '' : `\n${error.stack ?? ''}`}`);
} finally {
  machine?.dispose();
}
console.log(`\n${watch.table()}`);
if (values.report) {
  mkdirSync(dirname(values.report), { recursive: true });
  writeFileSync(
    values.report,
    `${JSON.stringify({ passed: watch.steps.length, failed: failures.length, skipped: 0, failures, steps: watch.steps })}\n`,
  );
}
process.exitCode = failures.length;

async function walk({ folder, run }: Machine): Promise<void> {
  const readme = readReadme(readFileSync(join(folder, 'README.md'), 'utf8'));
  checkScripts(readme, folder);
  const { command, address } = readme.start;
  const { base, settings } = await freeAddress(address);
  if (base !== address) console.log(`${address} is taken on this machine; ${base} instead.`);
  const running = run(command, settings);
  const host = await startHostServer();
  const opened: Browser[] = [];
  try {
    await watch.time(`${command}, until its addresses are printed and answer`, async () => {
      const addresses = readme.places.map((path) => base + path);
      await running.printed(addresses, START_WITHIN_MS);
      for (const one of addresses) {
        const { status } = await fetch(one).catch(() => ({ status: 0 }));
        if (status !== 200) throw new Lie(`${one} answers ${status}.`);
      }
    });
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      timeout: START_WITHIN_MS,
    });
    opened.push(browser);
    await watch.time('the first try, until the expert sees it', () => trial(browser, readme));
    await ownSite(browser, readme);
    await watch.time('Ctrl-C', async () => {
      const code = await running.stop();
      if (code !== 0) throw new Lie(`After Ctrl-C \`${command}\` ended with ${code}.`);
    });
  } finally {
    for (const browser of opened) await browser.close();
    await host.close();
    await running.stop();
  }

  /** The paragraph "Try it": an address in it is opened in a window of somebody else. */
  async function trial(
    browser: Browser,
    { trial: { console: place, email, password, told, words } }: Readme,
  ): Promise<void> {
    const [expert, visitor] = [await openPerson(browser, email), await openPerson(browser, 'The visitor')];
    const at = told.findIndex(({ kind }) => kind === 'address');
    await expert.open(base + place, robin);
    await expert.send({ ...robin, email, password });
    await expert.follow(told.slice(0, at), base, robin);
    await visitor.follow(told.slice(at), base, { ...customer, words });
    await expert.see(words);
    for (const { page } of [expert, visitor]) await page.context().close();
  }

  /** The numbered list. */
  async function ownSite(browser: Browser, { steps, minutes }: Readme): Promise<void> {
    const [owner, expert, visitor] = [
      await openPerson(browser, 'The owner'),
      await openPerson(browser, 'The expert'),
      await openPerson(browser, 'The visitor'),
    ];
    const parts: [name: string, who: Person, answers: Answers][] = [
      ['sign-up, address confirmed', owner, robin],
      ['snippet copied and pasted, the console sees the site', owner, robin],
      ['an expert is invited', owner, ada],
      ['the expert joins and is on duty', expert, ada],
      ['somebody asks on the page', visitor, customer],
      ['the expert helps, and the answer stands in the page', expert, { ...ada, words: reply }],
    ];
    if (steps.length !== parts.length)
      throw new Lie(
        `README.md has ${steps.length} steps to one's own site; test/newcomer/run.ts knows ${parts.length}.`,
      );
    for (const [index, [name, who, given]] of parts.entries())
      await watch.time(name, async () => {
        for (const one of steps[index]!) {
          await who.follow([one], base, given);
          if (who !== owner || visitor.page.url() !== 'about:blank') continue;
          const snippet = await owner.copied();
          // "Paste it into a page of yours and open that": there is something to paste now.
          if (snippet.includes('<script')) await visitor.open(host.put({ html: shop(snippet) }), customer);
        }
        if (index === parts.length - 1) await visitor.see(reply);
      });
    const signal = watch.sum(parts.slice(0, 2).map(([name]) => name));
    const joined = watch.sum(parts.slice(3, 4).map(([name]) => name));
    watch.judge('from sign-up to the first sign of the site', signal, GOAL_S);
    watch.judge('from the letter to an expert on duty', joined, GOAL_S);
    watch.judge('all of it, from the clone', watch.sum(), minutes * 60);
  }
}

/** A page of the owner's, with nothing but the tag. */
function shop(snippet: string): string {
  return `<!doctype html><html lang="en"><title>Kestrel Cycles</title><h1>Kestrel Cycles</h1>${snippet}</html>`;
}

/** A command of the README that calls a script which package.json does not have. */
function checkScripts({ scripts }: Readme, folder: string): void {
  const { scripts: existing } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const unknown = scripts.filter((name) => !(name in existing));
  if (unknown.length > 0) throw new Lie(`README.md shows npm scripts that do not exist: ${unknown.join(', ')}.`);
}

/** The README's own address; another port where a program has that one already. */
async function freeAddress(address: string): Promise<{ base: string; settings: Record<string, string> }> {
  const isTaken = await fetch(address).then(
    () => true,
    () => false,
  );
  if (!isTaken) return { base: address, settings: {} };
  const port = String(await freePort());
  return { base: address.replace(/\d+$/, port), settings: { PORT: port } };
}

function answers(name: string, mailbox: string, words = ''): Answers {
  const email = `${mailbox}@kestrel.test`;
  return { email, password: 'a sentence to keep in mind', name, workspace: 'Kestrel Cycles', words };
}
