import type { OfferRule } from '@harmony-live/protocol';
import { matchesGlob } from '@harmony-live/protocol/glob';
import type { Detector, Watch } from '../detection/detector.ts';

/** Rules of a team: help is offered at a place of their choosing, after some time or when their code says so. */
export interface TeamRules {
  /** Listens as detectors do, and tells no sign. */
  readonly detector: Detector<Record<never, never>>;
  /** The host has said this name. @returns the rule that waits for it on this page */
  triggered(name: string): OfferRule | undefined;
}

/**
 * @param rules of `GET /v1/config`
 * @param path of the page at this moment
 * @param onDue the person has looked at the page for as long as a rule says; each rule once a document
 */
export const createTeamRules = (
  rules: readonly OfferRule[],
  path: () => string,
  onDue: (rule: OfferRule, seconds: number) => void,
): TeamRules => {
  const holds = ({ page }: OfferRule): boolean => page === undefined || matchesGlob(page, path());

  const start = (watch: Watch): void => {
    for (const rule of rules) if (rule.afterSeconds !== undefined) startTimed(watch, rule, rule.afterSeconds);
  };

  const startTimed = (watch: Watch, rule: OfferRule, seconds: number): void => {
    const { document } = watch.page;
    let leftMs = seconds * 1_000;
    let isDone = false;
    let pause = (): void => {};
    const run = (): void => {
      pause();
      if (isDone || document.visibilityState !== 'visible' || !holds(rule)) return;
      const since = watch.now();
      const cancel = watch.later(() => {
        isDone = true;
        onDue(rule, seconds);
      }, leftMs);
      pause = () => {
        cancel();
        pause = () => {};
        // A clock that is set back meanwhile does not make it longer.
        leftMs = Math.max(0, leftMs - Math.max(0, watch.now() - since));
      };
    };
    watch.hear('visibilitychange', run);
    let here = path();
    watch.onPage(() => {
      if (path() === here) return;
      here = path();
      pause();
      leftMs = seconds * 1_000;
      run();
    });
    run();
  };

  return {
    detector: { kind: 'custom.rules', family: 'custom', weight: 0, limits: {}, start },
    triggered: (name) => rules.find((rule) => rule.trigger === name && holds(rule)),
  };
};
