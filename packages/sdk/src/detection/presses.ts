import type { Tracker } from './answers/tracker.ts';
import type { Press } from './detector.ts';
import type { Ears } from './ears.ts';
import type { Page } from './page.ts';
import { disabledAt, disabledWithin, isIgnored, isPlain, rootOf, shadowsIn } from './target.ts';
import { thresholds } from './thresholds.ts';

/** When the verdict on a press falls: 2.5 s after it, later while its request is on the way, 7 s at most. */
export const verdictAt = ({ at, pending, respondedAt }: Press): number => {
  const latest = at + thresholds.pendingAtMostMs;
  if (pending > 0) return latest;
  const usual = at + thresholds.answerWithinMs;
  return respondedAt === null ? usual : Math.min(latest, Math.max(usual, respondedAt + thresholds.afterResponseMs));
};

/** A pointer that went further than this dragged, CSS pixels. */
const dragPx = 10;
/** A click that the browser makes of a press comes within this time, however long the press was held. */
const sameClickMs = 1_000;
/** Among so many controls the one under the pointer is looked for. */
const mostDisabled = 20;

export interface PressOptions {
  page: Page;
  ears: Ears;
  now(): number;
  tracker: Pick<Tracker, 'open' | 'released' | 'answer' | 'void' | 'reset'>;
  /** A press has begun. */
  onPress(press: Press): void;
}

/** What is known of the person's presses besides their outcome. */
export interface Presses {
  /** When the person last pressed or typed, milliseconds since the epoch. */
  lastInputAt(): number;
}

/**
 * Hears of presses: by the main button or a finger, or by a key that clicks, trusted, without a modifier key, outside what is
 * ignored, and not within a second of the page's coming to the front or going from it. A press that turns out to scroll,
 * zoom or be let go elsewhere is called off.
 */
export const watchPresses = ({ page, ears, now, tracker, onPress }: PressOptions): Presses => {
  let lastInputAt = Number.NEGATIVE_INFINITY;
  let lastPointerAt = Number.NEGATIVE_INFINITY;
  let lastShownAt = Number.NEGATIVE_INFINITY;
  let current: Press | null = null;

  const begin = (event: MouseEvent, at: number, isKeyboard: boolean): Press | null => {
    const { button, clientX, clientY, ctrlKey, metaKey, shiftKey, altKey, isTrusted } = event;
    if (!isTrusted || button > 0 || ctrlKey || metaKey || shiftKey || altKey) return null;
    const path = event.composedPath();
    const target = path[0] as Element | undefined;
    if (target?.nodeType !== 1) return null;
    const shadows = shadowsIn(path);
    const isRemarkable = shadows.length > 0 || !isPlain(target);
    if (isRemarkable && isIgnored(path)) return null;
    if (at - lastShownAt < thresholds.aroundVisibilityMs) return null;
    const meant = rootOf(target);
    const disabled = isKeyboard
      ? null
      : ((isRemarkable ? disabledAt(target) : null) ?? disabledUnder(target, meant, clientX, clientY));
    const { root, isInteractive } = disabled === null ? meant : { root: disabled, isInteractive: true };
    const press: Press = {
      ...{ root, target, isInteractive, isKeyboard, x: clientX, y: clientY, at, isDisabled: disabled !== null },
      ...{ answeredAt: null, answeredBy: null, pending: 0, respondedAt: null },
      ...{ isSpent: false, isBusyShown: false, provisional: null },
    };
    tracker.open(press, shadows);
    onPress(press);
    return press;
  };

  const callOff = (): void => {
    if (current !== null) tracker.void(current);
    current = null;
  };

  ears.hear('pointerdown', (event) => {
    const pointer = event as PointerEvent;
    const at = now();
    if (pointer.isTrusted) lastInputAt = lastPointerAt = at;
    // A second finger zooms.
    if (pointer.isPrimary === false) return callOff();
    current = begin(pointer, at, false);
  });
  ears.hear('pointerup', (event) => {
    const press = current;
    if (press === null) return;
    current = null;
    const { clientX, clientY } = event as PointerEvent;
    if (Math.hypot(clientX - press.x, clientY - press.y) > dragPx) return tracker.answer('drag', press);
    const target = event.composedPath()[0] as Element | undefined;
    // Let go on another control: the person has thought better of it.
    const isElsewhere = target !== press.target && target?.nodeType === 1 && rootOf(target).root !== press.root;
    if (!press.isDisabled && isElsewhere) return tracker.void(press);
    tracker.released(press);
  });
  ears.hear('pointercancel', callOff);
  ears.hear('keydown', ({ isTrusted }) => {
    if (isTrusted) lastInputAt = now();
  });
  ears.hear('click', (event) => {
    const click = event as PointerEvent;
    // A label clicks its field after the pointer has clicked the label: that is one press.
    if (click.detail > 0) return;
    const at = now();
    if (at - lastPointerAt > sameClickMs) begin(click, at, true);
  });

  const shown = (event: Event): void => {
    if (event.type === 'focus' && event.target !== (page as unknown)) return;
    lastShownAt = now();
    // The press that brought the window to the front meant nothing else.
    if (current !== null && lastShownAt - current.at < thresholds.aroundVisibilityMs) callOff();
  };
  ears.hear('visibilitychange', shown);
  ears.hear('focus', shown);
  ears.hear('pageshow', (event) => {
    if (!(event as PageTransitionEvent).persisted) return;
    current = null;
    lastShownAt = now();
    tracker.reset();
  });

  return { lastInputAt: () => lastInputAt };
};

/** A control that is switched off and lets presses through to what is around it. */
const disabledUnder = (
  target: Element,
  { isInteractive }: Pick<Press, 'isInteractive'>,
  x: number,
  y: number,
): Element | null => {
  if (isInteractive) return null;
  return (
    disabledWithin(target)
      .slice(0, mostDisabled)
      .find((control) => {
        const { left, right, top, bottom } = control.getBoundingClientRect();
        return x >= left && x <= right && y >= top && y <= bottom;
      }) ?? null
  );
};
