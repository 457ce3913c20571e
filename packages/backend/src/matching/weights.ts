/** The terms of the score, in the order in which they are shown. */
export const termNames = [
  'meaning',
  'activity',
  'reputation',
  'language',
  'familiarity',
  'responsiveness',
  'load',
  'idle',
  'newcomer',
  'fatigue',
] as const;

export type TermName = (typeof termNames)[number];

/** How much each term counts. */
export type Weights = Readonly<Record<TermName, number>>;

/**
 * The defaults of the table that each site may have of its own (`settings/`). What is added sums to 1, so that a score reads as a share. Where a weight
 * was measured, it was on the earlier parts of two question-and-answer sites (`docs/matching.md`): wide plateaus, no optimum.
 *
 * - `meaning`: the reason of the whole product. On the problems of `routing.test.ts` the nearest statement of the right expert
 *   lies at 0.47 and that of a wrong one at 0.06 (medians): a clear case outweighs the most active of all.
 * - `activity`: three tenths of `meaning`; from two to five tenths the measured figures are the same, without it they fall by a
 *   fifth. It decides where meaning does not, and is bounded so that the busiest do not get everything.
 * - `reputation`, `familiarity`: neither raised nor lowered the measured figures; they decide among equals, and are explained.
 * - `language`: who is fluent before who "can help", where meaning is near; those who do not speak it at all are out already.
 * - `responsiveness`: one who mostly declines comes after one who mostly accepts, near in everything else.
 * - `load`, `idle`: less than the noise of `meaning` (about 0.05 from colliding hashes), so that they decide among equals.
 * - `newcomer`: makes up for what nobody can know of them yet (`activity` of a little, `reputation`), and no more.
 * - `fatigue`: taken away from those who declined or let pass lately.
 */
export const defaultWeights: Weights = {
  meaning: 0.6,
  activity: 0.18,
  reputation: 0.03,
  language: 0.06,
  familiarity: 0.03,
  responsiveness: 0.03,
  load: 0.015,
  idle: 0.015,
  newcomer: 0.04,
  fatigue: -0.05,
};
