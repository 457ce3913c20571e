import { createAnswers } from './answers.ts';
import { burstWith, culprit, isRage, verdictAt, type Burst, type Press } from './presses.ts';
import { isIgnored, isLink, isPressedOften, rootOf } from './target.ts';
import { thresholds } from './thresholds.ts';

/** What the outcome of presses is told as. */
export interface ClickSign {
  kind: 'click.rage' | 'click.dead' | 'click.error';
  root: Element;
  count: number;
  /** Of the error that the press led to. */
  cause?: { message: string; fingerprint: string };
}

interface Page {
  document: Document;
  MutationObserver: typeof MutationObserver;
  addEventListener: Window['addEventListener'];
  removeEventListener: Window['removeEventListener'];
  getSelection: Window['getSelection'];
}

interface Timing {
  now(): number;
  later(fn: () => void, delayMs: number): () => void;
}

export interface Clicks {
  /** Something went wrong: the press that led to it is told, once. */
  blame(cause: { message: string; fingerprint: string }): void;
  /** A request began. @returns what ends it; null where no person caused it */
  requestStarted(): (() => void) | null;
  /** True while a press waits for its verdict. */
  isWaiting(): boolean;
  stop(): void;
}

/** Presses in memory: enough for a burst and what it started. */
const mostPresses = 30;
/** How long the page is looked at, after it has loaded, for what moves by itself. */
const sampleMs = 1_000;

/** Follows each press to its outcome: answered, dead, one of an angry burst, or the cause of an error. */
export const watchClicks = (page: Page, { now, later }: Timing, onSign: (sign: ClickSign) => void): Clicks => {
  let presses: Press[] = [];
  let burst: Burst | null = null;
  let lastInputAt = Number.NEGATIVE_INFINITY;
  let lastVisibilityAt = Number.NEGATIVE_INFINITY;
  let deadAt: number[] = [];
  let hasSelected = false;
  let cancelVerdict = (): void => {};
  const toldBursts = new WeakSet<Press>();
  const ambient = new WeakSet<Node>();

  const answers = createAnswers(
    page,
    (element) => {
      const at = now();
      for (const press of presses) {
        const isItself = element !== null && (press.root === element || press.root.contains(element));
        // Pressing a thing focuses it, and styles of its own begin to change: no answer.
        if (press.answeredAt === null && !isItself) press.answeredAt = at;
      }
    },
    (node) => ambient.has(node),
  );

  const open = (): Press[] => presses.filter((press) => verdictAt(press) > now() || !judged.has(press));
  const judged = new WeakSet<Press>();

  const schedule = (): void => {
    cancelVerdict();
    const waiting = presses.filter((press) => !judged.has(press));
    if (waiting.length === 0) return answers.rest();
    const at = Math.min(...waiting.map(verdictAt));
    cancelVerdict = later(judgeDue, Math.max(0, at - now()));
  };

  const judgeDue = (): void => {
    for (const press of presses) {
      if (judged.has(press) || verdictAt(press) > now()) continue;
      judged.add(press);
      judgeOne(press);
    }
    schedule();
  };

  const judgeOne = (press: Press): void => {
    if (press.isKeyboard) return;
    if (burst !== null && burst.presses.at(-1) === press && !toldBursts.has(burst.presses[0]!)) {
      if (isRage(burst, hasSelected) && !isPressedOften(press.root)) {
        toldBursts.add(burst.presses[0]!);
        onSign({ kind: 'click.rage', root: press.root, count: burst.presses.length });
      }
    }
    if (press.answeredAt !== null || !press.isInteractive || press.isSpent) return;
    if (isLink(press.root) || isPressedOften(press.root)) return;
    deadAt = deadAt.filter((at) => now() - at < 60_000);
    if (deadAt.length >= thresholds.deadPerMinute) return;
    deadAt.push(now());
    onSign({ kind: 'click.dead', root: press.root, count: 1 });
  };

  const add = (event: Event, isKeyboard: boolean): void => {
    const { button, clientX, clientY, ctrlKey, metaKey, shiftKey, altKey, isTrusted } = event as MouseEvent;
    if (!isTrusted || button > 0 || ctrlKey || metaKey || shiftKey || altKey) return;
    const path = event.composedPath();
    const target = path[0] as Node | undefined;
    if (target?.nodeType !== 1 || isIgnored(path)) return;
    const at = now();
    if (at - lastVisibilityAt < thresholds.aroundVisibilityMs) return;
    const { root, isInteractive } = rootOf(target as Element);
    const press: Press = {
      ...{ root, isInteractive, isKeyboard, x: clientX, y: clientY, at },
      ...{ answeredAt: null, pending: 0, respondedAt: null, isSpent: false },
    };
    presses = [...presses, press].slice(-mostPresses);
    if (!isKeyboard) {
      burst = burstWith(burst, press);
      if (burst.presses.length === 1) hasSelected = false;
    }
    answers.watch();
    schedule();
  };

  const pressed = (event: Event): void => {
    lastInputAt = now();
    add(event, false);
  };
  const clicked = (event: Event): void => {
    if ((event as MouseEvent).detail === 0) add(event, true);
  };
  const typed = (): void => void (lastInputAt = now());
  const selected = (): void => {
    if (page.getSelection()?.isCollapsed === false) hasSelected = true;
  };
  const visibilityChanged = (): void => void (lastVisibilityAt = now());

  const onDocument = [
    ['keydown', typed],
    ['selectionchange', selected],
    ['visibilitychange', visibilityChanged],
  ] as const;
  const options = { capture: true, passive: true } as const;
  page.addEventListener('pointerdown', pressed, options);
  page.addEventListener('click', clicked, options);
  for (const [type, fn] of onDocument) page.document.addEventListener(type, fn, options);

  // What changes while nobody does anything is no answer: clocks, tickers, carousels.
  const sample = new page.MutationObserver((records) => {
    if (now() - lastInputAt < thresholds.answerWithinMs) return;
    for (const { target } of records) ambient.add(target);
  });
  sample.observe(page.document, { subtree: true, childList: true, attributes: true, characterData: true });
  const endSample = later(() => sample.disconnect(), sampleMs);

  return {
    blame: (cause) => {
      const press = culprit(presses, now());
      if (press === undefined) return;
      press.isSpent = true;
      onSign({ kind: 'click.error', root: press.root, count: 1, cause });
    },
    requestStarted: () => {
      const at = now();
      if (at - lastInputAt > thresholds.requestAfterInputMs && open().length === 0) return null;
      const press = presses.findLast(({ at: pressedAt }) => at - pressedAt < thresholds.answerWithinMs);
      if (press !== undefined) press.pending += 1;
      schedule();
      return () => {
        if (press === undefined) return;
        press.pending -= 1;
        press.respondedAt = now();
        schedule();
      };
    },
    isWaiting: () => presses.some((press) => !judged.has(press)),
    stop: () => {
      cancelVerdict();
      endSample();
      sample.disconnect();
      answers.stop();
      presses = [];
      page.removeEventListener('pointerdown', pressed, options);
      page.removeEventListener('click', clicked, options);
      for (const [type, fn] of onDocument) page.document.removeEventListener(type, fn, options);
    },
  };
};
