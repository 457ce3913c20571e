import type { Locator, Page } from '@playwright/test';
import { bubble, panel, tag, test, waiting } from './host-visits.ts';
import { expect } from './people.ts';
import { targets, tooWide } from './widget-anatomy.ts';
import { wordsOf } from './words.ts';

const text = (page: Page) => page.getByRole('textbox', { name: 'What are you stuck on?' });
const send = (page: Page) => page.getByRole('button', { name: 'Send request' });
/** The start, the form, the waiting room, the article, one's data: `look` at each. */
const everywhere = async (page: Page, look: (where: string) => Promise<void>): Promise<void> => {
  await bubble(page).click();
  await expect(panel(page)).toBeVisible();
  await look('home');
  await page.getByRole('button', { name: 'Your data' }).click();
  await expect(page.getByRole('button', { name: 'Allow noticing' })).toBeVisible();
  await look('your data');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await text(page).fill('Saving an invoice fails after a tax rate changed');
  await look('form');
  await send(page).click();
  await expect(waiting(page)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Articles' })).toBeVisible();
  await look('waiting');
  await page.getByRole('list', { name: 'Articles' }).getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'This helped' })).toBeVisible();
  await look('article');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel request' }).click();
  await expect(waiting(page)).toBeHidden();
};

test('bubble and panel stand in the corner that is asked for, by the page’s own direction', async ({ visit }) => {
  for (const [lang, dir, position, side] of [
    ['en', 'ltr', 'bottom-end', 'right'],
    ['en', 'ltr', 'bottom-start', 'left'],
    ['ar', 'rtl', 'bottom-end', 'left'],
    ['ar', 'rtl', 'bottom-start', 'right'],
    // A page from right to left whose help is in English, and the other way round.
    ['en', 'rtl', 'bottom-end', 'left'],
    ['ar', 'ltr', 'bottom-end', 'right'],
  ] as const) {
    const help = wordsOf(lang)('Help');
    const tags = tag.replace('data-site', `data-position="${position}" data-site`);
    const { page } = await visit({ htmlAttributes: `lang="${lang}" dir="${dir}"`, tags });
    const distance = async (what: Locator): Promise<number> => {
      const { x, width } = (await what.boundingBox())!;
      return Math.round(side === 'left' ? x : 1280 - x - width);
    };
    const bubble = page.getByRole('button', { name: help, exact: true });
    expect(await distance(bubble), `bubble: ${lang} ${dir} ${position}`).toBe(20);
    await bubble.click();
    const panel = page.getByRole('dialog', { name: help });
    expect(await distance(panel), `panel: ${lang} ${dir} ${position}`).toBe(20);
    await page.close();
  }
});

test('a sheet on a phone stays within what the keyboard and the notch leave of it', async ({ visit }) => {
  const { page } = await visit({ before: (page) => page.setViewportSize({ width: 360, height: 640 }) });
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 30, bottom: 24, left: 0, right: 0 } });
  const round = (await bubble(page).boundingBox())!;
  expect(Math.round(round.y + round.height)).toBe(640 - 20 - 24);
  await bubble(page).click();
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  expect(await panel(page).boundingBox()).toMatchObject({ x: 0, y: 0, width: 360, height: 640 });
  expect((await page.getByRole('button', { name: 'Close' }).boundingBox())!.y).toBeGreaterThanOrEqual(30);
  const foot = (await send(page).boundingBox())!;
  expect(foot.y + foot.height).toBeLessThanOrEqual(640 - 24);

  // The keyboard covers the lower part: browsers tell so by the visual viewport alone.
  const cover = (height: number, offsetTop: number): Promise<void> =>
    page.evaluate(
      (seen) => {
        for (const name of ['height', 'offsetTop'] as const)
          Object.defineProperty(visualViewport, name, { configurable: true, get: () => seen[name] });
        visualViewport!.dispatchEvent(new Event('resize'));
      },
      { height, offsetTop },
    );
  await cover(360, 40);
  expect(await panel(page).boundingBox()).toMatchObject({ x: 0, y: 40, width: 360, height: 360 });
  await expect(text(page)).toBeInViewport();
  const raised = (await send(page).boundingBox())!;
  expect(raised.y + raised.height).toBeLessThanOrEqual(400);
  await cover(640, 0);
  expect(await panel(page).boundingBox()).toMatchObject({ y: 0, height: 640 });
});

