import type { CDPSession, Page } from 'playwright-core';
import { angryGapMs, atPace, Cannot, doubleClickMs, inView, wait, type ClickOptions, type Hand } from './hand.ts';

/** A hand on a page that Playwright drives. `base`: the address of the case, without a last step. */
export const playwrightHand = (page: Page, base: string): Hand => {
  let session: CDPSession | null = null;
  /** @param what it is needed for */
  const cdp = async (what: string): Promise<CDPSession> => {
    if (page.context().browser()?.browserType().name() !== 'chromium') throw new Cannot(what, 'WebDriver BiDi');
    return (session ??= await page.context().newCDPSession(page));
  };

  const spot = async (place: string, at: readonly [number, number] = [0.5, 0.5]): Promise<[number, number]> => {
    const element = page.locator(place).first();
    let box = await element.boundingBox({ timeout: 15_000 });
    const { height = 720, width = 1280 } = page.viewportSize() ?? {};
    const isOutside =
      box !== null && (box.y < 0 || box.y + Math.min(box.height, height) > height || box.x < 0 || box.x > width);
    if (isOutside) {
      await element.scrollIntoViewIfNeeded();
      await wait(150);
      box = await element.boundingBox();
    }
    if (box === null) throw new Error(`"${place}" is not on the page`);
    return inView([box.x + box.width * at[0], box.y + box.height * at[1]], [width, height]);
  };

  const pressAt = async (x: number, y: number, options: ClickOptions): Promise<void> => {
    const { times = 1, gapMs = angryGapMs, button = 'left', holding = [] } = options;
    await page.mouse.move(x, y);
    for (const key of holding) await page.keyboard.down(key);
    await atPace(times, gapMs, async (n) => {
      const clickCount = gapMs < doubleClickMs ? n : 1;
      await page.mouse.down({ button, clickCount });
      await page.mouse.up({ button, clickCount });
    });
    for (const key of holding) await page.keyboard.up(key);
  };

  const touch = async (type: string, points: readonly (readonly [number, number])[]): Promise<void> => {
    const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
    await (await cdp('touch')).send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints });
  };

  return {
    click: async (place, options = {}) => pressAt(...(await spot(place, options.at)), options),
    hover: async (place) => page.mouse.move(...(await spot(place)), { steps: 4 }),
    type: (text, delayMs = 25) => page.keyboard.type(text, { delay: delayMs }),
    key: async (name, times = 1) => {
      for (let n = 0; n < times; n += 1) {
        await page.keyboard.press(name);
        await wait(30);
      }
    },
    drag: async (from, to) => {
      const [x, y] = await spot(from);
      const [toX, toY] = typeof to === 'string' ? await spot(to) : [x + to[0], y + to[1]];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(toX, toY, { steps: 8 });
      await wait(60);
      await page.mouse.up();
    },
    wheel: (dy) => page.mouse.wheel(0, dy),
    wait,
    run: (script) => page.evaluate(script),
    reload: async () => void (await page.reload()),
    back: async () => void (await page.goBack()),
    forward: async () => void (await page.goForward()),
    open: async (step) => void (await page.goto(`${base}${step}`)),
    tap: async (place, times = 1) => {
      await cdp('touch');
      const [x, y] = await spot(place);
      for (let n = 0; n < times; n += 1) {
        await page.touchscreen.tap(x, y);
        if (n + 1 < times) await wait(angryGapMs);
      }
    },
    swipe: async (place, dx, dy, fingers = 1) => {
      const [x, y] = await spot(place);
      const at = (share: number): [number, number][] =>
        fingers === 1
          ? [[x + dx * share, y + dy * share]]
          : [
              [x + dx * share, y + dy * share],
              [x - dx * share - 20, y - dy * share],
            ];
      await touch('touchStart', at(0));
      for (let step = 1; step <= 8; step += 1) {
        await touch('touchMove', at(step / 8));
        await wait(16);
      }
      await touch('touchEnd', []);
    },
    compose: async (texts) => {
      const client = await cdp('composition');
      for (const text of texts) {
        await client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
        await wait(60);
      }
      await client.send('Input.insertText', { text: texts.at(-1) ?? '' });
    },
  };
};
