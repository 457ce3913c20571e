import Type, { type Static } from 'typebox';
import { Id, Timestamp, pageOf } from '../common.ts';

/** What was set, and what it was before: short texts, never a secret. Null: there was nothing, or is nothing now. */
export const AuditChange = Type.Object({
  field: Type.String(),
  from: Type.Union([Type.String(), Type.Null()]),
  to: Type.Union([Type.String(), Type.Null()]),
});
export type AuditChange = Static<typeof AuditChange>;

/**
 * One act of somebody who may change things. `kind` is `THING.WHAT`, such as `site.changed`, `site.key-rotated`,
 * `member.role-changed`, `retention.changed`, `person.erased`, `sign-in.failed`.
 */
export const AuditEvent = Type.Object({
  id: Id,
  at: Timestamp,
  kind: Type.String(),
  by: Type.Object({
    kind: Type.Union([Type.Literal('member'), Type.Literal('visitor'), Type.Literal('system')]),
    memberId: Type.Union([Id, Type.Null()]),
    name: Type.Union([Type.String(), Type.Null()]),
  }),
  /** What it was done to, in words. */
  about: Type.Union([Type.String(), Type.Null()]),
  changes: Type.Array(AuditChange),
});
export type AuditEvent = Static<typeof AuditEvent>;
export const AuditList = pageOf(AuditEvent);

const filter = {
  kind: Type.Optional(Type.String({ maxLength: 60 })),
  member: Type.Optional(Id),
  /** From this moment on, and up to this one. */
  from: Type.Optional(Timestamp),
  to: Type.Optional(Timestamp),
};
/** `GET /v1/audit.csv`: the same as the list, ten thousand rows at most. */
export const AuditFilter = Type.Object(filter);
export type AuditFilter = Static<typeof AuditFilter>;
/** `GET /v1/audit`, newest first. */
export const AuditQuery = Type.Object({
  ...filter,
  after: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

/** What the ethics gate answered, and why. */
export const GateDecision = Type.Object({
  id: Id,
  at: Timestamp,
  action: Type.String(),
  by: Type.Object({
    kind: Type.Union([Type.Literal('visitor'), Type.Literal('member'), Type.Literal('site'), Type.Literal('system')]),
    name: Type.Union([Type.String(), Type.Null()]),
  }),
  purpose: Type.String(),
  result: Type.String(),
  explanation: Type.String(),
  principles: Type.Array(
    Type.Object({ principleId: Type.String(), assessment: Type.String(), explanation: Type.String() }),
  ),
});
export type GateDecision = Static<typeof GateDecision>;
export const GateDecisionList = pageOf(GateDecision);
export const GateDecisionQuery = Type.Object({
  result: Type.Optional(Type.Enum(['approved', 'conditionally_approved', 'needs_review', 'rejected'])),
  after: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