for (const [what, width, height] of [
  ['at 200 % zoom of 1280 × 720', 640, 360],
  ['at 320 pixels', 320, 568],
] as const) {
  test(`nothing needs scrolling sideways or is out of reach ${what}, and targets are 24 px or more`, async ({
    visit,
  }) => {
    const before = async (page: Page): Promise<void> => {
      await page.setViewportSize({ width, height });
      // Measured where it stands, not on its way there.
      await page.emulateMedia({ reducedMotion: 'reduce' });
    };
    const { page } = await visit({ before });
    await everywhere(page, async (where) => {
      expect.soft(await tooWide(page), where).toEqual([]);
      const box = (await panel(page).boundingBox())!;
      expect.soft(box.y, where).toBeGreaterThanOrEqual(0);
      expect.soft(box.y + box.height, where).toBeLessThanOrEqual(height);
      const small = (await targets(page)).filter((target) => target.width < 24 || target.height < 24);
      expect.soft(small, where).toEqual([]);
    });
  });
}

test.describe('on touch', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
  test('every target is 44 px or more', async ({ visit }) => {
    const { page } = await visit();
    await everywhere(page, async (where) => {
      const small = (await targets(page)).filter((target) => target.width < 44 || target.height < 44);
      expect.soft(small, where).toEqual([]);
    });
  });
});

test('nothing moves for those who ask for less motion, and something does for others', async ({ visit }) => {
  const moving = (page: Page): Promise<number> =>
    page.evaluate(() => {
      const inside = document.querySelector('harmony-widget')!.shadowRoot!.querySelector('harmony-panel')!.shadowRoot!;
      const lengths = inside.getAnimations().map((animation) => Number(animation.effect!.getComputedTiming().endTime));
      return Math.max(0, ...lengths);
    });
  const { page } = await visit({ before: (page) => page.emulateMedia({ reducedMotion: 'reduce' }) });
  await bubble(page).click();
  await expect(panel(page)).toBeVisible();
  expect(await moving(page)).toBe(0);
  const other = await visit();
  await bubble(other.page).hover();
  await other.page.locator('harmony-panel').evaluate(({ shadowRoot }) => {
    shadowRoot!.addEventListener('animationstart', ({ target }) => (document.title = (target as Element).className));
  });
  await bubble(other.page).click();
  await expect(other.page).toHaveTitle('panel');
});

test('forced colours keep every part to be seen: edges, the primary button, what is chosen, the ring', async ({
  visit,
}) => {
  const { page } = await visit({ before: (page) => page.emulateMedia({ forcedColors: 'active' }) });
  await expect(bubble(page)).toBeVisible();
  /** Elements whose ground, border and outline all are the ground of what they lie on. */
  const unseen = (selector: string): Promise<string[]> =>
    page.evaluate((wanted) => {
      const canvas = document.createElement('i');
      canvas.style.color = 'Canvas';
      document.body.append(canvas);
      const ground = getComputedStyle(canvas).color;
      canvas.remove();
      const found: string[] = [];
      const walk = (root: ShadowRoot): void => {
        for (const element of root.querySelectorAll<HTMLElement>('*')) {
          if (element.shadowRoot) walk(element.shadowRoot);
          if (!element.matches(wanted) || !element.checkVisibility()) continue;
          const { backgroundColor, borderTopColor, borderTopWidth, stroke } = getComputedStyle(element);
          const hasEdge = borderTopWidth !== '0px' && borderTopColor !== ground;
          const bubble = element.closest('.bubble');
          const under = bubble === null ? ground : getComputedStyle(bubble).backgroundColor;
          const isSeen = element.localName === 'path' ? stroke !== under : backgroundColor !== ground || hasEdge;
          if (!isSeen) found.push(`${element.localName}.${element.getAttribute('class')}`);
        }
      };
      walk(document.querySelector('harmony-widget')!.shadowRoot!);
      return found;
    }, selector);
  expect(await unseen('.bubble, .bubble path')).toEqual([]);
  await everywhere(page, async (where) => {
    expect.soft(await unseen('.panel, .btn.primary, .input, .seg input:checked + span, .ring path'), where).toEqual([]);
  });
});
