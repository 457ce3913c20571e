import { predict, train } from '../../platform/classifier/index.ts';
import { nameSeeds } from '../../requests/index.ts';
import type { Command } from '../index.ts';
import { jsonOption } from '../options.ts';
import { print, printJson, progress } from '../terminal.ts';
import { dataOption, dataPath, inColumns, rounded, withInterval } from './output.ts';
import { bootstrap, mean, seeded, type Estimate } from './statistics.ts';
import { baselines, type Guesser } from './triage-baselines.ts';
import { accuracy, calibrationError, macroF1Of, separation, type Outcome, type Sureness } from './triage-measures.ts';
import { readTriage, type LabelledText, type TriageTexts } from './triage-rows.ts';

const fewExamples = 10;
const seedsOfFew = [1, 2, 3, 4, 5];
/** Where no texts are of none of the domains, this share of the domains is left out of training and stands for them. */
const heldOutShare = 0.25;
const seedsOfHeldOut = [1, 2, 3];
const mostNamed = 10;

const ours = (texts: readonly LabelledText[]): Guesser => {
  const model = train([...texts, ...nameSeeds(texts.map(({ label }) => label))]);
  return { guess: (text) => predict(model, text).guesses[0]! };
};
const guessers: Readonly<Record<string, (texts: readonly LabelledText[]) => Guesser>> = { ours, ...baselines };

interface Figures {
  name: string;
  accuracy: Estimate;
  macroF1: Estimate;
  /** Ours alone gives chances; the baselines' confidences are mere orders. */
  calibrationError: number | null;
  trainSeconds: number;
  microsecondsPerText: number;
  /** The mean over several draws of ten examples of each domain. */
  tenPerDomain: Estimate;
  /** AUROC. */
  outOfScope: Estimate | null;
}

/**
 * `eval triage`: the product's own classifier on labelled texts, beside nearest neighbours, naive Bayes and the majority, in the
 * same run: accuracy and macro-F1 with all examples and with ten of each domain, calibration error, and how well texts of no
 * domain are told apart. Intervals by drawing the measured texts again. Exit code 1 when a baseline does as well in one of the three.
 */
export const evalTriage: Command = {
  options: { data: dataOption, json: jsonOption },
  run: async ({ flags }) => {
    const texts = readTriage(dataPath(flags));
    for (const row of texts.leftOut.slice(0, mostNamed)) progress(`left out: ${row}`);
    if (texts.leftOut.length > mostNamed) progress(`left out: ${texts.leftOut.length - mostNamed} more`);
    const figures = Object.entries(guessers).map(([name, make]) => measure(name, make, texts));
    const isGood = isBest(figures);
    const counts = {
      ...{ train: texts.train.length, test: texts.test.length, domains: domainsOf(texts.train).length },
      ...{ outOfScope: texts.outOfScope.length, leftOut: texts.leftOut.length, split: texts.split },
    };
    const unknown = texts.outOfScope.length > 0 ? 'given texts' : 'texts of held-out domains';
    if (flags.json === true) printJson({ ok: isGood, measure: 'accuracy', ...counts, unknown, results: figures });
    else {
      print(
        `${counts.train} texts of ${counts.domains} domains trained with, ${counts.test} measured; split ${counts.split}`,
      );
      print(`of no domain: ${unknown}\n`);
      print(inColumns(table(figures)));
    }
    return isGood ? 0 : 1;
  },
};

const isBest = ([own, ...others]: readonly Figures[]): boolean =>
  others.every(
    (other) =>
      own!.accuracy.value > other.accuracy.value &&
      own!.tenPerDomain.value > other.tenPerDomain.value &&
      (own!.outOfScope === null || other.outOfScope === null || own!.outOfScope.value > other.outOfScope.value),
  );

