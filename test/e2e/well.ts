import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './people.ts';

/** A desk and a phone. */
export const widths = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const;

/** What axe holds a screen against. */
export const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** No screen may offend axe, in light or dark, at a desk or on a phone, nor be wider than its window. */
export const isWell = async (page: Page, screen: string): Promise<void> => {
  for (const size of widths) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // The dark screen is the same but for its colours. There are no frames to gather, which takes axe most of its time.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
      else axe.options({ runOnly: standards, rules: { 'label-content-name-mismatch': { enabled: true } } });
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      expect.soft(found, `${screen}, ${size.width}, ${colorScheme}`).toEqual([]);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${screen}, ${size.width}: wider than the window by`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(widths[0]);
};
