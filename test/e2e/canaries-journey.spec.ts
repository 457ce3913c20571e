import type { Locator } from '@playwright/test';
import { startHostServer } from '../fixtures/host.ts';
import { createDatabase } from '../fixtures/postgres.ts';
import { startDemoServer, type DemoServer } from '../fixtures/server.ts';
import { canaries, leaksIn } from '../manners/canaries.ts';
import { beStuck, body, fillIn, head, prepare, withCanaries } from '../manners/canary-page.ts';
import { dumpDatabase, filesBelow } from '../manners/dump.ts';
import { accept, ada, expect, log, say, test as base } from './people.ts';

const serverUrl = process.env.HARMONY_E2E_POSTGRES;

/** A server of this file's own, whose database can be looked into once it has stopped. */
const test = base.extend<object, { server: DemoServer; database: { url: string } | null }>({
  database: [
    async ({ browserName: _ }, use) => {
      const database = serverUrl === undefined ? null : await createDatabase(serverUrl);
      await use(database);
      await database?.drop();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ database }, use) => {
      const server = await startDemoServer(database === null ? {} : { DATABASE_URL: database.url });
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** What the preview says of the parts that are ticked, every step of it. */
const shownIn = async (attached: Locator): Promise<string> => {
  await attached.locator('summary').click();
  const parts = await attached.locator('ul > li').all();
  const texts = await Promise.all(
    parts.map(async (part) => ((await part.getByRole('checkbox').isChecked()) ? part.innerText() : '')),
  );
  return texts.join('\n');
};

// By default it goes once, on PostgreSQL.
test(
  'after a whole journey with consent, the database holds nothing that its person was not shown',
  { tag: '@wide' },
  async ({ context, expert, server, database }) => {
    test.setTimeout(120_000);
    const adaPage = await expert(ada);
    const host = await startHostServer();
    const tag = `<script async src="${server.url}/harmony.js" data-site="pk_demo" data-consent="granted"></script>`;
    const html = `<!doctype html><html lang="en"><head>${head}${tag}</head><body>${body}</body></html>`;
    const page = await context.newPage();
    await prepare(context, page);
    await page.goto(withCanaries(host.put({ html })));
    await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await fillIn(page);
    await beStuck(page, true);

    const offer = page.getByRole('region', { name: 'Help offer' });
    await expect(offer).toBeVisible({ timeout: 20_000 });
    await offer.getByRole('button', { name: 'Get help' }).click();
    const attached = page.getByRole('group', { name: 'What we attach' });
    await expect(attached).toContainText('What the app told us');
    await expect(attached).toContainText(canaries.context!);
    await attached.getByRole('checkbox', { name: /What the app told us/ }).uncheck();
    const shown = leaksIn(Buffer.from(await shownIn(attached))).map(({ what }) => what);
    // What a page reports by hand is shown as it reports it; what the app told is left out here.
    expect(shown).toContain('report');
    expect(shown).not.toContain('context');
    await page.getByRole('textbox', { name: 'What are you stuck on?' }).fill('wallabyquestion: the order is refused');
    await page.getByRole('button', { name: 'Send request' }).click();

    await accept(adaPage);
    await say(adaPage, 'wallabyanswer: choose another way to pay');
    await expect(log(page)).toContainText('wallabyanswer');
    await say(page, 'wallabythanks');
    await log(adaPage).getByText('wallabyanswer').first().hover();
    await log(adaPage).getByRole('button', { name: 'Mark as the solution' }).last().click();
    await adaPage.getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('button', { name: "It's solved" }).click();
    await page.getByRole('radiogroup', { name: 'Rating' }).getByRole('radio', { name: '5' }).check();
    await page.getByRole('button', { name: 'Send thanks' }).click();
    await expect(page.getByText('Sent.')).toBeVisible();
    await adaPage.getByRole('link', { name: 'Rewards' }).first().click();
    await expect(adaPage.getByText('On hold until').first()).toBeVisible({ timeout: 20_000 });
    await adaPage.close();
    await page.goto('about:blank');
    await host.close();

    await server.stop();
    const dump = await dumpDatabase(database ?? { dataDir: server.dataDir });
    // It holds what it should: what was said, and the signs of trouble that the person agreed to.
    for (const word of ['wallabyquestion', 'wallabyanswer', 'wallabythanks', 'quollthrown refused'])
      expect(dump).toContain(word);
    const unseen = Object.fromEntries(Object.entries(canaries).filter(([what]) => !shown.includes(what)));
    expect(leaksIn(Buffer.from(dump), unseen)).toEqual([]);
    const files = (serverUrl === undefined ? filesBelow(server.dataDir) : Buffer.alloc(0)).toString('latin1');
    expect(Object.keys(unseen).filter((what) => files.includes(unseen[what]!))).toEqual([]);
    expect(leaksIn(Buffer.from(server.output()))).toEqual([]);
  },
);
