/** Constants that several detectors share, with their source; times in milliseconds. Each detector's own stand beside it. */
export const thresholds = {
  /** A click without any answer for this long is unanswered. AUC 0.69–0.80 on rated sessions; geometry alone 0.52–0.56. */
  answerWithinMs: 2_500,
  /** A click that waits for a request gets this long at most. */
  pendingAtMostMs: 7_000,
  /** What a page does with a response it does within this time. */
  afterResponseMs: 300,
  /** A request this soon after the person did something was caused by it. */
  requestAfterInputMs: 2_000,
  /** Clicks this near to the page's coming or going mean nothing. */
  aroundVisibilityMs: 1_000,
  /** So many clicks into nothing are a burst that leaves no doubt, without a second one. */
  rageBeyondDoubt: 5,
  /** How fast a sign fades. */
  halfLifeMs: 60_000,
  /** From this score on somebody is stuck, if the families agree. */
  struggle: 60,
  /** From this score on a stretch of struggle is told: the lowest for which an owner sees what it would have brought. */
  lowestTold: 45,
  /** Signs in memory, the newest, for this long. */
  keptSignals: 50,
  keptMs: 10 * 60_000,
} as const;
