import Type, { type Static } from 'typebox';
import { Id, LanguageTag } from '../common.ts';
import { ExpertState } from '../frames.ts';

/** Somebody who could come into a conversation. */
export const Colleague = Type.Object({
  memberId: Id,
  name: Type.String(),
  state: ExpertState,
  /** Places that are taken, and how many there are. */
  load: Type.Integer({ minimum: 0 }),
  capacity: Type.Integer({ minimum: 0 }),
  languages: Type.Array(LanguageTag),
  /** They are being asked about this conversation at this moment. */
  isAsked: Type.Boolean(),
});
export type Colleague = Static<typeof Colleague>;

/** `GET /v1/conversations/:id/colleagues`: the available first, then by name. */
export const ColleagueList = Type.Object({ items: Type.Array(Colleague) });
export type ColleagueList = Static<typeof ColleagueList>;
