import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect } from '../e2e/people.ts';
import { standards } from '../e2e/well.ts';

/** A phone, a tablet, a desk. */
const widths = [360, 820, 1280] as const;
const schemes = ['light', 'dark'] as const;

/** One of the shapes in which a screen is compared with its picture. */
export type Shape = `${(typeof widths)[number]}-${(typeof schemes)[number]}`;

/** Where pictures of everything go, for eyes; git knows nothing of them. */
const folder = join(import.meta.dirname, '../../test-results/screens');

/** See `look`. */
export interface LookOptions {
  /** The one shape in which it is compared with its reference: screens without times, ids and the browser's own name. */
  compare?: Shape;
  /** What is compared, where it is not the whole page. */
  part?: Locator;
  /** Rules of axe are not for the page that a widget is in. */
  isWidget?: boolean;
}

/**
 * Holds a screen against what is asked of every one of them, in both themes and at three widths: axe finds nothing, nothing needs
 * scrolling sideways. Leaves a picture of each in `test-results/screens`.
 *
 * @param name of the screen, as it stands in the names of the pictures
 */
export const look = async (
  page: Page,
  name: string,
  { compare, part, isWidget = false }: LookOptions = {},
): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  await page.mouse.move(0, 0);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const where = `${name}, ${width}, ${colorScheme}`;
      // There are no frames to gather, which takes axe most of its time; the dark screen is the same but for its colours.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
      else axe.options({ runOnly: standards, rules: { 'label-content-name-mismatch': { enabled: true } } });
      if (isWidget) axe.include('harmony-widget');
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 300))]);
      expect.soft(found, where).toEqual([]);
      if (compare === `${width}-${colorScheme}`) await expect.soft(part ?? page).toHaveScreenshot(`${name}.png`);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), animations: 'disabled' });
    }
    expect.soft(await sideways(page), `${name}, ${width}: sideways`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
};

/**
 * What goes beyond the window at a side, or needs scrolling sideways, in words. What scrolls by itself on purpose may: code,
 * tables of figures, and rows of tabs on a phone.
 */
const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const scrolls = /^(auto|scroll)$/;
    const mayScroll = 'pre, code, .code, .settings-nav, .tabs, .table-scroll, input, textarea';
    const told = (element: Element, what: string): void => {
      found.push(`${what}: ${element.outerHTML.slice(0, 140)}`);
    };
    const walk = (root: Element | ShadowRoot): void => {
      for (const element of root.children) {
        if (!(element instanceof HTMLElement) || element.ariaHidden === 'true' || !element.checkVisibility()) continue;
        const { left, right, width, height } = element.getBoundingClientRect();
        // What is there for ears alone is clipped to a point.
        const isSeen = width > 1 && height > 1;
        if (isSeen && (left < -1 || right > innerWidth + 1)) {
          told(element, 'sticks out');
          continue;
        }
        const { overflowX, textOverflow } = getComputedStyle(element);
        if (element.matches(mayScroll) || textOverflow === 'ellipsis') continue;
        if (isSeen && scrolls.test(overflowX) && element.scrollWidth > element.clientWidth + 1)
          told(element, 'scrolls');
        if (element.shadowRoot) walk(element.shadowRoot);
        walk(element);
      }
    };
    // The widget stands beside the body.
    walk(document.documentElement);
    const { scrollWidth } = document.scrollingElement!;
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth - innerWidth} px wider than the window`);
    return found;
  });
