import Type, { type Static } from 'typebox';

/** The ten principles of the product, by id. */
export const principles = [
  'universal-redemption',
  'compassionate-temporality',
  'sacred-privacy',
  'universal-accessibility',
  'unconditional-love',
  'reciprocal-trust',
  'integrated-ethics',
  'conscious-modularity',
  'systemic-cartography',
  'evolutionary-preservation',
] as const;
export type Principle = (typeof principles)[number];

/**
 * One row of the gate's table, as data, so that the page can hold the same copy as the server.
 * The rule applies to actions whose name equals `action`; it is satisfied when the fact `requires` is true.
 */
export const GateRule = Type.Object({
  id: Type.String(),
  principle: Type.String(),
  action: Type.String(),
  /** Name of the fact that must hold, such as `consent.view` or `context.previewed`. */
  requires: Type.String(),
  /** The verdict when it does not. */
  otherwise: Type.Union([
    Type.Literal('conditionally_approved'),
    Type.Literal('needs_review'),
    Type.Literal('rejected'),
  ]),
  explanation: Type.String(),
  /** What would make it all right, or another way. */
  alternative: Type.Optional(Type.String()),
});
export type GateRule = Static<typeof GateRule>;

export type Verdict = 'approved' | 'conditionally_approved' | 'needs_review' | 'rejected';

/** How one principle came out. `unclear`: nobody said whether the fact holds. */
export type Assessment = 'satisfied' | 'unclear' | 'violated';

/** What the gate is asked. A fact that is missing is unknown, which is not the same as false. */
export interface GateQuestion {
  action: string;
  facts: Readonly<Record<string, boolean>>;
}

export interface PrincipleEvaluated {
  principleId: Principle;
  assessment: Assessment;
  explanation: string;
}

/** What the gate says: the verdict with its reasons, one per rule that applies. */
export interface GateAnswer {
  result: Verdict;
  /** 0–1: how much of the answer rests on what is known. */
  confidence: number;
  explanation: string;
  /** What must hold before the action goes ahead, when it is approved on conditions. */
  conditions: string[];
  principlesEvaluated: PrincipleEvaluated[];
  suggestedAlternatives: string[];
}

/** What a rule whose fact is unknown adds to confidence, where a known one adds 1. */
const unknownFactConfidence = 0.5;
/** An action that no rule covers: the gate knows only that it does not know. */
const uncoveredConfidence = 0.2;

const severity: Record<Verdict, number> = { approved: 0, conditionally_approved: 1, needs_review: 2, rejected: 3 };

/**
 * Asks the table. Pure: the page and the server get the same answer from the same rules and facts.
 *
 * A fact that is true satisfies its rule; false gives the rule's own verdict; unknown approves on the condition that it
 * comes true. The hardest verdict of all rules is the result. An action without a rule is for a person to review.
 */
export const evaluate = (rules: readonly GateRule[], { action, facts }: GateQuestion): GateAnswer => {
  const findings = rules.filter((rule) => rule.action === action).map((rule) => find(rule, facts[rule.requires]));
  if (findings.length === 0) return uncovered(action);
  const result = findings.reduce<Verdict>(
    (hardest, { verdict }) => (severity[verdict] > severity[hardest] ? verdict : hardest),
    'approved',
  );
  const open = findings.filter(({ assessment }) => assessment !== 'satisfied');
  return {
    result,
    confidence: findings.reduce((sum, { weight }) => sum + weight, 0) / findings.length,
    explanation: explain(result, findings),
    conditions: findings
      .filter(({ verdict }) => verdict === 'conditionally_approved')
      .map(({ rule }) => rule.explanation),
    principlesEvaluated: findings.map(({ rule, assessment }) => ({
      principleId: rule.principle as Principle,
      assessment,
      explanation: rule.explanation,
    })),
    suggestedAlternatives: open.flatMap(({ rule }) => (rule.alternative === undefined ? [] : [rule.alternative])),
  };
};

interface Finding {
  rule: GateRule;
  assessment: Assessment;
  verdict: Verdict;
  weight: number;
}

const find = (rule: GateRule, fact: boolean | undefined): Finding => {
  if (fact === true) return { rule, assessment: 'satisfied', verdict: 'approved', weight: 1 };
  if (fact === false) return { rule, assessment: 'violated', verdict: rule.otherwise, weight: 1 };
  return { rule, assessment: 'unclear', verdict: 'conditionally_approved', weight: unknownFactConfidence };
};

const explain = (result: Verdict, findings: readonly Finding[]): string => {
  if (result === 'approved') return `Every rule for this action holds: ${sentences(findings)}`;
  const deciding = findings.filter(({ verdict }) => verdict === result);
  const opening = { conditionally_approved: 'On condition: ', needs_review: 'A person decides: ', rejected: 'No: ' };
  return opening[result] + sentences(deciding);
};

const sentences = (findings: readonly Finding[]): string => findings.map(({ rule }) => rule.explanation).join(' ');

const uncovered = (action: string): GateAnswer => {
  const explanation = `No rule covers "${action}", so a person decides.`;
  return {
    result: 'needs_review',
    confidence: uncoveredConfidence,
    explanation,
    conditions: [],
    principlesEvaluated: [{ principleId: 'integrated-ethics', assessment: 'unclear', explanation }],
    suggestedAlternatives: [],
  };
};
