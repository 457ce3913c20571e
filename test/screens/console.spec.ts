import type { Browser, Page } from '@playwright/test';
import { ask } from '../e2e/owner.ts';
import { expect } from '../e2e/people.ts';
import { wordsOf } from '../e2e/words.ts';
import * as hostile from './hostile.ts';
import { look, type LookOptions } from './look.ts';
import { test, type Full, type Workspace } from './state.ts';

type Words = ReturnType<typeof wordsOf>;

/** A screen of somebody who is signed in: where it is, and what is done there before it is looked at. */
interface Screen {
  name: string;
  path: string;
  prepare?: (page: Page, words: Words) => Promise<void>;
  options?: (page: Page, words: Words) => LookOptions;
}

const open = async (
  browser: Browser,
  language: 'en' | 'ar',
  { baseURL, session }: Pick<Workspace, 'baseURL'> & Partial<Workspace>,
): Promise<Page> => {
  const locale = language === 'en' ? 'en-GB' : language;
  const context = await browser.newContext({
    ...{ baseURL, locale, timezoneId: 'UTC', reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } },
    ...(session ? { storageState: session } : {}),
  });
  return context.newPage();
};

/** Opens a place of the console, and waits until everything of it is there. */
const go = async (page: Page, path: string): Promise<void> => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(path, { waitUntil: 'networkidle' });
  await expect(page.locator('h1').filter({ visible: true }).first()).toBeVisible();
  await expect(page.locator('.skel').filter({ visible: true })).toHaveCount(0);
};

const side = (name: string) => (page: Page, words: Words) =>
  page.getByRole('radio', { name: words(name), exact: true }).check();
const dialog = (key: string, name: string) => async (page: Page, words: Words) => {
  await page.keyboard.press(key);
  await expect(page.getByRole('dialog', { name: words(name) })).toBeVisible();
};

for (const language of ['en', 'ar'] as const) {
  const words = wordsOf(language);

  test(`${language}: before anybody is signed in`, async ({ browser, full }) => {
    const page = await open(browser, language, { baseURL: full.baseURL });
    const screens: [name: string, path: string, options?: LookOptions][] = [
      ['sign-in', '/console/', { compare: language === 'en' ? '360-light' : '820-dark' }],
      ['create', '/console/create', { compare: language === 'en' ? '820-dark' : '360-light' }],
      ['forgot', '/console/forgot'],
      ['reset', full.resetPath],
      ['join', full.joinPath],
      ['verify', '/console/verify/a-link-that-is-too-old-by-far'],
    ];
    for (const [name, path, options] of screens) {
      await go(page, path);
      await look(page, `${language}-${name}`, options);
    }
    await page.context().close();
  });

  test(`${language}: a workspace in which nothing has happened`, async ({ browser, empty }) => {
    const page = await open(browser, language, empty);
    for (const place of ['queue', 'conversations', 'knowledge', 'insights', 'rewards', 'settings']) {
      await go(page, `/console/${place}`);
      await look(page, `${language}-empty-${place}`);
    }
    await page.context().close();
  });

  const article = (full: Full): string => `/console/knowledge/${full.articleId}`;
  const groups: Record<string, (full: Full) => Screen[]> = {
    'queue, conversations, knowledge': (full) => [
      { name: 'queue', path: '/console/queue' },
      {
        name: 'queue-opened',
        path: '/console/queue',
        prepare: (one) => one.locator('[id^="queue-"]').first().press('Enter'),
      },
      { name: 'conversations', path: '/console/conversations' },
      { name: 'conversation', path: `/console/conversations/${full.conversationId}` },
      {
        name: 'ask-colleague',
        path: `/console/conversations/${full.conversationId}`,
        prepare: async (one) => {
          await one.getByRole('button', { name: words('Transfer'), exact: true }).click();
          await expect(one.getByRole('radio').first()).toBeVisible();
          await one.getByRole('button', { name: words('Ask to take over') }).click();
        },
      },
      { name: 'knowledge', path: '/console/knowledge' },
      { name: 'knowledge-editor', path: article(full) },
      {
        name: 'knowledge-preview',
        path: article(full),
        prepare: side('Preview'),
        options: (one) => ({ compare: '820-light', part: one.getByRole('article', { name: words('Preview') }) }),
      },
      { name: 'knowledge-missing', path: '/console/knowledge', prepare: side('Missing') },
      {
        name: 'knowledge-versions',
        path: article(full),
        prepare: async (one) => {
          await side('Versions')(one, words);
          await one
            .getByRole('button', { name: words('Compare') })
            .first()
            .click();
        },
      },
    ],
    'figures, rewards, profile, what lies over them': () => [
      { name: 'insights', path: '/console/insights' },
      {
        name: 'insights-tables',
        path: '/console/insights',
        prepare: (one) => one.getByRole('button', { name: words('Tables') }).click(),
      },
      { name: 'rewards', path: '/console/rewards' },
      { name: 'profile', path: '/console/profile' },
      { name: 'why', path: '/console/profile/why' },
      { name: 'palette', path: '/console/rewards', prepare: dialog('Control+k', 'Command palette') },
      {
        name: 'shortcuts',
        path: '/console/rewards',
        prepare: dialog('?', 'Keyboard shortcuts'),
        options: (one) => ({
          compare: language === 'en' ? '820-light' : '360-dark',
          part: one.getByRole('dialog', { name: words('Keyboard shortcuts') }),
        }),
      },
    ],
    settings: (full) => [
      { name: 'settings', path: '/console/settings' },
      { name: 'settings-offers', path: `/console/settings/offers/${full.site.id}` },
      { name: 'settings-widget', path: `/console/settings/widget/${full.site.id}` },
      {
        name: 'settings-routing',
        path: `/console/settings/routing/${full.site.id}`,
        prepare: async (one) => {
          await one.getByRole('textbox', { name: words('A problem') }).fill(hostile.longWord);
          await one.getByRole('switch', { name: words('Also those off duty') }).check();
          await one.getByRole('button', { name: words('Who would be asked?') }).click();
          await expect(one.getByRole('list', { name: words('Who would be asked') })).toBeVisible();
          await one.getByRole('slider', { name: words('Near to what they know') }).press('Home');
        },
      },
      { name: 'settings-retention', path: '/console/settings/retention' },
      { name: 'settings-audit', path: '/console/settings/audit' },
    ],
  };
  for (const [group, screens] of Object.entries(groups))
    test(`${language}: words that break layouts in ${group}`, async ({ browser, full }) => {
      const page = await open(browser, language, full);
      for (const { name, path, prepare, options } of screens(full)) {
        await go(page, path);
        await prepare?.(page, words);
        await look(page, `${language}-${name}`, options?.(page, words));
      }
      await page.context().close();
    });

  test(`${language}: a request is put before the expert`, async ({ browser, full }) => {
    // Whoever asked when everything was set up has given up by now: two minutes without a page.
    const visitors = await browser.newContext({ baseURL: full.baseURL });
    await ask(visitors.request, full, hostile.request);
    await visitors.close();
    const page = await open(browser, language, full);
    await go(page, '/console/queue');
    const available = page.getByRole('switch', { name: words('Available') });
    await available.check();
    await expect(page.getByRole('alertdialog', { name: words('New request') })).toBeVisible();
    await look(page, `${language}-new-request`);
    await available.uncheck();
    await expect(available).not.toBeChecked();
    await page.context().close();
  });
}
