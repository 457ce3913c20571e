import { calibrate, type HeldOut } from './calibrate.ts';
import { featuresOf, type Features } from './features.ts';
import { softmax, vectorOf, type Model, type Vector } from './model.ts';
import { shuffle } from './shuffle.ts';
import { seededRandom } from '../seeded-random.ts';

/** A text whose label is known. */
export interface Example {
  text: string;
  label: string;
  /** BCP 47 tag; English where it is left out. */
  language?: string;
  /** How much it counts beside others; 1 where it is left out. */
  weight?: number;
  /** A text that nobody wrote, such as the words of a label: it is trained with and never measured with. */
  isSeed?: boolean;
}

/** Strength of the prior against large weights, as in liblinear and scikit-learn: larger is weaker. */
const inverseRegularisation = 10;
/** Length of the first steps; they shrink to nothing along a line. */
const firstStep = 5;
/** Passes over the texts: enough of them that few texts are seen often and many rarely. */
const fewestPasses = 10;
const mostPasses = 40;
const wantedSteps = 60_000;
/** Below this change of a chance nothing is learned; it saves most of the work, for most labels are out of question. */
const leastError = 1e-3;
/** The bias learns slowly: it is 1 in every text, so it is told the same thing in each. */
const biasStep = 0.1;
/** Up to here each text is held out once, in turn; beyond it a fifth of them, once: that is enough to measure by. */
const mostInFolds = 2_000;
const folds = 5;

/**
 * Multinomial logistic regression with an L2 prior, by stochastic gradient descent over sparse vectors. The same examples give
 * the same model, whichever machine. Beside the weights it fixes temperature and threshold, on texts held out of training.
 * It takes 0.3 ms a text and holds the thread all the time: on a server call it in a worker (`createTrainer`).
 *
 * @throws RangeError with fewer than two labels
 */
export const train = (examples: readonly Example[]): Model => {
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted();
  if (labels.length < 2) throw new RangeError('A classifier needs examples of at least two labels.');
  const told = examples.map((example) => ({
    features: featuresOf(example.text, example.language),
    label: labels.indexOf(example.label),
    weight: example.weight ?? 1,
    isSeed: example.isSeed ?? false,
  }));
  const calibrated = calibrate(heldOut(told, labels.length), labels.length);
  return { ...quantised(fit(told, labels.length)), labels, ...calibrated };
};

interface Told {
  features: Features;
  label: number;
  weight: number;
  isSeed: boolean;
}

type Fitted = Pick<Model, 'columns' | 'idf' | 'unseenIdf' | 'biases'> & { weights: Float32Array };

/** Scores of texts by models that have not seen them. */
const heldOut = (told: readonly Told[], labelCount: number): HeldOut[] => {
  const real = shuffle(
    told.flatMap(({ isSeed }, at) => (isSeed ? [] : [at])),
    seededRandom(2),
  );
  const parts = real.length > mostInFolds ? 1 : folds;
  return Array.from({ length: parts }, (_, part) => {
    const out = new Set(real.filter((_one, at) => at % folds === part));
    if (out.size === 0) return [];
    const kept = told.filter((_one, at) => !out.has(at));
    const seen = new Set(kept.map(({ label }) => label));
    if (seen.size < 2) return [];
    const fitted = fit(kept, labelCount);
    // A label of which every text is held out cannot be found: it says nothing about the model.
    return [...out].flatMap((at) => {
      const { features, label } = told[at]!;
      if (!seen.has(label)) return [];
      const { coverage, ...vector } = vectorOf(fitted, features);
      return [{ scores: scoresOf(fitted, vector, labelCount).map((score) => score * coverage), label }];
    });
  }).flat();
};

const fit = (told: readonly Told[], labelCount: number): Fitted => {
  const terms = termsOf(told);
  const vectors = told.map(({ features }) => vectorOf(terms, features));
  const fitted = {
    ...terms,
    weights: new Float32Array(terms.idf.length * labelCount),
    biases: new Float32Array(labelCount),
  };
  descend(fitted, vectors, told);
  return fitted;
};

