import type { SignalKind } from '@harmony-live/protocol';

/** How strongly a kind speaks, before fading: one weak sign says nothing, two strong ones say "stuck". */
const weak = 12;
const medium = 25;
const strong = 45;

/** All constants of detection, with their source; times in milliseconds. */
export const thresholds = {
  /** A click without any answer for this long is unanswered. AUC 0.69–0.80 on rated sessions; geometry alone 0.52–0.56. */
  answerWithinMs: 2_500,
  /** A click that waits for a request gets this long at most. */
  pendingAtMostMs: 7_000,
  /** What a page does with a response it does within this time. */
  afterResponseMs: 300,
  /** A burst: so many clicks on one thing, each this near and this soon after the last. */
  rageClicks: 3,
  ragePx: 30,
  rageGapMs: 1_000,
  /** So many clicks into nothing are a burst that leaves no doubt, without a second one. */
  rageBeyondDoubt: 5,
  deadPerMinute: 2,
  /** An error this soon after a press was caused by it. */
  errorAfterPressMs: 1_000,
  /** A request this soon after the person did something was caused by it. */
  requestAfterInputMs: 2_000,
  /** Clicks this near to the page's coming or going mean nothing. */
  aroundVisibilityMs: 1_000,
  /** From focus to the first input: longer than this, and than `hesitationTimes` the person's own median. */
  hesitationMs: 8_000,
  hesitationTimes: 4,
  /** The pointer is listened to from here on only, once. */
  aliveAfterMs: 4_000,
  /** A stop inside a field that has input already. */
  pauseMs: 10_000,
  /** The same error within this time is counted, not told again. */
  errorAgainMs: 30_000,
  /** How fast a sign fades. */
  halfLifeMs: 60_000,
  /** From this score on somebody is stuck, if the families agree. */
  struggle: 60,
  /** Signs in memory, the newest, for this long. */
  keptSignals: 50,
  keptMs: 10 * 60_000,
} as const;

/** What each kind weighs. */
export const weights: Readonly<Record<string, number>> = {
  'error.uncaught': weak,
  'error.rejection': weak,
  'error.console': weak,
  'network.failed': medium,
  'click.rage': strong,
  'click.dead': weak,
  'click.error': strong,
  'form.hesitation': weak,
} satisfies Partial<Record<SignalKind, number>>;
