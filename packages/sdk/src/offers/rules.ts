import type { GateRule, OfferAnswer, OfferConfig } from '@harmony-live/protocol';
import type { OfferHistory } from './history.ts';

/** All constants of offering, in milliseconds (`detection`: they wait for a boundary, never interrupt). */
export const offerTimes = {
  /** No key or pointer for this long: a pause. */
  calmMs: 3_000,
  /** After this long without a pause the moment is over. */
  dropAfterMs: 20_000,
  /** How often a pause is looked for. */
  lookEveryMs: 250,
  week: 7 * 24 * 3_600_000,
  /** Whoever comes back within this time is on the same visit, as the server has it. */
  visit: 30 * 60_000,
} as const;

/** After each "Not now" the next offer comes later; the fourth is the last. */
const pauseAfterDismissal = [24 * 3_600_000, 7 * 24 * 3_600_000, 90 * 24 * 3_600_000];

/** What a site has set. `isShadow`: it looks on, and says what it would have offered; `hasCaps` false: as often as there is a reason (demo). */
export type OfferSettings = Pick<OfferConfig, 'isOn' | 'hasCaps' | 'isShadow'>;

/**
 * Why this person is not to be offered help now, by what they said before; null where they may be.
 * @param isFirst no offer on this page yet
 */
export const whyNoOffer = (
  history: OfferHistory,
  settings: OfferSettings,
  isFirst: boolean,
  now: number,
): 'site-off' | 'never' | 'capped' | null => {
  if (!settings.isOn && settings.isShadow !== true) return 'site-off';
  if (history.never) return 'never';
  if (!settings.hasCaps) return null;
  if (!isFirst || history.shownAt.some((at) => Math.abs(now - at) < offerTimes.visit)) return 'capped';
  if (history.shownAt.filter((at) => now - at < offerTimes.week).length >= 2) return 'capped';
  const dismissals = Math.floor(history.dismissals);
  if (dismissals === 0) return null;
  const pause = pauseAfterDismissal[dismissals - 1];
  return pause !== undefined && now - history.dismissedAt > pause ? null : 'capped';
};

/** The history after an answer. */
export const historyAfter = (history: OfferHistory, answer: OfferAnswer | 'shown', now: number): OfferHistory => {
  switch (answer) {
    case 'shown':
      return { ...history, shownAt: [...history.shownAt, now].slice(-2) };
    case 'accepted':
      return { ...history, dismissals: 0, dismissedAt: 0 };
    case 'never':
      return { ...history, never: true };
    case 'dismissed':
      return { ...history, dismissals: history.dismissals + 1, dismissedAt: now };
    case 'helped':
      return history;
    case 'ignored':
      return { ...history, dismissals: history.dismissals + 0.5, dismissedAt: now };
  }
};

/** The page's copy of the gate's table: every rule for this act must hold. */
export const allowsOffer = (rules: readonly GateRule[], facts: Readonly<Record<string, boolean>>): boolean =>
  rules.every(({ action, requires }) => action !== 'offer.show' || facts[requires] === true);
