import { Button, Key, Origin, type Actions, type WebDriver } from 'selenium-webdriver';
import { angryGapMs, atPace, Cannot, inView, wait, type ClickOptions, type Hand } from './hand.ts';

const driverName = 'WebKitWebDriver';
const buttons = { left: Button.LEFT, middle: Button.MIDDLE, right: Button.RIGHT } as const;
const keys: Readonly<Record<string, string>> = {
  Alt: Key.ALT,
  ArrowDown: Key.ARROW_DOWN,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowRight: Key.ARROW_RIGHT,
  ArrowUp: Key.ARROW_UP,
  Backspace: Key.BACK_SPACE,
  Control: Key.CONTROL,
  Delete: Key.DELETE,
  End: Key.END,
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  Home: Key.HOME,
  Meta: Key.META,
  Shift: Key.SHIFT,
  Tab: Key.TAB,
};
/** The driver presses keys, not letters: for these somebody holds Shift. */
const shifted = /[A-Z~!@#$%^&*()_+{}|:"<>?]/;

/** Missing from the types of Selenium. */
type WithWheel = Actions & { scroll(x: number, y: number, dx: number, dy: number): Actions };
type Box = readonly [x: number, y: number, width: number, height: number, viewWidth: number, viewHeight: number];

/** A hand on a page of WebKitGTK, by WebDriver. `base`: the address of the case, without a last step. */
export const webkitHand = (driver: WebDriver, base: string): Hand => {
  let pointer = { x: 0, y: 0 };

  const boxOf = async (place: string): Promise<Box> => {
    for (let n = 0; n < 150; n += 1) {
      const box = await driver.executeScript<Box | null>(findBox, place, false);
      if (box !== null) return box;
      await wait(100);
    }
    throw new Error(`"${place}" is not on the page`);
  };

  const spot = async (place: string, at: readonly [number, number] = [0.5, 0.5]): Promise<[number, number]> => {
    let [x, y, width, height, viewWidth, viewHeight] = await boxOf(place);
    if (y < 0 || y + Math.min(height, viewHeight) > viewHeight || x < 0 || x > viewWidth) {
      await driver.executeScript(findBox, place, true);
      await wait(150);
      [x, y, width, height] = await boxOf(place);
    }
    return inView([x + width * at[0], y + height * at[1]], [viewWidth, viewHeight]);
  };

  const move = async (x: number, y: number, duration = 0): Promise<void> => {
    pointer = { x: Math.round(x), y: Math.round(y) };
    await driver
      .actions()
      .move({ ...pointer, duration, origin: Origin.VIEWPORT })
      .perform();
  };
  const hold = async (held: readonly string[], fn: () => Promise<void>): Promise<void> => {
    for (const name of held) await driver.actions().keyDown(keyOf(name)).perform();
    await fn();
    for (const name of [...held].reverse()) await driver.actions().keyUp(keyOf(name)).perform();
  };

  const pressAt = async (x: number, y: number, options: ClickOptions): Promise<void> => {
    const { times = 1, gapMs = angryGapMs, button = 'left', holding = [] } = options;
    await move(x, y);
    await hold(holding, () =>
      atPace(times, gapMs, () => driver.actions().press(buttons[button]).release(buttons[button]).perform()),
    );
    // A question of the browser's own is dismissed by the next command.
    await driver.getTitle();
  };

  const cannot = (what: string) => (): Promise<void> => Promise.reject(new Cannot(what, driverName));

  return {
    click: async (place, options = {}) => pressAt(...(await spot(place, options.at)), options),
    hover: async (place) => move(...(await spot(place)), 60),
    type: async (text, delayMs = 25) => {
      if (!/^[\x20-\x7e]*$/.test(text)) throw new Cannot('letters beyond ASCII', driverName);
      for (const letter of text) {
        await hold(shifted.test(letter) ? ['Shift'] : [], () => driver.actions().sendKeys(letter).perform());
        await wait(delayMs);
      }
    },
    key: async (name, times = 1) => {
      const held = name.split('+');
      const last = held.pop()!;
      for (let n = 0; n < times; n += 1) {
        await hold(held, () => driver.actions().sendKeys(keyOf(last)).perform());
        await wait(30);
      }
    },
    drag: async (from, to) => {
      const [x, y] = await spot(from);
      const [toX, toY] = typeof to === 'string' ? await spot(to) : [x + to[0], y + to[1]];
      await move(x, y);
      await driver.actions().press().perform();
      await move(toX, toY, 120);
      await wait(60);
      await driver.actions().release().perform();
    },
    wheel: (dy) => (driver.actions() as WithWheel).scroll(pointer.x, pointer.y, 0, dy).perform(),
    wait,
    run: (script) => driver.executeScript(`return ${script}`),
    reload: () => driver.navigate().refresh(),
    back: () => driver.navigate().back(),
    forward: () => driver.navigate().forward(),
    open: (step) => driver.get(`${base}${step}`),
    tap: cannot('touch'),
    swipe: cannot('touch'),
    compose: cannot('composition'),
  };
};

const keyOf = (name: string): string => keys[name] ?? name;

/** Runs in the page: where the first match of a selector is, shadow roots pierced; `isSought`: scrolls there. */
const findBox = (place: string, isSought: boolean): Box | null => {
  const matches = (root: ParentNode, part: string): Element[] => [
    ...root.querySelectorAll(part),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? matches(shadowRoot, part) : [])),
  ];
  let found: ParentNode[] = [document];
  for (const part of place.split(' '))
    found = found.flatMap((root) => [
      ...matches(root, part),
      ...('shadowRoot' in root && root.shadowRoot ? matches(root.shadowRoot as ShadowRoot, part) : []),
    ]);
  const first = found[0] as Element | undefined;
  if (first === undefined) return null;
  if (isSought) first.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = first.getBoundingClientRect();
  return width === 0 && height === 0 ? null : [x, y, width, height, innerWidth, innerHeight];
};
