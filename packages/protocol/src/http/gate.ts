import Type, { type Static } from 'typebox';
import { Id } from '../common.ts';
import { principles } from '../gate.ts';

/**
 * `POST /v1/validate`: may this be done? `actionDescription` is an action's code, such as `screen.share`, or free text.
 * `facts` says what is established, by the names in the rule table; what is absent counts as unknown.
 */
export const ValidateAction = Type.Object(
  {
    actionDescription: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
    context: Type.Object(
      {
        initiator: Type.String({ minLength: 1, maxLength: 200 }),
        targetResources: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })),
        purpose: Type.String({ minLength: 1, maxLength: 500 }),
        /** Either vocabulary: the concept's low, medium, high, or ours. */
        urgency: Type.Optional(Type.Enum(['low', 'medium', 'high', 'flexible', 'normal', 'urgent'])),
        facts: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Boolean(), { maxProperties: 30 })),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type ValidateAction = Static<typeof ValidateAction>;

/** The verdict, in the concept's own shape. `validationId` finds the decision in the audit trail. */
export const ActionValidated = Type.Object({
  validationId: Id,
  result: Type.Union([
    Type.Literal('approved'),
    Type.Literal('conditionally_approved'),
    Type.Literal('needs_review'),
    Type.Literal('rejected'),
  ]),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  explanation: Type.String(),
  conditions: Type.Array(Type.String()),
  principlesEvaluated: Type.Array(
    Type.Object({
      principleId: Type.Enum([...principles]),
      assessment: Type.Union([Type.Literal('satisfied'), Type.Literal('unclear'), Type.Literal('violated')]),
      explanation: Type.String(),
    }),
  ),
  suggestedAlternatives: Type.Array(Type.String()),
});
export type ActionValidated = Static<typeof ActionValidated>;
