import { type GateAnswer, type ValidateAction, evaluate } from '@harmony-live/protocol';
import type { JsonValue } from '../platform/bus/index.ts';
import { readAction } from './described-action.ts';
import { rules } from './rules.ts';

const codes: ReadonlySet<string> = new Set(rules.map(({ action }) => action));

/** The verdict on a described action, before it has an id. */
export interface Validation {
  action: string;
  answer: GateAnswer;
  /** What the verdict rests on, for the audit trail. */
  told: Record<string, JsonValue>;
}

/**
 * The verdict on what somebody says they mean to do. Established facts go before what the words claim. Words are read
 * with less confidence than a code; words that fit no rule are for a person, with the nearest actions named.
 */
export const validateAction = ({ actionDescription, context }: ValidateAction): Validation => {
  const read = readAction(actionDescription, codes);
  const facts = { ...read.facts, ...context.facts };
  const action = read.action ?? 'unknown';
  const answer = evaluate(rules, { action, facts });
  const { targetResources = [], urgency, initiator } = context;
  return {
    action,
    answer:
      read.action === null
        ? notUnderstood(answer, read.nearest)
        : { ...answer, confidence: answer.confidence * read.confidence },
    told: { ...facts, described: actionDescription, onBehalfOf: initiator, targetResources, urgency: urgency ?? null },
  };
};

const notUnderstood = (answer: GateAnswer, nearest: readonly string[]): GateAnswer => ({
  ...answer,
  explanation: 'None of the actions with a rule fits these words, so a person decides.',
  principlesEvaluated: answer.principlesEvaluated.map((principle) => ({
    ...principle,
    explanation: 'What is not understood is not approved.',
  })),
  suggestedAlternatives: nearest.map((code) => `If you mean "${code}", ask for that code.`),
});
