import type { Press } from '../detector.ts';
import { thresholds } from '../thresholds.ts';
import type { Found } from './first-answer.ts';

/** A press under way, and what may have answered it. */
export interface Waiting {
  readonly press: Press;
  readonly found: Map<object, Found>;
  /** How the pressed thing looked before it was touched, by attribute, and when that changed. */
  readonly looks: Map<Element, Map<string, { was: string | null; at: number }>>;
  readonly releasedAt: number[];
  /** What had the focus: leaving it is no answer, and a change that it tells then was made before. */
  readonly focused: Element | null;
  /** How many sheets the document had adopted: one that is pushed to their list raises nothing. */
  readonly sheets: number;
  /** Looked at until 7 s: called unanswered, or answered by what may be a slow beat. */
  isLong: boolean;
  isJudged: boolean;
}

/**
 * Whether what only a person's act leads to (a focus, a submit, another address) may come of this press: what comes right
 * after a press elsewhere is that one's, unless this one's request has come back since, or is still on its way.
 *
 * @param last the newest press
 */
export const comesOf = (press: Press, last: Press | undefined, now: number): boolean =>
  last === undefined ||
  last.root === press.root ||
  now - last.at > thresholds.afterResponseMs ||
  press.pending > 0 ||
  (press.respondedAt ?? 0) >= last.at;
