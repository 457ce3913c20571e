import type { Detector } from '../detector.ts';
import { howLoaded, keepTrail, markHere, readTrail, trailNames, type Step } from './trail.ts';

/** Pages that are passed to and fro by design: tabs, pages of a list, steps of a wizard or form, a dialog's own way out. */
const passed =
  '[role="tab"], [role="tablist"], [rel~="next"], [rel~="prev"], [aria-label*="pagin" i], [class*="pagin" i], ' +
  '[class*="wizard" i], [class*="stepper" i], [aria-current="step"], [role="dialog"], dialog, form';

/** What the controls between steps and pages are called, in an attribute or in words, alone or with a sign or a word beside. */
const steps =
  /^.{0,3}\b(?:prev(?:ious)?|next|anterior|siguiente|próximo|précédente?|suivante?|vorherige[rs]?|nächste[rs]?|weiter)(?!\p{L}).{0,12}$|^(?:السابق|التالي|前へ?|次へ?)$/iu;
/** Longer than this is no control between steps. */
const mostCharacters = 40;

const isStep = (control: Element): boolean =>
  [control.id, control.getAttribute('name'), control.getAttribute('aria-label'), control.textContent].some(
    (words) => words != null && words.length <= mostCharacters && steps.test(words.trim()),
  );

const limits = {
  /** A, B, A, B within this time (`detection.md`). */
  loopMs: 60_000,
  /** Back within this time was the wrong page. */
  backMs: 5_000,
  /** So many wrong pages within `loopMs`. */
  backs: 2,
  /** What changes the page so soon after a press came of it. */
  afterPressMs: 1_000,
} as const;

/**
 * Somebody goes to and fro: A, B, A, B, or back again as soon as a page is there, twice. Pages are compared by address, so
 * that a list and several of its entries are no loop. Without consent only what happens in one document can be seen, and
 * the return to it from the back/forward cache.
 */
export const navLoop: Detector<Record<keyof typeof limits, number>> = {
  ...{ kind: 'nav.loop', family: 'nav', weight: 25, limits },
  start: (watch, { loopMs, backMs, backs, afterPressMs }) => {
    let trail: Step[] = readTrail(watch, trailNames.pages);
    let wrongAt: number[] = [];
    let pressedAt = Number.NEGATIVE_INFINITY;
    let pressed: Element | null = null;
    let isPassing = false;
    let forget = (): void => {};

    const arrive = (how: string): void => {
      const at = watch.now();
      const mark = markHere(watch.page);
      const last = trail.at(-1);
      const isPressed = at - pressedAt < afterPressMs;
      if (last?.mark === mark) return;
      const isPassed = isPressed && (isPassing || (pressed !== null && isStep(pressed)));
      pressed = null;
      if (how === 'replace' || isPassed) trail.pop();
      else if (how === 'traverse' && !isPressed && last && at - last.at <= backMs && trail.at(-2)?.mark === mark)
        wrongAt = [...wrongAt.filter((one) => at - one < loopMs), at];
      trail = [...trail, { mark, at }].slice(-4);
      const [a, b, c, d] = trail;
      const isLoop = d !== undefined && a!.mark === c!.mark && b!.mark === d.mark && d.at - a!.at <= loopMs;
      if (isLoop || wrongAt.length >= backs) {
        watch.tell({ count: isLoop ? 2 : wrongAt.length, data: { how: isLoop ? 'loop' : 'back' } });
        trail = trail.slice(-1);
        wrongAt = [];
      }
      forget = keepTrail(watch, trailNames.pages, trail);
    };

    watch.onPress(({ root, at }) => {
      pressedAt = at;
      pressed = root;
      isPassing = root.closest(passed) !== null;
    });
    watch.onPage(({ how }) => arrive(how));
    const loaded = howLoaded(watch.page);
    if (loaded !== 'reload') arrive(loaded === 'back_forward' ? 'traverse' : 'push');
    return () => forget();
  },
};
