import type { Detector } from '../detector.ts';
import { requestMs, slowRequestMs } from './slow.ts';
import { isLink, isPressedOften } from '../target.ts';

/** More in a minute say nothing new: somebody tries the same thing again, or the page is one that we do not understand. */
const limits = { perMinute: 2 };

/**
 * A control that does nothing. What it may not be mistaken for: a link, a download, a file field or a field (the browser
 * answers), a press that caused an error (that is `click.error`), one whose request
 * takes long (`click.slow`), a control that is switched off (`click.disabled`). It is
 * provisional: where the page answers before 7 s, `click.slow` takes its place.
 */
export const clickDead: Detector<typeof limits> = {
  ...{ kind: 'click.dead', family: 'click', weight: 12, limits },
  start: (watch, { perMinute }) => {
    let told: number[] = [];
    watch.onVerdict((press) => {
      const { root, isInteractive, isKeyboard, isDisabled, isSpent, answeredAt } = press;
      if (answeredAt !== null || !isInteractive || isKeyboard || isDisabled || isSpent) return;
      if (isLink(root) || isPressedOften(root) || requestMs(press, watch.now()) > slowRequestMs) return;
      told = told.filter((at) => watch.now() - at < 60_000);
      if (told.length >= perMinute) return;
      told.push(watch.now());
      press.provisional = watch.tell({ root });
    });
  },
};
