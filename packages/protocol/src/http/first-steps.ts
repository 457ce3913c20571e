import Type, { type Static } from 'typebox';
import { Id } from '../common.ts';

/** What a new workspace does first, in this order. */
export const firstStepIds = ['verify-email', 'see-tag', 'first-struggle', 'invite-expert', 'test-request'] as const;
export type FirstStepId = (typeof firstStepIds)[number];

/** `GET /v1/first-steps`. */
export const FirstSteps = Type.Object({
  steps: Type.Array(Type.Object({ id: Type.Enum([...firstStepIds]), isDone: Type.Boolean() })),
  /** Somebody has put the list away. */
  isDismissed: Type.Boolean(),
  /** The first site, and its key for a page of ours that carries its tag: `/try/KEY`. */
  siteId: Type.Union([Id, Type.Null()]),
  siteKey: Type.Union([Type.String(), Type.Null()]),
  /** Whether samples are there to look at. */
  hasSamples: Type.Boolean(),
});
export type FirstSteps = Static<typeof FirstSteps>;

/** What adding samples brought. */
export const SamplesAdded = Type.Object({
  articles: Type.Integer({ minimum: 0 }),
  conversations: Type.Integer({ minimum: 0 }),
});