/** Smoothed idf, as if one more text had every feature. */
const termsOf = (told: readonly Told[]): Pick<Model, 'columns' | 'idf' | 'unseenIdf'> => {
  const counts = new Map<number, number>();
  for (const { features } of told) for (const hash of features.hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const idfOf = (having: number): number => Math.log((1 + told.length) / (1 + having)) + 1;
  return {
    columns: new Map([...counts.keys()].toSorted((a, b) => a - b).map((hash, column) => [hash, column])),
    idf: Float32Array.from(
      [...counts].toSorted((a, b) => a[0] - b[0]),
      ([, having]) => idfOf(having),
    ),
    unseenIdf: idfOf(0),
  };
};

/** The descent. Weights are kept divided by `scale`, so that shrinking all of them at each step costs one multiplication. */
const descend = (fitted: Fitted, vectors: readonly Vector[], told: readonly Told[]): void => {
  const { weights, biases } = fitted;
  const labelCount = biases.length;
  const total = told.reduce((sum, { weight }) => sum + weight, 0);
  const passes = Math.min(mostPasses, Math.max(fewestPasses, Math.ceil(wantedSteps / told.length)));
  const steps = passes * told.length;
  const random = seededRandom(1);
  const order = Int32Array.from(told.keys());
  let scale = 1;
  let done = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    for (const at of shuffle(order, random)) {
      const vector = vectors[at]!;
      const { label: right, weight } = told[at]!;
      const step = firstStep * (1 - done / steps);
      done += 1;
      const chances = softmax(scoresOf(fitted, vector, labelCount, scale));
      scale *= 1 - step / (inverseRegularisation * total);
      for (let label = 0; label < labelCount; label += 1) {
        const error = chances[label]! - (label === right ? 1 : 0);
        if (Math.abs(error) < leastError) continue;
        const change = -step * weight * error;
        biases[label]! += change * biasStep;
        addTo(weights, vector, labelCount, label, change / scale);
      }
    }
  }
  for (let at = 0; at < weights.length; at += 1) weights[at]! *= scale;
};

const addTo = (
  weights: Float32Array,
  { columns, values }: Vector,
  labelCount: number,
  label: number,
  change: number,
): void => {
  for (let at = 0; at < columns.length; at += 1) weights[columns[at]! * labelCount + label]! += change * values[at]!;
};

const scoresOf = (
  { weights, biases }: Pick<Fitted, 'weights' | 'biases'>,
  { columns, values }: Pick<Vector, 'columns' | 'values'>,
  labelCount: number,
  scale = 1,
): Float64Array => {
  const scores = new Float64Array(labelCount);
  for (let at = 0; at < columns.length; at += 1) {
    const row = columns[at]! * labelCount;
    const value = values[at]!;
    for (let label = 0; label < labelCount; label += 1) scores[label]! += value * weights[row + label]!;
  }
  for (let label = 0; label < labelCount; label += 1) scores[label] = scores[label]! * scale + biases[label]!;
  return scores;
};

/** Weights as whole numbers from -127 to 127: a quarter of the memory, and no difference that could be measured. */
const quantised = ({
  weights,
  ...fitted
}: Fitted): Omit<Model, 'labels' | 'temperature' | 'threshold' | 'accuracy'> => {
  const labelCount = fitted.biases.length;
  const steps = new Float32Array(fitted.idf.length);
  const whole = new Int8Array(weights.length);
  for (let column = 0; column < steps.length; column += 1) {
    const row = weights.subarray(column * labelCount, (column + 1) * labelCount);
    const largest = row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    steps[column] = largest / 127;
    if (largest > 0)
      whole.set(
        Int8Array.from(row, (weight) => Math.round((weight / largest) * 127)),
        column * labelCount,
      );
  }
  return { ...fitted, weights: whole, steps };
};
