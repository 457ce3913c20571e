import Type, { type Static } from 'typebox';
import { Id, Timestamp, pageOf } from '../common.ts';

/** What a member may be; what each may do is in `roles.ts`. */
export const MemberRoleName = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('coordinator'),
  Type.Literal('expert'),
  Type.Literal('auditor'),
]);

export const Member = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  role: MemberRoleName,
  kind: Type.Union([Type.Literal('staff'), Type.Literal('community')]),
  createdAt: Timestamp,
});
export type Member = Static<typeof Member>;
export const MemberList = pageOf(Member);
