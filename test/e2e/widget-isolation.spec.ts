import type { Page } from '@playwright/test';
import { bubble, panel, test } from './host-visits.ts';
import { expect } from './people.ts';
import { anatomy, contrasts, type Part } from './widget-anatomy.ts';

const hostile = `
  html { font-size: 62.5%; letter-spacing: 0.5em; text-transform: uppercase; line-height: 3; word-spacing: 1em; cursor: wait;
    text-align: end; visibility: visible; font-style: italic; color: red; --h-ink: red; --h-text-md: 60px; }
  body { transform: translate(40px, 900px) scale(0.2); filter: blur(3px); perspective: 1px; contain: strict; }
  body, body *, harmony-widget, harmony-widget * { all: unset !important; font-size: 60px !important; position: fixed !important;
    display: none !important; direction: rtl !important; unicode-bidi: bidi-override !important; zoom: 2 !important;
    opacity: 0.1 !important; pointer-events: none !important; transform: rotate(9deg) !important; inset: 0 !important; }
  harmony-widget { font: 60px serif !important; padding: 50px !important; margin: 50px !important; border: 9px solid red !important; }
  harmony-widget::before, *::after, *::before { content: 'loud' !important; display: block !important; font-size: 90px !important; }
  dialog, button, input, textarea, h2, p, ul, [role=dialog] { all: unset !important; display: none !important; }
  .overlay { display: block !important; position: fixed; inset: 0; z-index: 2147482999; background: white; }`;

/** All that is drawn of us: the bubble, the start, the form. */
const drawn = async (page: Page): Promise<Part[][]> => {
  await expect(bubble(page)).toBeVisible();
  const atRest = await anatomy(page);
  await bubble(page).click();
  await expect(panel(page)).toBeVisible();
  // Whether somebody is there is said by a part that comes when it is needed.
  await expect(panel(page)).toContainText(/Nobody is here|can help now/);
  await page.getByRole('searchbox').focus();
  const home = await anatomy(page);
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await expect(page.getByRole('textbox', { name: 'What are you stuck on?' })).toBeFocused();
  const form = (await anatomy(page)).filter(({ name }) => !name.startsWith('li'));
  return [atRest, home, form];
};

for (const [what, htmlAttributes, width] of [
  ['at a desk', 'lang="en"', 1280],
  ['on a phone', 'lang="en"', 360],
] as const) {
  test(`nothing that a page says of its elements changes a box, a letter or a colour of ours, ${what}`, async ({
    visit,
  }) => {
    const before = async (page: Page): Promise<void> => {
      await page.setViewportSize({ width, height: 720 });
      await page.emulateMedia({ reducedMotion: 'reduce' });
    };
    const calm = await visit({ htmlAttributes, before, body: '' });
    const expected = await drawn(calm.page);
    const loud = await visit({
      ...{ htmlAttributes, before, head: `<style>${hostile}</style>` },
      body: '<div class="overlay"></div><dialog open>A dialog of the page</dialog><button>Its button</button>',
    });
    const seen = await drawn(loud.page);
    expect(expected.map((parts) => parts.length > 3)).toEqual([true, true, true]);
    expect(seen).toEqual(expected);
  });
}

test('nothing of ours changes how a page is drawn: no style of any element of its own, and no style sheet', async ({
  visit,
  server,
}) => {
  const { page } = await visit({
    tags: '',
    head: '<style>dialog { color: navy } button { border: 3px dotted } :root { --own: 1 }</style>',
    body: `<main><h1>Orders</h1><ul><li><a href="#">One</a></li></ul><form><label>Name <input></label><select><option>A</select>
      <textarea></textarea><button>Save</button></form><dialog open>Sure?</dialog><table><tr><td>1</td></tr></table></main>`,
  });
  const styles = () =>
    page.evaluate(() => {
      const own = [...document.querySelectorAll('html, head, body, body *')];
      return {
        sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
        attributes: own.map(({ attributes }) => [...attributes].map(({ name, value }) => `${name}=${value}`)),
        styles: own.map((element) => {
          const style = getComputedStyle(element);
          return Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]));
        }),
      };
    });
  const before = await styles();
  expect(before.styles.length).toBeGreaterThan(10);
  await page.evaluate((src) => {
    const script = Object.assign(document.createElement('script'), { src });
    script.dataset.site = 'pk_demo';
    document.head.append(script);
  }, `${server.url}/harmony.js`);
  await bubble(page).click();
  await expect(panel(page)).toBeVisible();
  // The tag itself is the page's.
  await page.evaluate(() => document.querySelector('script[data-site]')!.remove());
  expect(await styles()).toEqual(before);
});

/** What no one would choose, and what some have. */
const brands = [
  ...['#ffffff', '#000000', '#ffd400', '#39ff14', '#ff00ff', '#00ffff', '#ff0000', '#0000ff'],
  ...['#808080', '#e6007a', '#fff1c2', '#0b0b2a', 'rgb(255 255 0 / 1)', 'oklch(0.99 0.3 110)'],
];

test('text stays readable on any colour of a host’s, in both themes', async ({ visit }) => {
  const { page } = await visit({ head: '<style>harmony-widget { --harmony-brand: #e6007a }</style>' });
  await expect(bubble(page)).toBeVisible();
  const element = page.locator('harmony-widget');
  const wear = (brand: string, theme: string): Promise<void> =>
    element.evaluate(
      (widget: HTMLElement, look) => {
        widget.style.setProperty('--harmony-brand', look.brand);
        widget.dataset.theme = look.theme;
      },
      { brand, theme },
    );
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const grounds = new Set<string>();
  const look = async (selector: string, where: string): Promise<void> => {
    for (const theme of ['light', 'dark']) {
      for (const brand of brands) {
        await wear(brand, theme);
        const found = await contrasts(page, selector);
        expect(found.length, where).toBeGreaterThan(0);
        for (const { name, ratio } of found)
          expect.soft(ratio, `${where}: ${name}, ${brand}, ${theme}`).toBeGreaterThanOrEqual(4.5);
        grounds.add(JSON.stringify(found));
      }
    }
  };
  await look('.bubble', 'bubble');
  // The colour is worn, not only survived.
  expect(grounds.size).toBeGreaterThan(10);
  await bubble(page).click();
  await expect(page.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
  await look('.btn.primary', 'home');
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await expect(page.getByRole('button', { name: 'Send request' })).toBeVisible();
  await look('.btn.primary, .seg input:checked + span', 'form');
});
