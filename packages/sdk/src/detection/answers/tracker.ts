import type { Press } from '../detector.ts';
import type { Ears } from '../ears.ts';
import type { Page } from '../page.ts';
import { verdictAt } from '../presses.ts';
import { hasSelectedWords, isOurs } from '../target.ts';
import { thresholds } from '../thresholds.ts';
import type { PressOutcome } from '../trace.ts';
import { createAlarm } from './alarm.ts';
import { isCertainAnswer, stamped, type Causes, type Stamp } from './ambient.ts';
import { firstAnswer } from './first-answer.ts';
import { isCertainEvent, mayAnswer, showsWork, type Heard } from './events.ts';
import { isTooltipGoing, readChanges, readOnRoot } from './mutations.ts';
import { comesOf, createWaitingList, type Waiting } from './waiting.ts';
import { createWatching } from './watching.ts';

/** So many things that changed are kept for one press; where more did, the page has answered. */
const mostFound = 200;
/** How long the page is looked at for what moves by itself (a second, and the lateness of a timer), and how often. */
const sampleMs = 1_100;
const sampleAfterMs = 300;
const sampleEveryMs = 30_000;
const sampleAgainMs = 5_000;
/** A sample tells something only this long after the last thing that a person did. */
const idleMs = 2_500;
/** A change this late, without a request, may be the beat of something slow: it is looked at for as long as can be. */
const lateMs = 400;

export interface TrackerOptions {
  page: Page;
  ears: Ears;
  now(): number;
  later(fn: () => void, delayMs: number): () => void;
  /** When the person last did something, milliseconds since the epoch. */
  lastInputAt(): number;
  /** Keeps our exceptions from the page. */
  guard<A extends unknown[]>(fn: (...args: A) => void): (...args: A) => void;
  /** The outcome of a press; once more where an answer came after it was called unanswered. */
  onOutcome(press: Press, outcome: PressOutcome): void;
}

/** Follows presses to their outcome. It observes the page only while a press waits, and for a second now and then. */
export interface Tracker {
  /** A press has begun. @param shadows roots that it went through */
  open(press: Press, shadows: readonly ShadowRoot[]): void;
  /** It was let go, which may set something off too. */
  released(press: Press): void;
  /** Something that only the page's other parts know has answered: a drag, a page shown by a router. */
  answer(by: string, press?: Press): void;
  /** It was no press after all. */
  void(press: Press): void;
  /** A request began. @returns what ends it; null where no press waits for it */
  requestBegan(): { press: Press; ended(): void } | null;
  /** True while a press waits for its verdict. */
  isWaiting(): boolean;
  /** Begins again, as after the page was brought back. */
  reset(): void;
  stop(): void;
}

