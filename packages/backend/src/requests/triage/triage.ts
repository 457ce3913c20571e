import type { Triage, Urgency } from '@harmony-live/protocol';
import { explain, predict, type Model } from '../../platform/classifier/index.ts';
import { bySeedWords, other, type DomainGuess } from './seeds.ts';
import { wordsOf, type Asked } from '../words.ts';
import { complexityOf, urgencyOf, type Guessed } from './severity.ts';

/** What a request says about itself. */
export interface Asking extends Asked {
  language: string;
  /** Undefined where the person has not chosen. */
  urgency: Urgency | undefined;
}

/** What an organisation's experts have taught. */
export interface Taught {
  /** Of the domains. */
  model: Model;
  /** Labels 1 to 3; undefined while the rules do as well. */
  complexity?: Model | undefined;
  urgency?: Model | undefined;
  version: number;
  /** The seed words still answer where the model does not know. */
  hasSeeds: boolean;
}

/** As it is kept with the request. */
export type StoredTriage = Pick<Triage, 'domains' | 'complexity' | 'urgency'> & {
  /** Of the model that guessed; null where seed words did. */
  model: number | null;
};

/** More are noise. */
const mostDomains = 3;
const mostWords = 4;
/** A further domain is named when it is at least this likely. */
const leastConfidence = 0.15;
/** Of seed words: below it nothing was said. */
const leastOfSeeds = 0.3;

/**
 * Sorts a request: its domains, how hard and how pressing it is, each with a confidence and its reasons. What experts have taught
 * goes first; where that does not know, the seed words; where they say nothing either, it is `other`. Pure, about 0.2 ms.
 */
export const triageOf = (asking: Asking, taught: Taught | undefined): StoredTriage => {
  const { text, context, urgency: chosen } = asking;
  const learned = taught === undefined ? [] : byModel(asking, taught.model);
  const domains =
    learned.length > 0 || taught?.hasSeeds === false
      ? learned
      : bySeedWords(wordsOf(asking), asking.language).filter(({ confidence }) => confidence >= leastOfSeeds);
  const complexity = levelBy(taught?.complexity, asking) ?? complexityOf(text, context);
  const urgency = levelBy(taught?.urgency, asking) ?? urgencyOf(text, context);
  return {
    domains: domains.length === 0 ? [{ domain: other, confidence: 0.5, words: [] }] : domains.slice(0, mostDomains),
    complexity,
    urgency:
      chosen === undefined
        ? { ...urgency, isChosen: false }
        : { value: chosen, confidence: 1, because: [], isChosen: true },
    model: learned.length > 0 ? taught!.version : null,
  };
};

/** Empty where the model does not know the like. */
const byModel = (asking: Asking, model: Model): DomainGuess[] => {
  const { language } = asking;
  const text = wordsOf(asking);
  const { guesses, isKnown } = predict(model, text, language);
  if (!isKnown) return [];
  return guesses
    .filter(({ confidence }, at) => at === 0 || confidence >= leastConfidence)
    .slice(0, mostDomains)
    .map(({ label, confidence }) => ({
      domain: label,
      confidence: rounded(confidence),
      words: explain(model, text, label, mostWords, language).map(({ word }) => word),
    }));
};

/** Complexity or urgency as experts have taught it; undefined where the model does not know the like. */
const levelBy = (model: Model | undefined, asking: Asking): Guessed<1 | 2 | 3> | undefined => {
  if (model === undefined) return undefined;
  const { guesses, isKnown } = predict(model, wordsOf(asking), asking.language);
  if (!isKnown) return undefined;
  const { label, confidence } = guesses[0]!;
  return { value: Number(label) as 1 | 2 | 3, confidence: rounded(confidence), because: ['learned'] };
};

const rounded = (confidence: number): number => Math.round(confidence * 1_000) / 1_000;
