import type { Page } from '@playwright/test';
import { bubble, kept, panel, tag, test, waiting } from './host-visits.ts';
import { askForHelp, expect } from './people.ts';
import { wordsOf } from './words.ts';

/** Requests for anything but our own code, which lies in scripts at the root and carries nothing of the visitor's. */
const beyondCode = (requests: string[]): string[] => requests.filter((request) => !/^GET \/[\w-]+\.js$/.test(request));

test.describe('on a page of another origin', () => {
  test('nothing but our code and the site’s configuration crosses the wire before an action, and nothing is kept', async ({
    visit,
  }) => {
    const { page, requests, warnings, errors } = await visit();
    await expect(bubble(page)).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(beyondCode(requests)).toEqual(['GET /v1/config']);
    expect(await kept(page)).toEqual({ cookie: '', names: [], session: 0 });
    expect(await page.context().cookies()).toEqual([]);
    expect([warnings, errors]).toEqual([[], []]);
  });

  test('Global Privacy Control changes nothing of that, and asking for help still works', async ({ visit }) => {
    const { page, requests } = await visit({
      tags: tag.replace('data-site', 'data-consent="granted" data-site'),
      before: (page) =>
        page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })),
    });
    await expect(bubble(page)).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(beyondCode(requests)).toEqual(['GET /v1/config']);
    const { cookie, names } = await kept(page);
    expect([cookie, names.filter((name) => name !== 'harmony:choice')]).toEqual(['', []]);

    await askForHelp(page, 'The order list stays empty');
    await expect(waiting(page)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel request' }).click();
    await expect(waiting(page)).toBeHidden();
    expect((await kept(page)).names.filter((name) => name !== 'harmony:choice')).toEqual([]);
  });

  test('a strict policy with nonce and Trusted Types is never violated on the whole way to a request', async ({
    visit,
  }) => {
    const csp = [
      "default-src 'none'",
      "script-src 'nonce-abc123'",
      "style-src 'nonce-abc123'",
      'connect-src BACKEND ws://localhost:*',
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      // Documented in packages/sdk/README.md: the one policy we need.
      'trusted-types lit-html',
    ].join('; ');
    const { page, warnings, errors } = await visit({
      csp,
      tags: tag.replace('<script', '<script nonce="abc123"'),
      body: '<main><h1>Orders</h1></main>',
      before: (page) =>
        page.addInitScript(() => {
          const violations: string[] = [];
          Object.assign(window, { violations });
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
            violations.push(`${effectiveDirective} ${blockedURI}`),
          );
        }),
    });
    await askForHelp(page, 'The order list stays empty');
    await expect(waiting(page)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel request' }).click();
    const violations = await page.evaluate(() => (window as unknown as { violations: string[] }).violations);
    expect(violations.filter((violation) => !violation.includes('favicon'))).toEqual([]);
    expect([warnings, errors.filter((error) => !error.includes('favicon'))]).toEqual([[], []]);
  });

  test('a tag without data-site says so once and does nothing else', async ({ visit }) => {
    const { page, requests, warnings, errors } = await visit({
      tags: '<script async src="BACKEND/harmony.js"></script>',
    });
    await expect.poll(() => warnings).toEqual([expect.stringContaining('data-site')]);
    await page.waitForLoadState('networkidle');
    expect(requests).toEqual(['GET /harmony.js']);
    expect(await page.locator('harmony-widget').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  for (const [what, second] of [
    ['the tag twice', tag],
    ['two copies of the bundle', tag.replace('harmony.js', 'harmony@VERSION.js')],
  ] as const) {
    test(`${what} makes one bubble and one warning`, async ({ visit }) => {
      const version = (await import('../../packages/sdk/package.json', { with: { type: 'json' } })).default.version;
      const { page, warnings, errors } = await visit({ tags: tag + second.replace('VERSION', version) });
      await expect(bubble(page)).toHaveCount(1);
      await page.waitForLoadState('networkidle');
      await expect(page.locator('harmony-widget')).toHaveCount(1);
      expect(warnings).toEqual([expect.stringContaining('already')]);
      expect(errors).toEqual([]);
    });
  }

  test('help begun in one tab shows in another that was open, without a reload', async ({ visit }) => {
    const first = await visit();
    const second = await visit();
    await expect(bubble(second.page)).toBeVisible();
    await askForHelp(first.page, 'The order list stays empty');
    await expect(waiting(first.page)).toBeVisible();
    await expect
      .poll(() => second.requests.filter((request) => request.startsWith('GET /v1/help-requests/')))
      .toHaveLength(1);
    await bubble(second.page).click();
    await expect(waiting(second.page)).toBeVisible();
    await second.page.getByRole('button', { name: 'Cancel request' }).click();
    await expect(waiting(first.page)).toBeHidden();
  });
});

test.describe('what a page does to us', () => {
  test('a part that is blocked breaks nothing, is told once, and comes with the next press', async ({ visit }) => {
    const { page, warnings, errors } = await visit({
      before: (page) => page.route('**/widget-panel-*.js', (route) => route.abort()),
    });
    await bubble(page).click();
    await expect(page.getByRole('alert')).toContainText('Press Help to try once more');
    await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toBeFocused();
    await bubble(page).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Saved' })).toBeVisible();
    expect(warnings).toHaveLength(1);
    expect(errors.filter((error) => !error.includes('ERR_FAILED'))).toEqual([]);

    // The second press has been tried to its end: a press meanwhile is the same one.
    await expect(bubble(page)).not.toHaveAttribute('aria-busy');
    await page.unroute('**/widget-panel-*.js');
    await bubble(page).click();
    await expect(page.getByRole('searchbox')).toBeVisible();
    await expect(page.getByText('Press Help to try once more')).toHaveCount(0);
  });

  test('the widget that is blocked wholly breaks nothing, is told once, and comes when it is asked for', async ({
    visit,
  }) => {
    const { page, warnings, errors } = await visit({
      before: (page) => page.route('**/widget-*.js', (route) => route.abort()),
    });
    await expect.poll(() => warnings).toHaveLength(1);
    const open = () =>
      page.evaluate(() =>
        (window as unknown as { Harmony: { open(): Promise<void> } }).Harmony.open().then(
          () => 'opened',
          (error: { code: string }) => error.code,
        ),
      );
    expect(await open()).toBe('widget/unavailable');
    expect(warnings).toHaveLength(1);
    expect(errors.filter((error) => !error.includes('ERR_FAILED'))).toEqual([]);
    await page.unroute('**/widget-*.js');
    expect(await open()).toBe('opened');
    await expect(panel(page)).toBeVisible();
  });

  test('a press that must wait for the code shows at once that it was heard', async ({ visit }) => {
    let letGo = (): void => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const { page } = await visit({
      before: (page) => page.route('**/widget-panel-*.js', (route) => gate.then(() => route.continue())),
    });
    await bubble(page).click();
    await expect(bubble(page)).toHaveAttribute('aria-busy', 'true');
    await expect(bubble(page)).toBeFocused();
    letGo();
    await expect(panel(page)).toBeVisible();
  });

  test('a browser without newer colour functions gets the fixed colours before the bubble is drawn', async ({
    visit,
  }) => {
    const { page, requests, errors } = await visit({
      before: (page) => page.addInitScript(() => Object.assign(CSS, { supports: () => false })),
    });
    await expect(bubble(page)).toBeVisible();
    expect(requests).toContain('GET /widget-fallback-sheet.js');
    const sheets = await page
      .locator('harmony-widget')
      .evaluate(({ shadowRoot }) => shadowRoot!.adoptedStyleSheets.length);
    expect(sheets).toBe(4);
    expect(errors).toEqual([]);
  });

  test('keys typed into help are none of the page’s shortcuts', async ({ visit }) => {
    const { page } = await visit({
      body: `<script>addEventListener('keydown', ({ key }) => { document.title += ' ' + key; })</script>`,
    });
    await bubble(page).click();
    await page.getByRole('button', { name: 'Talk to a person' }).click();
    await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toBeFocused();
    await page.keyboard.type('gs');
    await page.keyboard.press('Escape');
    await expect(bubble(page)).toBeFocused();
    expect(await page.title()).toBe('Shop');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toHaveValue('gs');
  });

  const hostile = `
    * { all: unset !important; display: inline !important; direction: inherit !important; }
    html { font-size: 4px !important; letter-spacing: 1em !important; }
    body { transform: translate(40px, 900px) scale(0.2); filter: blur(3px); contain: strict; }
    button, input, textarea, dialog, section, [role] { display: none !important; }
    harmony-widget, harmony-widget * { opacity: 0 !important; z-index: -1 !important; position: static !important;
      visibility: hidden !important; width: 1px !important; pointer-events: none !important; }
    :host, :host(*) { display: none !important; }
    .loud { position: fixed !important; inset: 0; z-index: 999999999 !important; display: block !important; background: red; }`;
  for (const [what, lang, dir, width, height] of [
    ['on a desktop', 'en', 'ltr', 1280, 720],
    ['on a phone', 'en', 'ltr', 360, 640],
    ['from right to left', 'ar', 'rtl', 1280, 720],
  ] as const) {
    const words = wordsOf(lang);
    test(`style sheets that would wipe everything leave bubble and panel as they are, ${what}`, async ({ visit }) => {
      const { page } = await visit({
        htmlAttributes: `lang="${lang}" dir="${dir}"`,
        head: `<style>${hostile}</style>`,
        body: '<div class="loud"></div>',
        before: (page) => page.setViewportSize({ width, height }),
      });
      const bubble = page.getByRole('button', { name: words('Help'), exact: true });
      const round = (await bubble.boundingBox())!;
      expect(round.height).toBe(44);
      expect(round.y + round.height).toBeCloseTo(height - 20, 0);
      const end = dir === 'rtl' ? round.x : width - round.x - round.width;
      expect(end).toBeCloseTo(20, 0);

      await bubble.click();
      await page.getByRole('button', { name: words('Talk to a person') }).click();
      const box = (await page.getByRole('dialog', { name: words('Help') }).boundingBox())!;
      expect([box.width, box.height]).toEqual(width < 480 ? [width, height] : [384, height - 96]);
      const area = page.getByRole('textbox', { name: words('What are you stuck on?') });
      expect((await area.boundingBox())!.width).toBeGreaterThan(300);
      await expect(area).toHaveCSS('font-size', '15px');
      await expect(area).toHaveCSS('letter-spacing', 'normal');
      await area.fill('The order list stays empty');
      await page.getByRole('button', { name: words('Send request') }).click();
      const cancel = page.getByRole('button', { name: words('Cancel request') });
      await cancel.click();
      await expect(cancel).toBeHidden();
    });
  }
});

test.describe('what we do to a page', () => {
  const bar = `<main><h1>Orders</h1></main><style>
    .bar { position: fixed; inset: auto 0 0 0; display: flex; justify-content: space-between; padding: 10px; }
    .bar button { min-height: 48px; }
    .top { position: fixed; inset-inline-end: 12px; bottom: 72px; width: 56px; height: 56px; }</style>
    <button class="top">Up</button>
    <div class="bar"><button>Back</button><button>Place order</button></div>`;
  for (const [width, height] of [
    [360, 640],
    [1280, 720],
  ] as const) {
    test(`the bubble stands on no control of the page’s, at ${width} px`, async ({ visit }) => {
      const { page } = await visit({ body: bar, before: (page) => page.setViewportSize({ width, height }) });
      await expect(bubble(page)).toBeVisible();
      await page.waitForLoadState('load');
      await expect.poll(() => coveredBy(page)).toEqual([]);
      await page.getByRole('button', { name: 'Place order' }).click();
      await page.getByRole('button', { name: 'Up', exact: true }).click();
      await bubble(page).click();
      await expect(panel(page)).toBeInViewport({ ratio: 1 });
    });
  }

  for (const path of ['/demo/', '/demo/customers.html', '/demo/invoice.html']) {
    for (const width of [360, 1280]) {
      test(`the bubble stands on no control of ${path} at ${width} px`, async ({ visitor }) => {
        const page = await visitor('about:blank');
        await page.setViewportSize({ width, height: 720 });
        await page.goto(path);
        await expect(bubble(page)).toBeVisible();
        await page.waitForLoadState('load');
        await expect.poll(() => coveredBy(page)).toEqual([]);
      });
    }
  }
});

/** The page's own controls, by their words, that lie under the bubble in whole or in part. */
const coveredBy = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const ours = document
      .querySelector('harmony-widget')!
      .shadowRoot!.querySelector('.bubble')!
      .getBoundingClientRect();
    return [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')]
      .filter((control) => {
        const { left, right, top, bottom, width } = control.getBoundingClientRect();
        return width > 0 && left < ours.right && right > ours.left && top < ours.bottom && bottom > ours.top;
      })
      .map((control) => control.innerText || control.id);
  });