const table = (figures: readonly Figures[]): string[][] => [
  ['', 'accuracy', 'macro-F1', 'ten of each', 'of no domain (AUROC)', 'calibration error', 'training', 'a text'],
  ...figures.map((one) => [
    ...[one.name, withInterval(one.accuracy), withInterval(one.macroF1), withInterval(one.tenPerDomain)],
    ...[one.outOfScope === null ? '–' : withInterval(one.outOfScope), one.calibrationError?.toFixed(3) ?? '–'],
    ...[`${one.trainSeconds.toFixed(1)} s`, `${Math.round(one.microsecondsPerText)} µs`],
  ]),
];

const measure = (name: string, make: (texts: readonly LabelledText[]) => Guesser, texts: TriageTexts): Figures => {
  progress(`${name}: ${texts.train.length} texts`);
  const begunAt = performance.now();
  const guesser = make(texts.train);
  const trainedAt = performance.now();
  const outcomes = outcomesOf(guesser, texts.test);
  const doneAt = performance.now();
  return {
    name,
    accuracy: rounded(bootstrap(outcomes, accuracy, seeded(1))),
    macroF1: rounded(bootstrap([...outcomes.keys()], macroF1Of(outcomes), seeded(1))),
    calibrationError: make === ours ? Number(calibrationError(outcomes).toFixed(3)) : null,
    trainSeconds: (trainedAt - begunAt) / 1_000,
    microsecondsPerText: ((doneAt - trainedAt) / texts.test.length) * 1_000,
    tenPerDomain: rounded(withFew(make, texts)),
    outOfScope: outOfScopeOf(guesser, make, texts),
  };
};

const outcomesOf = (guesser: Guesser, texts: readonly LabelledText[]): Outcome[] =>
  texts.map(({ text, label }) => {
    const { label: guessed, confidence } = guesser.guess(text);
    return { label, guessed, confidence };
  });

/** Of each measured text the share of draws in which it was right; texts are what is independent. */
const withFew = (make: (texts: readonly LabelledText[]) => Guesser, { train: all, test }: TriageTexts): Estimate => {
  const draws = seedsOfFew.map((seed) => outcomesOf(make(fewOfEach(all, seed)), test));
  const shares = test.map((_text, at) =>
    mean(draws.map((outcomes) => (outcomes[at]!.label === outcomes[at]!.guessed ? 1 : 0))),
  );
  return bootstrap(shares, mean, seeded(1));
};

const fewOfEach = (texts: readonly LabelledText[], seed: number): LabelledText[] => {
  const random = seeded(seed);
  const drawn = texts.map((one) => ({ one, place: random() })).toSorted((a, b) => a.place - b.place);
  return [...Map.groupBy(drawn, ({ one }) => one.label).values()].flatMap((group) =>
    group.slice(0, fewExamples).map(({ one }) => one),
  );
};

const outOfScopeOf = (
  guesser: Guesser,
  make: (texts: readonly LabelledText[]) => Guesser,
  { train: all, test, outOfScope }: TriageTexts,
): Estimate | null => {
  const sureOf = (by: Guesser, texts: readonly string[]): number[] => texts.map((text) => by.guess(text).confidence);
  const said = (texts: readonly LabelledText[]): string[] => texts.map(({ text }) => text);
  if (outOfScope.length > 0) {
    return rounded(separation([{ known: sureOf(guesser, said(test)), unknown: sureOf(guesser, outOfScope) }]));
  }
  const domains = domainsOf(all);
  const heldOutCount = Math.round(domains.length * heldOutShare);
  if (heldOutCount === 0 || domains.length - heldOutCount < 2) return null;
  const runs = seedsOfHeldOut.map((seed): Sureness => {
    const random = seeded(seed);
    const drawn = domains.map((domain) => ({ domain, place: random() })).toSorted((a, b) => a.place - b.place);
    const left = new Set(drawn.slice(0, heldOutCount).map(({ domain }) => domain));
    const kept = make(all.filter(({ label }) => !left.has(label)));
    return {
      known: sureOf(kept, said(test.filter(({ label }) => !left.has(label)))),
      unknown: sureOf(kept, said(test.filter(({ label }) => left.has(label)))),
    };
  });
  return rounded(separation(runs));
};

const domainsOf = (texts: readonly LabelledText[]): string[] =>
  [...new Set(texts.map(({ label }) => label))].toSorted();
