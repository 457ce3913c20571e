import { launch } from './browsers.ts';
import type { Engine } from './engines.ts';
import type { Told } from './ours.ts';
import { playwrightHand } from './playwright-hand.ts';

/** Chromium, one for all pages; or Firefox, one for each, since a page that opens takes the focus from the others. */
export const playwrightEngine = async (name: 'chromium' | 'firefox'): Promise<Engine> => {
  const shared = name === 'chromium' ? await launch(name) : null;
  return {
    name,
    open: async (address, hasTouch) => {
      const told: Told[] = [];
      const browser = shared ?? (await launch(name));
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, hasTouch });
      await context.exposeFunction('zooTell', (text: string) => void told.push(JSON.parse(text) as Told));
      const page = await context.newPage();
      context.on('page', (other) => void (other === page || setTimeout(() => void other.close().catch(() => {}), 150)));
      page.on('filechooser', () => {});
      await page.goto(address);
      return {
        hand: playwrightHand(page, address),
        hasLoaded: async (file) => {
          await page
            .waitForFunction(
              (source) => performance.getEntriesByType('resource').some((entry) => new RegExp(source).test(entry.name)),
              file.source,
              { timeout: 5_000, polling: 100 },
            )
            .catch(() => {});
        },
        // A copy: what the page tells while it is closed is nobody's doing.
        told: () => Promise.resolve([...told]),
        close: () => (shared ? context : browser).close(),
      };
    },
    close: async () => shared?.close(),
  };
};
