import { problem, type RoutingWeight, type WeightChanges } from '@harmony-live/protocol';
import { escapePointer } from '../../platform/http/text.ts';
import { defaultWeights, termNames, type TermName, type Weights } from '../weights.ts';

/**
 * What may be set for a term. A value is 0 to 1, so that a weight of 1 lets one term alone decide against all the others as
 * they are; more would say nothing new, as only the weights' relation counts. The sign is the product's: a term that only adds
 * could otherwise be turned against whom its name praises, and those who declined be rewarded for it.
 */
export const rangeOf = (name: TermName): { least: number; most: number } =>
  defaultWeights[name] < 0 ? { least: -1, most: 0 } : { least: 0, most: 1 };

/** All weights as they go over the wire, in the order in which they are shown. */
export const toRoutingWeights = (weights: Weights): RoutingWeight[] =>
  termNames.map((name) => ({ name, value: weights[name], default: defaultWeights[name], ...rangeOf(name) }));

/**
 * Weights that differ from the product's own, after a change of them; null takes one back to the product's.
 *
 * @param field where the changes stand in the body, such as `/weights`
 * @throws Problem `body/invalid` with the term, when there is no such term or its weight is beyond its range
 */
export const changeWeights = (
  set: Partial<Weights>,
  changes: WeightChanges = {},
  field = '/weights',
): Partial<Weights> => {
  const changed: Partial<Record<TermName, number>> = { ...set };
  for (const [name, value] of Object.entries(changes)) {
    const at = `${field}/${escapePointer(name)}`;
    if (!isTerm(name)) throw invalid(at, `is no term of the score; there are ${termNames.join(', ')}`);
    const weight = value === null ? defaultWeights[name] : round(value);
    const { least, most } = rangeOf(name);
    if (!(weight >= least && weight <= most)) throw invalid(at, `must be a number from ${least} to ${most}`);
    if (weight === defaultWeights[name]) delete changed[name];
    else changed[name] = weight;
  }
  return changed;
};

/** As exact as a score is. */
const round = (weight: number): number => Math.round(weight * 10_000) / 10_000;

const isTerm = (name: string): name is TermName => (termNames as readonly string[]).includes(name);

const invalid = (field: string, reason: string) => problem('body/invalid', `${field} ${reason}.`, { field, reason });
