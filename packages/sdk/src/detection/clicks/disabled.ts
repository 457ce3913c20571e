import type { Detector } from '../detector.ts';

/** Once is a mistake. A button that is switched off while it works comes back within three seconds, or should. Milliseconds. */
const limits = { presses: 2, withinMs: 10_000, loadingMs: 3_000 };

/** Somebody presses a control that is switched off, and the page does not say why. Told once in `withinMs`. */
export const clickDisabled: Detector<typeof limits> = {
  ...{ kind: 'click.disabled', family: 'click', weight: 25, limits },
  start: (watch, { presses, withinMs, loadingMs }) => {
    const usedAt = new WeakMap<Element, number>();
    const pressedAt = new WeakMap<Element, number[]>();
    watch.onPress(({ root, at, isDisabled }) => {
      if (!isDisabled) usedAt.set(root, at);
    });
    watch.onVerdict(({ root, at, isDisabled, answeredAt, pending }) => {
      if (!isDisabled || answeredAt !== null || pending > 0) return;
      if (at - (usedAt.get(root) ?? Number.NEGATIVE_INFINITY) < loadingMs) return;
      const recent = [...(pressedAt.get(root) ?? []), at].filter((one) => at - one < withinMs);
      pressedAt.set(root, recent.length >= presses ? [] : recent);
      if (recent.length >= presses) watch.tell({ root, count: recent.length });
    });
  },
};
