import type { RequestContext } from '@harmony-live/protocol';
import { isFailedStep, stepWords } from '@harmony-live/ui';
import { isBad, signalWords } from './signals.ts';

/** One line of what happened before somebody asked. */
export interface Happening {
  /** RFC 3339. */
  at: string;
  words: string;
  /** It stopped the person. */
  isBad: boolean;
  /** What the page made of it, rather than a step of the person or of the page. */
  isSign: boolean;
}

/** Errors, signs and steps that the person shared, the newest last; of one moment the step comes before its sign. */
export const happenings = ({ errors = [], signals = [], steps = [] }: RequestContext): Happening[] =>
  [
    ...steps.map((step) => ({ at: step.at, words: stepWords(step), isBad: isFailedStep(step), isSign: false })),
    ...errors.map(({ at, message }) => ({ at, words: message, isBad: true, isSign: true })),
    ...signals.map((signal) => ({
      at: signal.at,
      words: signalWords(signal),
      isBad: isBad(signal.kind),
      isSign: true,
    })),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
