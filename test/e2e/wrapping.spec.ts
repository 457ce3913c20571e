import type { Page } from '@playwright/test';
import type { Harmony } from '../../packages/sdk/src/index.ts';
import { installOtherTool } from '../manners/other-tool.ts';
import { bubble, test } from './host-visits.ts';
import { expect } from './people.ts';

type Host = Window & { Harmony: Harmony };

const body = '<style>p { color: black }</style><main><input id="n"><button id="dead">Save</button></main>';

/** We come, and are in use: a press waits for its answer. */
const weCome = async (page: Page, host: string): Promise<void> => {
  await page.evaluate((origin) => {
    const before = window.fetch;
    (window as unknown as Host).Harmony.init({ site: 'pk_demo', host: origin, consent: 'required', bubble: 'hide' });
    return new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (window.fetch === before) return;
        clearInterval(timer);
        resolve();
      }, 10);
    });
  }, host);
  await expect(async () => {
    await page.locator('#dead').click();
    expect(await wrapped(page)).toEqual(expect.arrayContaining(ours));
  }).toPass();
};
const weGo = (page: Page): Promise<void> => page.evaluate(() => (window as unknown as Host).Harmony.shutdown());
const toolComes = (page: Page): Promise<void> => page.evaluate(() => window.tool.wrap());
const toolGoes = (page: Page, isCareful: boolean): Promise<void> =>
  page.evaluate((careful) => window.tool.unwrap(careful), isCareful);
const wrapped = (page: Page): Promise<string[]> => page.evaluate(() => window.tool.wrapped());

/** Wherever functions are compared, these are all. */
const all = [
  'fetch',
  'send',
  'open',
  'console.error',
  'pushState',
  'attachShadow',
  'insertRule',
  'value',
  'click',
  'addEventListener',
];
/** What we wrap for good or while a press waits. Where there is a Navigation API the history is left alone. */
const ours = all.filter((what) => what !== 'pushState' && what !== 'addEventListener');

test('another tool that wraps the same functions, in any order with us, costs the page nothing', async ({
  visit,
  server,
}) => {
  const counts = new Map<string, number>();
  const told = new Map<string, number>();
  const { page } = await visit({
    body,
    tags: '<script src="BACKEND/harmony.js" data-site="pk_demo" data-bubble="hide"></script>',
    before: async (one) => {
      await one.addInitScript(installOtherTool);
      await one.route('**/count/*', (route) => {
        const key = new URL(route.request().url()).pathname;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        return route.fulfill({ body: String(counts.get(key)) });
      });
      one.on('console', (message) => told.set(message.text(), (told.get(message.text()) ?? 0) + 1));
    },
  });
  const usedOnce = async (key: string, heard: 'once' | 'never' | 'at most once'): Promise<void> => {
    const used = await page.evaluate((one) => window.tool.use(one), key);
    const most = heard === 'never' ? 0 : 1;
    for (const what of all) {
      expect(used[what], `${what}: ${key}`).toMatchObject({ effects: 1 });
      expect(used[what]!.heard, `${what}: ${key}`).toBeLessThanOrEqual(most);
      expect(used[what]!.heard, `${what}: ${key}`).toBeGreaterThanOrEqual(heard === 'once' ? 1 : 0);
    }
    await expect.poll(() => told.get(`told ${key}`)).toBe(1);
  };
  await expect.poll(async () => (await wrapped(page)).length).toBeGreaterThan(0);
  await weGo(page);
  expect(await wrapped(page)).toEqual([]);

  for (const isToolFirst of [true, false])
    for (const isToolFirstToGo of [true, false])
      for (const isCareful of [true, false]) {
        const order = `${isToolFirst ? 'tool, we come' : 'we, tool come'}; ${isToolFirstToGo ? 'tool, we go' : 'we, tool go'}; ${isCareful ? 'careful' : 'careless'}`;
        await test.step(order, async () => {
          if (isToolFirst) await toolComes(page);
          await weCome(page, server.url);
          if (!isToolFirst) await toolComes(page);
          await usedOnce(`${order} both`, 'once');

          if (isToolFirstToGo) await toolGoes(page, isCareful);
          else await weGo(page);
          // A careful tool that we have wrapped stays where it is.
          const isToolGone = isToolFirstToGo && !(isToolFirst && isCareful);
          await usedOnce(`${order} one`, isToolGone ? 'never' : isToolFirstToGo ? 'at most once' : 'once');

          if (isToolFirstToGo) await weGo(page);
          else await toolGoes(page, isCareful);
          await usedOnce(`${order} none`, isToolFirstToGo && isToolFirst && isCareful ? 'at most once' : 'never');
          // Who came last and went first leaves everything to the other, and that one to the browser.
          if (isToolFirst !== isToolFirstToGo) expect(await wrapped(page)).toEqual([]);
          await page.evaluate(() => window.tool.clean());
        });
      }
  expect([...counts.values()].every((times) => times === 1)).toBe(true);
  await expect(bubble(page)).toHaveCount(0);
});
