import { bootstrap, mean, seeded, type Estimate } from './statistics.ts';

/** One text that was guessed. */
export interface Outcome {
  label: string;
  guessed: string;
  /** 0–1. */
  confidence: number;
}

/** Share of right guesses. */
export const accuracy = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, { label, guessed }) => sum + (label === guessed ? 1 : 0), 0) / outcomes.length;

/**
 * F1 of each label that is among the labels of the texts, and their mean: rare labels count as much as frequent ones. Of many
 * draws of the same texts, hence the numbers in place of labels.
 */
export const macroF1Of = (all: readonly Outcome[]): ((drawn: readonly number[]) => number) => {
  const names = [...new Set(all.flatMap(({ label, guessed }) => [label, guessed]))];
  const place = new Map(names.map((name, at) => [name, at]));
  const labels = Int32Array.from(all, ({ label }) => place.get(label)!);
  const guesses = Int32Array.from(all, ({ guessed }) => place.get(guessed)!);
  return (drawn) => {
    const [right, given, guessed] = [0, 1, 2].map(() => new Uint32Array(names.length)) as [
      Uint32Array,
      Uint32Array,
      Uint32Array,
    ];
    for (const at of drawn) {
      given[labels[at]!]! += 1;
      guessed[guesses[at]!]! += 1;
      if (labels[at] === guesses[at]) right[labels[at]!]! += 1;
    }
    const scores = names.flatMap((_name, at) =>
      given[at] === 0 ? [] : [(2 * right[at]!) / (given[at]! + guessed[at]!)],
    );
    return mean(scores);
  };
};

export const macroF1 = (outcomes: readonly Outcome[]): number => macroF1Of(outcomes)(outcomes.map((_one, at) => at));

const bins = 15;

/** Expected calibration error: how far confidence and share of right guesses lie apart, in 15 bins of equal width (Guo et al., 2017). */
export const calibrationError = (outcomes: readonly Outcome[]): number => {
  const gaps = new Float64Array(bins);
  for (const { label, guessed, confidence } of outcomes) {
    gaps[Math.min(bins - 1, Math.floor(confidence * bins))]! += confidence - (label === guessed ? 1 : 0);
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / outcomes.length;
};

/** How sure something was of texts of known labels and of texts that are of none of them. */
export interface Sureness {
  known: readonly number[];
  unknown: readonly number[];
}

/**
 * Chance that a text of a known label gets more confidence than one of none (AUROC), the mean over runs, with an interval by
 * drawing the texts again. Sorted once: a draw only counts how often each text was drawn.
 */
export const separation = (runs: readonly Sureness[]): Estimate => {
  const units = runs.flatMap(({ known, unknown }, run) => {
    const ordered = [
      ...known.map((confidence) => ({ confidence, isKnown: true })),
      ...unknown.map((confidence) => ({ confidence, isKnown: false })),
    ].toSorted((a, b) => a.confidence - b.confidence);
    return ordered.map((one) => ({ ...one, run }));
  });
  const places = units.map((_unit, at) => at);
  return bootstrap(
    places,
    (drawn) => {
      const times = new Uint16Array(units.length);
      for (const at of drawn) times[at]! += 1;
      return mean(runs.map((_run, run) => areaOf(units, times, run)));
    },
    seeded(1),
  );
};

const areaOf = (
  units: readonly { confidence: number; isKnown: boolean; run: number }[],
  times: Uint16Array,
  run: number,
): number => {
  let [area, knownSoFar, unknownSoFar] = [0, 0, 0];
  let [knownTied, unknownTied, tied] = [0, 0, Number.NaN];
  const settle = (): void => {
    // Among equals a known text is above half of the unknown ones.
    area += knownTied * (unknownSoFar + unknownTied / 2);
    knownSoFar += knownTied;
    unknownSoFar += unknownTied;
    [knownTied, unknownTied] = [0, 0];
  };
  for (const [at, unit] of units.entries()) {
    if (unit.run !== run) continue;
    if (unit.confidence !== tied) settle();
    tied = unit.confidence;
    if (unit.isKnown) knownTied += times[at]!;
    else unknownTied += times[at]!;
  }
  settle();
  return knownSoFar === 0 || unknownSoFar === 0 ? Number.NaN : area / (knownSoFar * unknownSoFar);
};
