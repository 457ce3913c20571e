import Type, { type Static } from 'typebox';
import { EmailAddress, Id, NewPassword, PersonName } from '../common.ts';
import { MemberRoleName } from './members.ts';

/** A secret from a letter. */
const token = Type.String({ minLength: 20, maxLength: 200 });

/** `POST /v1/password-resets`: asks for a letter with a link. The answer is the same whether the address is known or not. */
export const AskForReset = Type.Object({ email: EmailAddress }, { additionalProperties: false });
export type AskForReset = Static<typeof AskForReset>;

/** `POST /v1/password-resets/use`: chooses a new password by the token of the letter. Every session of the account ends. */
export const ResetPassword = Type.Object({ token, password: NewPassword }, { additionalProperties: false });
export type ResetPassword = Static<typeof ResetPassword>;

/** `POST /v1/me/password`: every other session of the account ends. */
export const ChangePassword = Type.Object(
  { current: Type.String({ maxLength: 200 }), password: NewPassword },
  { additionalProperties: false },
);
export type ChangePassword = Static<typeof ChangePassword>;

/** `PATCH /v1/me`: one's own name in this organisation. */
export const ChangeMe = Type.Object({ name: PersonName }, { additionalProperties: false });
export type ChangeMe = Static<typeof ChangeMe>;

/** One organisation that the account belongs to. */
export const Membership = Type.Object({
  memberId: Id,
  role: MemberRoleName,
  organisation: Type.Object({ id: Id, name: Type.String() }),
});
export type Membership = Static<typeof Membership>;
export const MembershipList = Type.Object({ items: Type.Array(Membership) });
export type MembershipList = Static<typeof MembershipList>;

/** `POST /v1/me/membership`: goes on in another organisation of the same account. */
export const SwitchMembership = Type.Object({ memberId: Id }, { additionalProperties: false });
export type SwitchMembership = Static<typeof SwitchMembership>;
