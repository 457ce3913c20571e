import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './people.ts';

/** One element of ours as it is drawn, in every root below `<harmony-widget>`. */
export interface Part {
  /** Tag, class and words, to tell which it is. */
  name: string;
  box: [x: number, y: number, width: number, height: number];
  style: Record<string, string>;
}

/** What is compared: what a page's rules would change first. */
const compared = [
  ...['display', 'position', 'font-size', 'font-family', 'font-weight', 'line-height', 'letter-spacing', 'color'],
  ...['background-color', 'direction', 'unicode-bidi', 'text-transform', 'text-align', 'opacity', 'visibility', 'zoom'],
  ...['border-top-width', 'border-radius', 'padding-top', 'z-index', 'cursor', 'white-space'],
];

/** All that we draw, in order. */
export const anatomy = (page: Page): Promise<Part[]> =>
  page.evaluate((names) => {
    const parts: Part[] = [];
    const walk = (root: ShadowRoot | Element): void => {
      for (const element of root.children) {
        if (element.localName === 'style') continue;
        const { x, y, width, height } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        parts.push({
          name: `${element.localName}.${element.getAttribute('class') ?? ''}`,
          box: [x, y, width, height].map((px) => Math.round(px * 10) / 10) as Part['box'],
          style: Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)])),
        });
        if (element.shadowRoot) walk(element.shadowRoot);
        walk(element);
      }
    };
    walk(document.querySelector('harmony-widget')!.shadowRoot!);
    return parts;
  }, compared);

/** Everything that can be pressed or written in, visible, by its words, with its size in CSS pixels. */
export const targets = (page: Page): Promise<{ name: string; width: number; height: number }[]> =>
  page.evaluate(() => {
    const found: { name: string; width: number; height: number }[] = [];
    const walk = (root: ShadowRoot): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (!element.matches('button, a[href], input, textarea, summary') || !element.checkVisibility()) continue;
        // A labelled box is pressed by its words, too.
        const target = element.matches('input[type=checkbox], input[type=radio]') ? element.closest('label')! : element;
        const { width, height } = target.getBoundingClientRect();
        const name = element.getAttribute('aria-label') ?? target.textContent.trim();
        found.push({ name: name.slice(0, 40), width: Math.round(width), height: Math.round(height) });
      }
    };
    walk(document.querySelector('harmony-widget')!.shadowRoot!);
    return found;
  });

/** Contrast of text and ground (WCAG 2) of elements found by `selector` in our roots, by their words. */
export const contrasts = (page: Page, selector: string): Promise<{ name: string; ratio: number }[]> =>
  page.evaluate((wanted) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
    const luminance = (colour: string): number => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const found: { name: string; ratio: number }[] = [];
    const walk = (root: ShadowRoot): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (!element.matches(wanted) || !element.checkVisibility()) continue;
        const { color, backgroundColor } = getComputedStyle(element);
        const [one, other] = [luminance(color), luminance(backgroundColor)].toSorted((a, b) => b - a);
        found.push({ name: element.textContent.trim(), ratio: (one! + 0.05) / (other! + 0.05) });
      }
    };
    walk(document.querySelector('harmony-widget')!.shadowRoot!);
    return found;
  }, selector);

/** What of ours is wider than the place it has: each would need scrolling sideways. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const walk = (root: ShadowRoot): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        const { right, left, width } = element.getBoundingClientRect();
        if (!element.checkVisibility() || width <= 1) continue;
        if (right > innerWidth + 1 || left < -1) found.push(`${element.localName}.${element.className}`);
      }
    };
    walk(document.querySelector('harmony-widget')!.shadowRoot!);
    return found;
  });

/** What we draw offends axe in neither theme, and adds no landmark to the page that it has already. */
export const isWellDrawn = async (page: Page, where: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page }).setLegacyMode();
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
};
