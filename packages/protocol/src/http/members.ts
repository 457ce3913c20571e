import Type, { type Static } from 'typebox';
import { EmailAddress, Id, LanguageTag, PersonName, Timestamp, pageOf } from '../common.ts';

/** What a member may be; what each may do is in `roles.ts`. */
export const MemberRoleName = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('coordinator'),
  Type.Literal('expert'),
  Type.Literal('auditor'),
]);

/** `community`: somebody who helps without belonging to the house; experts alone may be that. */
export const MemberKind = Type.Union([Type.Literal('staff'), Type.Literal('community')]);
export type MemberKind = Static<typeof MemberKind>;

export const Member = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  role: MemberRoleName,
  kind: MemberKind,
  createdAt: Timestamp,
});
export type Member = Static<typeof Member>;
export const MemberList = pageOf(Member);

/** `PATCH /v1/members/:id`. Owners grant and take every role; admins those below their own. */
export const ChangeMember = Type.Object(
  { role: Type.Optional(MemberRoleName), kind: Type.Optional(MemberKind) },
  { additionalProperties: false },
);
export type ChangeMember = Static<typeof ChangeMember>;

/** `GET /v1/members/:id/removal`: what happens when this member goes, before they do. */
export const Removal = Type.Object({
  /** Conversations under way that nobody else of the organisation is in: they end, and their people can ask again. */
  endingConversations: Type.Integer({ minimum: 0 }),
  /** Conversations under way in which somebody else goes on. */
  otherConversations: Type.Integer({ minimum: 0 }),
});
export type Removal = Static<typeof Removal>;

/** `POST /v1/invitations`: sends a letter with a link that works once, for seven days. */
export const Invite = Type.Object(
  { email: EmailAddress, role: MemberRoleName, kind: Type.Optional(MemberKind) },
  { additionalProperties: false },
);
export type Invite = Static<typeof Invite>;

/** An invitation that nobody has used yet; past `expiresAt` its link works again once it is sent again. */
export const Invitation = Type.Object({
  id: Id,
  email: Type.String(),
  role: MemberRoleName,
  kind: MemberKind,
  invitedBy: Type.String({ description: 'name of the member' }),
  createdAt: Timestamp,
  sentAt: Timestamp,
  expiresAt: Timestamp,
});
export type Invitation = Static<typeof Invitation>;
export const InvitationList = pageOf(Invitation);

const token = Type.String({ minLength: 20, maxLength: 200 });

/** `POST /v1/join/look`: what the link of a letter invites to. */
export const LookAtInvitation = Type.Object({ token }, { additionalProperties: false });

export const InvitationShown = Type.Object({
  email: Type.String(),
  role: MemberRoleName,
  kind: MemberKind,
  invitedBy: Type.String(),
  organisation: Type.Object({ name: Type.String() }),
  expiresAt: Timestamp,
  /** `new`: a password is chosen. `known`: the account's own is asked for. `signed-in`: the session is theirs, none is. */
  account: Type.Union([Type.Literal('new'), Type.Literal('known'), Type.Literal('signed-in')]),
  /** What the account is called so far; only where there is one. */
  name: Type.Optional(Type.String()),
});
export type InvitationShown = Static<typeof InvitationShown>;

/** `POST /v1/join`: makes the member, and their account where the address has none, and signs them in. */
export const Join = Type.Object(
  {
    token,
    name: PersonName,
    /** Of a new account: at least 10 characters. Of one that exists: its own. Absent with the account's own session. */
    password: Type.Optional(Type.String({ maxLength: 200 })),
    /** What they are good at, one statement each, as in `ExpertProfile`. Auditors take no requests: nothing is kept of theirs. */
    statements: Type.Optional(
      Type.Array(Type.String({ minLength: 2, maxLength: 300, pattern: '\\S' }), { maxItems: 20 }),
    ),
    /** Languages they can help in. */
    languages: Type.Optional(Type.Array(LanguageTag, { maxItems: 20 })),
    /** Version of the code of conduct that they agreed to: the current one. */
    codeOfConduct: Type.String({ minLength: 1, maxLength: 40 }),
  },
  { additionalProperties: false },
);
export type Join = Static<typeof Join>;
