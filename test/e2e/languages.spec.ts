import type { Browser, Locator, Page } from '@playwright/test';
import { test } from './host-visits.ts';
import { ada, askForHelp, expect, password } from './people.ts';
import { isWell, widths } from './well.ts';
import { languages, wordsOf, type Language } from './words.ts';

/** What of a panel sticks out of it at a side, in words: a text that is too long for where it stands. */
const stickingOut = (panel: Locator): Promise<string[]> =>
  panel.evaluate((dialog) => {
    const box = dialog.getBoundingClientRect();
    const found: string[] = [];
    const visit = (root: Element | ShadowRoot): void => {
      for (const child of root.children) {
        const { left, right, width, height } = child.getBoundingClientRect();
        // What is there for ears alone is clipped to a point.
        const isSeen = width > 1 && height > 1;
        if (isSeen && (left < box.left - 1 || right > box.right + 1)) found.push(child.outerHTML.slice(0, 120));
        if (child.shadowRoot) visit(child.shadowRoot);
        visit(child);
      }
    };
    visit(dialog);
    return found;
  });

/** The one that is mirrored goes with `npm test`, all of them with `npm run check`. */
const ways = (language: Language): { tag: string[] } => ({ tag: language === 'ar' ? [] : ['@wide'] });

test.describe('the widget in the language of its page', () => {
  for (const language of languages) {
    test(`${language}: bubble, panel, request and waiting room, on a phone`, ways(language), async ({ visit }) => {
      const words = wordsOf(language);
      const { page, requests } = await visit({
        htmlAttributes: `lang="${language}"`,
        before: (one) => one.setViewportSize({ width: 360, height: 740 }),
      });
      const catalogue = `GET /widget-words-${language}.js`;
      const bubble = page.getByRole('button', { name: words('Help'), exact: true });
      await expect(bubble).toBeVisible();
      expect(requests, 'the bubble needs no catalogue').not.toContain(catalogue);

      await bubble.click();
      const panel = page.getByRole('dialog', { name: words('Help') });
      await expect(panel.getByRole('searchbox', { name: words('Search for answers') })).toBeVisible();
      expect(requests).toContain(catalogue);
      expect.soft(await stickingOut(panel)).toEqual([]);

      await panel.getByRole('button', { name: words('Talk to a person') }).click();
      await expect(panel.getByRole('textbox', { name: words('What are you stuck on?') })).toBeVisible();
      expect.soft(await stickingOut(panel)).toEqual([]);
      await panel.getByRole('button', { name: words('Send request') }).click();
      await expect(panel.getByRole('status', { name: words('Waiting for an expert') })).toBeVisible();
      await expect(panel.getByText(words('Your request is here'))).toBeVisible();
      expect.soft(await stickingOut(panel)).toEqual([]);

      const widget = page.locator('harmony-widget');
      await expect(widget).toHaveAttribute('lang', language);
      await expect(widget).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
    });
  }

  test('Arabic is mirrored: the corner, the way back, the side that text begins at', async ({ visit }) => {
    const words = wordsOf('ar');
    const { page } = await visit({ htmlAttributes: 'lang="ar" dir="rtl"' });
    const bubble = page.getByRole('button', { name: words('Help'), exact: true });
    expect((await bubble.boundingBox())!.x).toBeLessThan(100);
    await bubble.click();
    const panel = page.getByRole('dialog', { name: words('Help') });
    await panel.getByRole('button', { name: words('Talk to a person') }).click();
    const [back, close, all] = await Promise.all(
      [
        panel.getByRole('button', { name: words('Back') }),
        panel.getByRole('button', { name: words('Close') }),
        panel,
      ].map((one) => one.boundingBox()),
    );
    expect(back!.x).toBeGreaterThan(close!.x);
    expect(all!.x).toBeLessThan(100);
    await expect(panel.getByRole('textbox', { name: words('What are you stuck on?') })).toHaveCSS('direction', 'rtl');
    const arrow = panel.getByRole('button', { name: words('Back') }).locator('svg');
    expect(await arrow.evaluate((svg) => new DOMMatrix(getComputedStyle(svg).transform).a)).toBe(-1);
  });

  test('the tag decides before the page; a language near to ours is ours; the rest is English', async ({ visit }) => {
    const german = await visit({
      htmlAttributes: 'lang="fr"',
      tags: '<script async src="BACKEND/harmony.js" data-site="pk_demo" data-locale="de-CH"></script>',
    });
    await expect(german.page.getByRole('button', { name: wordsOf('de')('Help'), exact: true })).toBeVisible();
    await expect(german.page.locator('harmony-widget')).toHaveAttribute('lang', 'de-CH');

    const portuguese = await visit({ htmlAttributes: 'lang="pt-PT"' });
    await expect(portuguese.page.getByRole('button', { name: wordsOf('pt-BR')('Help'), exact: true })).toBeVisible();

    const { page, requests } = await visit({ htmlAttributes: 'lang="zh"' });
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
    await expect(page.locator('harmony-widget')).toHaveAttribute('lang', 'en');
    expect(requests.filter((one) => one.includes('widget-words') || one.includes('widget-speak'))).toEqual([]);
  });

  test('a catalogue that does not come leaves English, the same way round', async ({ visit }) => {
    const { page } = await visit({
      htmlAttributes: 'lang="ar"',
      before: (one) => one.route('**/widget-words-*.js', (route) => route.abort()),
    });
    await page.getByRole('button', { name: wordsOf('ar')('Help'), exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Help' });
    await expect(panel.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
    await expect(page.locator('harmony-widget')).toHaveAttribute('dir', 'ltr');
    await expect(page.locator('harmony-widget')).toHaveAttribute('lang', 'en');
  });
});

/** Nothing is wider than the window of a desk or a phone; the mirrored screen is also put before axe. */
const fits = async (page: Page, screen: string, language: Language): Promise<void> => {
  if (language === 'ar') return isWell(page, screen);
  for (const size of [...widths].reverse()) {
    await page.setViewportSize(size);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${screen}, ${size.width}: wider than the window by`).toBeLessThanOrEqual(0);
  }
};

/** Ada in a browser that asks for a language; signed in, Available. */
const adaIn = async (browser: Browser, baseURL: string, locale: Language): Promise<Page> => {
  const words = wordsOf(locale);
  const context = await browser.newContext({ baseURL, locale });
  const page = await context.newPage();
  await page.goto('/console/');
  await page.getByRole('textbox', { name: words('Email') }).fill(ada);
  await page.getByRole('textbox', { name: words('Password') }).fill(password);
  await page.getByRole('button', { name: words('Sign in') }).click();
  await page.getByRole('switch', { name: words('Available') }).check();
  await expect(page.getByRole('switch', { name: words('Available') })).toBeChecked();
  return page;
};

test.describe('the console in the language of its browser', () => {
  for (const language of ['de', 'ar', 'ja'] as const) {
    test(`${language}: from signing in to the conversation`, ways(language), async ({ browser, baseURL, visitor }) => {
      test.setTimeout(120_000);
      const words = wordsOf(language);
      const page = await adaIn(browser, baseURL!, language);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
      await expect(page).toHaveTitle(`${words('Queue')} · HARMONY.Live`);
      await fits(page, `queue in ${language}`, language);

      const visitorPage = await visitor();
      await askForHelp(visitorPage, 'The PostgreSQL migration holds a lock');
      const request = page.getByRole('alertdialog', { name: words('New request') });
      await request.getByRole('button', { name: words('Accept') }).click();
      await expect(page.getByRole('log', { name: words('Conversation') })).toContainText('holds a lock');
      await fits(page, `conversation in ${language}`, language);

      await page.getByRole('switch', { name: words('Available') }).uncheck();
      await page.context().close();
    });
  }

  test('is chosen in the profile: at once, for this device, whatever the browser asks for', async ({
    browser,
    baseURL,
  }) => {
    const [german, spanish] = [wordsOf('de'), wordsOf('es')];
    const page = await adaIn(browser, baseURL!, 'de');
    await page.getByRole('switch', { name: german('Available') }).uncheck();
    await page.getByRole('link', { name: german('Profile') }).click();
    const choice = page.getByRole('combobox', { name: german('Language of the console') });
    await expect(choice.getByRole('option')).toHaveText([
      german('As the browser: {0}').replace('{0}', 'Deutsch'),
      ...['English', 'Español', 'Português (Brasil)', 'Français', 'Deutsch', 'العربية', '日本語'],
    ]);
    await choice.selectOption('es');
    await expect(page.getByRole('heading', { name: spanish('Profile'), level: 1 })).toBeVisible();
    await expect(page.getByRole('link', { name: spanish('Queue') })).toBeVisible();
    await expect(page).toHaveTitle(`${spanish('Profile')} · HARMONY.Live`);

    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
    await page.getByRole('combobox', { name: spanish('Language of the console') }).selectOption('');
    await expect(page.getByRole('heading', { name: german('Profile'), level: 1 })).toBeVisible();
    await page.context().close();
  });
});