export const createTracker = (options: TrackerOptions): Tracker => {
  const { page, ears, now, later, lastInputAt, guard, onOutcome } = options;
  const { document } = page;
  const { answerWithinMs, pendingAtMostMs } = thresholds;
  const waiting = createWaitingList();
  const pressTimes: number[] = [];
  let stamps = new WeakMap<object, readonly Stamp[]>();
  /** What has answered a press before, by where it was pressed: its animation may still run when it is pressed again. */
  const starters = new WeakMap<object, WeakSet<Element>>();
  let isSampling = false;
  /** Whether some press that waits may have looks: hardly any has. */
  let areLooksNoted = false;
  let cancelSample = (): void => {};
  const stampsOf = (node: object): readonly Stamp[] => stamps.get(node) ?? [];
  const sheetCount = (): number => document.adoptedStyleSheets?.length ?? 0;
  /** As many as there were when last looked: while a person presses, that takes too long. */
  let sheets = sheetCount();
  const begunOf = ({ press, releasedAt }: Waiting): number[] => [
    press.at,
    ...releasedAt,
    ...(press.respondedAt === null ? [] : [press.respondedAt]),
  ];

  const settle = (one: Waiting, at: number, by: string, node?: object): void => {
    if (node !== undefined) starters.set(node, (starters.get(node) ?? new WeakSet()).add(one.press.root));
    one.press.answeredAt = at;
    one.press.answeredBy = by;
    one.found.clear();
    one.looks.clear();
    waiting.answered(one);
    if (one.isJudged) finish(one, 'late');
    restIfDone();
  };
  const finish = (one: Waiting, outcome: PressOutcome): void => {
    waiting.leave(one);
    onOutcome(one.press, outcome);
  };

  /** Something happened to `node` that may be an answer to every press for which it `counts`. */
  const note = (node: object, by: string, counts: (one: Waiting) => boolean = () => true): void => {
    const at = now();
    const isIdle = at - lastInputAt() > idleMs && !isWaiting();
    const all = stamped(stampsOf(node), { at, isIdle });
    stamps.set(node, all);
    for (const one of waiting.unanswered) {
      if (!isOpenTo(one) || one.found.has(node) || !counts(one)) continue;
      if (one.found.size >= mostFound || isCertainAnswer(all, at, begunOf(one))) settle(one, at, by, node);
      else one.found.set(node, { at: all.at(-1)!.at, by });
    }
  };

  /** A late answer is one that comes by itself: whoever goes on to something else waits no longer. */
  const isOpenTo = ({ press, isJudged }: Waiting): boolean =>
    press.answeredAt === null && now() >= press.at && !(isJudged && lastInputAt() > press.at);

  const changed = (records: MutationRecord[]): void => {
    for (const record of readChanges(records)) {
      if (!isNeeded()) return;
      const isGoing = isTooltipGoing(record);
      note(record.target, 'mutation', (one) => {
        if (isGoing && !isStarted(record.target, one.press)) return false;
        if (!one.press.isInteractive) return true;
        const reading = readOnRoot(record, one.press.root);
        if (reading === 'look') noteLook(one, record);
        return reading === 'answer';
      });
    }
  };
  const noteLook = ({ looks, press }: Waiting, { target, attributeName, oldValue }: MutationRecord): void => {
    // How it looks from the next press on is that one's doing.
    if (waiting.all.findLast((one) => one.press.root === press.root)?.press !== press) return;
    const before = looks.get(target as Element) ?? new Map<string, { was: string | null; at: number }>();
    looks.set(target as Element, before);
    areLooksNoted = true;
    if (!before.has(attributeName!)) before.set(attributeName!, { was: oldValue, at: now() });
  };
  /** A look that stayed is a state, such as a toggle that is on. */
  const settleByLook = (one: Waiting): void => {
    for (const [element, attributes] of one.looks)
      for (const [name, { was, at }] of attributes)
        if ((element.getAttribute(name) ?? '') !== (was ?? '') && isOpenTo(one)) settle(one, at, 'state');
  };

  const heard = (event: Event): void => {
    const { type } = event;
    // Seen from outside, what happens in a shadow root happens to its host.
    const target = event.composedPath()[0] ?? event.target;
    const node = target as Node | null;
    const element = node?.nodeType === 1 ? (node as Element) : null;
    if (element !== null && isOurs(element)) return;
    const isOnWindow = target === (page as unknown);
    const hasSelection = type === 'selectionchange' && hasSelectedWords(page.getSelection());
    const what = { type, element, isOnWindow, hasSelection };
    if (!isCertainEvent(type)) return note(target!, type, ({ press }) => mayAnswer(what, press));
    const mayBe = (one: Waiting): boolean => !one.isJudged && mayAnswer(what, one.press) && !isLeft(one, what);
    answerAll(type, mayBe);
  };
  const isLeft = ({ press, focused }: Waiting, { type, element }: Heard): boolean =>
    type === 'change' && element !== null && element === focused && !press.root.contains(element);

  const watching = createWatching({
    ...{ page, ears, now, later, guard, onChanges: changed, onEvent: heard },
    // Effects on the pressed thing itself show that it is pressed.
    onSilent: (node, by) => note(node, by, ({ press }) => by !== 'animation' || !isOnRoot(node, press)),
    onNavigate: () => answerAll('navigate'),
  });
  const isWaiting = (): boolean => waiting.all.some(({ isJudged }) => !isJudged);
  const isOnRoot = (node: object, { root }: Press): boolean => 'nodeType' in node && root.contains(node as Node);
  const isNeeded = (): boolean => isSampling || waiting.unanswered.some(isOpenTo);
  const restIfDone = (): void => {
    if (!isNeeded()) watching.end();
  };

  /** What nothing but a person's act leads to. */
  const answerAll = (by: string, mayBe: (one: Waiting) => boolean = () => true): void => {
    const last = waiting.all.at(-1)?.press;
    for (const one of waiting.unanswered)
      if (isOpenTo(one) && mayBe(one) && comesOf(one.press, last, now())) settle(one, now(), by);
  };

  const dueAt = ({ press, isLong }: Waiting): number => (isLong ? press.at + pendingAtMostMs : verdictAt(press));
  const alarm = createAlarm(now, later, () => {
    for (const one of waiting.all.filter((each) => dueAt(each) <= now())) judge(one);
    if (waiting.all.length > 0) alarm.set(Math.min(...waiting.all.map(dueAt)));
    restIfDone();
  });

  const isStarted = (node: object, { root }: Press): boolean =>
    starters.get(node)?.has(root) === true && stamps.get(node)?.some(({ isIdle }) => isIdle) !== true;

  const judge = (one: Waiting): void => {
    const { press, found } = one;
    if (press.answeredAt === null) settleByLook(one);
    sheets = sheetCount();
    if (press.answeredAt === null && one.sheets !== sheets)
      settle(one, Math.min(now(), press.at + answerWithinMs), 'style-sheet');
    if (press.answeredAt === null) {
      const causes: Causes = { begun: begunOf(one), presses: pressTimes, now: now() };
      const first = firstAnswer(found, stampsOf, causes, (node) => isStarted(node, press));
      const isDubious = first !== undefined && first.at - Math.max(...causes.begun) > lateMs;
      if (isDubious && !one.isLong) return void (one.isLong = true);
      if (first !== undefined) settle(one, first.at, first.by, first.node);
    }
    if (one.isJudged) return waiting.leave(one);
    if (press.answeredAt !== null) return finish(one, 'answered');
    one.isJudged = true;
    const mayComeLate = press.isInteractive && !press.isKeyboard && now() < press.at + pendingAtMostMs;
    if (!mayComeLate) return finish(one, 'unanswered');
    one.isLong = true;
    onOutcome(press, 'unanswered');
  };

  const sample = (): void => {
    sheets = sheetCount();
    const isVisible = document.visibilityState !== 'hidden';
    const isStill = waiting.all.length === 0 && now() - lastInputAt() > idleMs;
    cancelSample = later(sample, isStill ? sampleEveryMs : sampleAgainMs);
    if (!isVisible || !isStill) return;
    watching.search();
    isSampling = true;
    watching.begin();
    const next = cancelSample;
    const end = later(() => {
      isSampling = false;
      restIfDone();
    }, sampleMs);
    cancelSample = () => {
      next();
      end();
    };
  };
  cancelSample = later(sample, sampleAfterMs);

  const isOpen = ({ press, isJudged }: Waiting): boolean => !isJudged && now() - press.at < answerWithinMs;
  const find = (press: Press): Waiting | undefined => waiting.all.findLast((one) => one.press === press);

  return {
    open: (press, shadows) => {
      // Pressed again, a toggle goes back: what it looks like at this moment is what the press before led to.
      if (areLooksNoted) {
        for (const one of waiting.unanswered) {
          if (one.press.root !== press.root) continue;
          settleByLook(one);
          one.looks.clear();
        }
        areLooksNoted = waiting.unanswered.some(({ looks }) => looks.size > 0);
      }
      pressTimes.push(press.at);
      if (pressTimes.length > 20) pressTimes.shift();
      const { activeElement: focused } = document;
      const fresh = { found: new Map(), looks: new Map(), releasedAt: [], isLong: false, isJudged: false };
      const one: Waiting = { press, focused, sheets, ...fresh };
      waiting.add(one);
      for (const root of shadows) watching.add(root);
      watching.begin();
      alarm.set(dueAt(one));
    },
    released: (press) => void find(press)?.releasedAt.push(now()),
    answer: (by, press) => {
      const one = press && find(press);
      if (press === undefined) answerAll(by);
      else if (one?.press.answeredAt === null) settle(one, now(), by);
    },
    void: (press) => {
      const one = find(press);
      if (one === undefined || one.isJudged) return;
      finish(one, 'void');
      restIfDone();
    },
    requestBegan: () => {
      const one = waiting.all.findLast(isOpen);
      if (one === undefined) return null;
      const { press } = one;
      press.pending += 1;
      const busyMs = press.at + thresholds.afterResponseMs - now();
      if (busyMs > 0) later(() => void (press.isBusyShown = press.pending > 0 && showsWork(document)), busyMs);
      return {
        press,
        ended: () => {
          press.pending -= 1;
          press.respondedAt = now();
          alarm.set(dueAt(one));
        },
      };
    },
    isWaiting,
    reset: () => {
      alarm.clear();
      waiting.clear();
      stamps = new WeakMap();
      restIfDone();
    },
    stop: () => {
      alarm.clear();
      cancelSample();
      waiting.clear();
      isSampling = false;
      watching.stop();
    },
  };
};
