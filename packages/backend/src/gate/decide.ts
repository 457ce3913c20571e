import { AsyncLocalStorage } from 'node:async_hooks';
import { type GateAnswer, Problem, evaluate, problem } from '@harmony-live/protocol';
import type { JsonValue } from '../platform/bus/index.ts';
import type { Caller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { rules } from './rules.ts';
import { type Decision, insertDecision, insertDecisions } from './store.ts';

/** Who wants to act: a caller whom we know, or the software itself on an organisation's behalf. */
export type Initiator = Exclude<Caller, { kind: 'anybody' }> | { kind: 'system'; organisationId: string };

export interface DecisionQuestion {
  /** A code of the rule table. */
  action: string;
  initiator: Initiator;
  /** What for, in our own words: it is kept, so nothing that a person wrote. */
  purpose: string;
  facts: Readonly<Record<string, boolean>>;
}

export interface DecisionMade extends GateAnswer {
  validationId: string;
}

/** What a module needs of the application. */
interface Host {
  platform: Platform;
}

/**
 * Asks the gate before a sensitive act and keeps the answer. What the caller does not establish counts as false: the
 * server never acts on a hope. An approval is kept in `tx`, so it exists if and only if the act does; a refusal is kept
 * in a transaction of its own, because the one it stops is rolled back.
 *
 * @throws Problem `gate/rejected` with the `validationId` of the decision
 */
export const decide = async (app: Host, tx: Tx, question: DecisionQuestion): Promise<DecisionMade> => {
  const [made] = await decideAll(app, tx, [question]);
  if (made instanceof Problem) throw made;
  return made!;
};

/**
 * The same for several acts of one transaction at once, one answer each in their order; a refusal is a Problem among them and
 * stops none of the others. Approvals are kept by one statement.
 */
export const decideAll = async (
  app: Host,
  tx: Tx,
  questions: readonly DecisionQuestion[],
): Promise<(DecisionMade | Problem)[]> => {
  const answered = questions.map((question) => {
    const answer = evaluate(rules, { action: question.action, facts: withoutUnknown(question) });
    return { answer, decision: toDecision(app.platform, question, answer, { ...question.facts }) };
  });
  const allowed = answered.filter(({ answer }) => answer.result !== 'rejected');
  if (allowed.length > 0) {
    await insertDecisions(
      tx,
      allowed.map(({ decision }) => decision),
    );
  }
  return answered.map(({ answer, decision }) => {
    if (answer.result !== 'rejected') return { ...answer, validationId: decision.id };
    keepRefusal(app.platform, decision);
    return problem('gate/rejected', rejection(answer), { validationId: decision.id });
  });
};

/** A decision ready to be kept, from the question and what the gate answered. `told` is what it was told. */
export const toDecision = (
  { clock }: Pick<Platform, 'clock'>,
  { action, initiator, purpose }: Pick<DecisionQuestion, 'action' | 'initiator' | 'purpose'>,
  answer: GateAnswer,
  told: Record<string, JsonValue>,
): Decision => ({
  id: clock.newId(),
  organisationId: initiator.organisationId,
  at: new Date(clock.now()),
  action,
  initiatorKind: initiator.kind,
  visitorId: initiator.kind === 'visitor' ? initiator.visitorId : null,
  memberId: initiator.kind === 'member' ? initiator.memberId : null,
  purpose,
  facts: told,
  result: answer.result,
  confidence: answer.confidence,
  explanation: answer.explanation,
  principles: answer.principlesEvaluated,
});

const withoutUnknown = ({ action, facts }: DecisionQuestion): Record<string, boolean> => {
  const required = rules.filter((rule) => rule.action === action).map((rule) => [rule.requires, false] as const);
  return { ...Object.fromEntries(required), ...facts };
};

const rejection = ({ explanation, suggestedAlternatives }: GateAnswer): string =>
  [explanation, ...suggestedAlternatives].join(' ');

/** Refusals that are being written; the module waits for them before the database closes. */
const writing = new Set<Promise<void>>();
// The refused transaction is still open here. Outside its context the write simply waits for the connection.
const inOwnContext = AsyncLocalStorage.snapshot();

const keepRefusal = ({ db, log }: Platform, decision: Decision): void => {
  const written = inOwnContext(() =>
    db
      .withOrganisation(decision.organisationId, (tx) => insertDecision(tx, decision))
      .catch((error: unknown) => {
        log.error({ err: error, validationId: decision.id }, 'a refusal of the gate could not be kept');
      }),
  ).finally(() => writing.delete(written));
  writing.add(written);
};

/** Resolves when every refusal so far is kept. */
export const refusalsKept = async (): Promise<void> => {
  await Promise.all(writing);
};
