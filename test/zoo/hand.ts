/** What a person can do on a page. Real input events, whatever drives the browser. Places are CSS selectors, shadow roots pierced. */
export interface Hand {
  /** Presses and lets go. Presses that follow within half a second at one place count as double and triple clicks, as a browser counts. */
  click(place: string, options?: ClickOptions): Promise<void>;
  /** Moves the pointer there. */
  hover(place: string): Promise<void>;
  /** Types letter by letter, into what has focus. */
  type(text: string, delayMs?: number): Promise<void>;
  /** One key, such as `Enter` or `Shift+Tab`. */
  key(name: string, times?: number): Promise<void>;
  /** Presses at one place and lets go at another, or so far away. */
  drag(from: string, to: string | readonly [dx: number, dy: number]): Promise<void>;
  /** Turns the wheel where the pointer is. */
  wheel(dy: number): Promise<void>;
  wait(ms: number): Promise<void>;
  /** Runs a script in the page: for what no input brings about, such as a tab that was hidden. */
  run(script: string): Promise<unknown>;
  reload(): Promise<void>;
  back(): Promise<void>;
  forward(): Promise<void>;
  /** Opens another page of this case, by its last step: `/c/NUMBER/STEP`. */
  open(step: string): Promise<void>;
  /** A finger, where the case needs `touch`. @throws {Cannot} as do `swipe` and `compose` */
  tap(place: string, times?: number): Promise<void>;
  swipe(place: string, dx: number, dy: number, fingers?: 1 | 2): Promise<void>;
  /** Types through an input method: each text replaces the one before, the last is kept. */
  compose(texts: readonly string[]): Promise<void>;
}

export interface ClickOptions {
  times?: number;
  /** From one press to the next. */
  gapMs?: number;
  button?: 'left' | 'right' | 'middle';
  /** Keys that are held, such as `Control`. */
  holding?: readonly string[];
  /** Where in the element, as shares of its size; its middle by default. */
  at?: readonly [number, number];
}

/** A person presses the same thing again about this often when nothing happens. */
export const angryGapMs = 220;
/** Browsers count presses at one place as one double or triple click within this time. */
export const doubleClickMs = 500;

/** The machine was too busy for what the person did: presses stand further apart than the case says. The visit is void. */
export class Late extends Error {
  constructor() {
    super('the machine was too slow for the hand');
  }
}

/** What drives the browser has no such input. The case is skipped, and counted as skipped. */
export class Cannot extends Error {
  /** @param what such as `touch` @param driver what has no such thing */
  constructor(what: string, driver: string) {
    super(`no ${what} by ${driver}`);
  }
}

/** Presses so often, so many milliseconds from one to the next. @throws {Late} */
export const atPace = async (times: number, gapMs: number, press: (n: number) => Promise<void>): Promise<void> => {
  let lastAt = 0;
  for (let n = 1; n <= times; n += 1) {
    const startedAt = performance.now();
    if (n > 1 && startedAt - lastAt > Math.max(gapMs * 1.5, gapMs + 350)) throw new Late();
    lastAt = startedAt;
    await press(n);
    if (n < times) await wait(Math.max(0, gapMs - (performance.now() - startedAt)));
  }
};

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The nearest place that is in view: nobody presses what is not, and drivers refuse to. */
export const inView = (
  [x, y]: readonly [number, number],
  [width, height]: readonly [number, number],
): [number, number] => [Math.min(Math.max(0, x), width - 1), Math.min(Math.max(0, y), height - 1)];
