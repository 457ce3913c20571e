import { softmax, type Model } from './model.ts';

/** What a model that had not seen a text says of it, and what is right. */
export interface HeldOut {
  scores: Float64Array;
  label: number;
}

/** One in twenty texts of the known kinds may be held for none of them: the price of saying so of those that are none. */
const mostRefused = 0.05;
/** With fewer than these held-out texts, figures taken from them would be chance. */
const fewestTexts = 20;
/**
 * Until then what held-out texts of BANKING77's training part gave with three to ten examples of each of 8 to 20 labels:
 * temperatures of 0.28–0.43, thresholds of 2.7–3.8 times the chance of a blind guess.
 */
const uncalibrated = { temperature: 0.4, timesBlindGuess: 3 };
/** What is likelier than not is always said: held-out texts that are nearly the same would ask for near certainty. */
const highestThreshold = 0.5;

/**
 * Temperature that makes the held-out labels likeliest (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017), and
 * the confidence that 19 of 20 held-out texts reach, 1/2 at most.
 */
export const calibrate = (
  texts: readonly HeldOut[],
  labelCount: number,
): Pick<Model, 'temperature' | 'threshold' | 'accuracy'> => {
  if (texts.length < fewestTexts) {
    const { temperature, timesBlindGuess } = uncalibrated;
    return { temperature, threshold: Math.min(highestThreshold, timesBlindGuess / labelCount), accuracy: null };
  }
  const temperature = lowest((one) => surprise(texts, one), 0.05, 5);
  const confidences = texts.map(({ scores }) =>
    softmax(scores, temperature).reduce((most, one) => Math.max(most, one), 0),
  );
  const threshold = confidences.toSorted((a, b) => a - b)[Math.floor(mostRefused * texts.length)]!;
  const right = texts.filter(({ scores, label }) => scores.every((score) => score <= scores[label]!));
  return { temperature, threshold: Math.min(highestThreshold, threshold), accuracy: right.length / texts.length };
};

/** Mean negative log-likelihood. */
const surprise = (texts: readonly HeldOut[], temperature: number): number => {
  let sum = 0;
  for (const { scores, label } of texts) sum -= Math.log(Math.max(softmax(scores, temperature)[label]!, 1e-12));
  return sum / texts.length;
};

/** Golden-section search on a logarithmic scale; the function has one valley. */
const lowest = (valueAt: (at: number) => number, from: number, to: number): number => {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(from), Math.log(to)];
  for (let round = 0; round < 20; round += 1) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (valueAt(Math.exp(left)) <= valueAt(Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
};
