import Type, { type Static } from 'typebox';
import { EmailAddress, Id, LanguageTag, NewPassword, PersonName, Timestamp } from '../common.ts';
import { GateRule } from '../gate.ts';
import { KnownProblem } from './knowledge.ts';
import { MemberRoleName } from './members.ts';
import { ConsentDefault, DetectorSettings, OfferConfig, PathGlob } from './policy.ts';
import { PreChatField, SiteTexts } from './sites.ts';

/** `off`: nothing but the configuration. `local`: score and offers in memory. `on`: signals are sent. */
export const ConsentState = Type.Union([Type.Literal('off'), Type.Literal('local'), Type.Literal('on')]);
export type ConsentState = Static<typeof ConsentState>;

/** What a person may agree to, each by itself. */
export const ConsentPurpose = Type.Union([
  Type.Literal('detect'),
  Type.Literal('view'),
  Type.Literal('record'),
  Type.Literal('publish'),
  Type.Literal('learn'),
]);
export type ConsentPurpose = Static<typeof ConsentPurpose>;

const siteKey = Type.String({ pattern: '^pk_[A-Za-z0-9_]{3,64}$', description: 'public site key' });

/** `GET /v1/config?site=`: cacheable for 60 s, no cookie, nothing stored, at most 8 KB. */
export const ConfigQuery = Type.Object({ site: Type.String({ minLength: 1, maxLength: 80 }) });

export const SiteConfig = Type.Object({
  site: Type.Object({ name: Type.String() }),
  /** The kill switch: false means the SDK stands down at once. */
  isOn: Type.Boolean(),
  consent: Type.Object({
    default: ConsentDefault,
    textVersion: Type.String(),
  }),
  branding: Type.Object({ color: Type.Union([Type.String(), Type.Null()]) }),
  /** What the widget says at its start, by language; absent: its own words. */
  texts: Type.Optional(SiteTexts),
  /** What is asked before a request; absent: nothing. */
  fields: Type.Optional(Type.Array(PreChatField)),
  gate: Type.Array(GateRule),
  reachable: Type.Union([Type.Literal('now'), Type.Literal('later')]),
  /** How many experts could take a request now. */
  reachableCount: Type.Integer({ minimum: 0 }),
  nextDutyAt: Type.Union([Timestamp, Type.Null()]),
  /** Whether answers can go out by e-mail; absent: the server sends none. */
  canMail: Type.Optional(Type.Boolean()),
  offers: OfferConfig,
  /** Where the page notices, as in `SitePolicy`; absent: everywhere. */
  pages: Type.Optional(Type.Object({ allow: Type.Array(PathGlob), deny: Type.Array(PathGlob) })),
  /** The share of visitors whose pages notice anything; absent: all. */
  visitorShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  /** By kind of signal; what is absent is as the SDK has it. */
  detectors: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), DetectorSettings)),
  /** The score from which somebody is stuck. */
  threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  /** Whether `?harmony-debug` in a page's address shows what is noticed. */
  isDebugOn: Type.Optional(Type.Boolean()),
  /** Problems that a published article answers, the most helpful first; as many as fit the size. */
  known: Type.Array(KnownProblem, { maxItems: 200 }),
});
export type SiteConfig = Static<typeof SiteConfig>;

/** What the person themselves said, purpose by purpose; what they were never asked is absent. */
export const ConsentChoices = Type.Partial(
  Type.Object({
    detect: Type.Boolean(),
    view: Type.Boolean(),
    record: Type.Boolean(),
    publish: Type.Boolean(),
    learn: Type.Boolean(),
  }),
  { additionalProperties: false },
);
export type ConsentChoices = Static<typeof ConsentChoices>;

/** `POST /v1/visits`. Without `visitorKey` a new visitor is made and its key returned, once. */
export const StartVisit = Type.Object(
  {
    site: siteKey,
    visitorKey: Type.Optional(Type.String({ minLength: 20, maxLength: 100 })),
    /** The host's JWT (HS256 with the site's secret). */
    user: Type.Optional(Type.String({ maxLength: 4096 })),
    locale: Type.Optional(LanguageTag),
    release: Type.Optional(Type.String({ maxLength: 100 })),
    consent: Type.Optional(
      Type.Object({
        state: ConsentState,
        /** How the state came about: `site-default`, `script-tag`, `api`, `widget`, `gpc`, `dnt`, `help-request`. */
        how: Type.String({ maxLength: 40 }),
        /** Of the text that was agreed to or refused. */
        textVersion: Type.Optional(Type.String({ maxLength: 40 })),
        /** The person's own choices: recorded like `POST /v1/consent`, for who had no visit when they chose. */
        purposes: Type.Optional(ConsentChoices),
      }),
    ),
  },
  { additionalProperties: false },
);
export type StartVisit = Static<typeof StartVisit>;

export const VisitStarted = Type.Object({
  visitId: Id,
  visitorId: Id,
  /** `Authorization: Bearer`, 15 minutes. */
  token: Type.String(),
  expiresAt: Timestamp,
  /** Only when a visitor was made: renews the token later. Kept by the page as consent allows. */
  visitorKey: Type.Optional(Type.String()),
  visitor: Type.Object({ name: Type.Optional(Type.String()), isIdentified: Type.Boolean() }),
});
export type VisitStarted = Static<typeof VisitStarted>;

/** `POST /v1/consent`: one record per purpose. Withdrawal is recorded with the same call. */
export const RecordConsent = Type.Object(
  {
    purposes: ConsentChoices,
    how: Type.String({ maxLength: 40 }),
    textVersion: Type.Optional(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
);
export type RecordConsent = Static<typeof RecordConsent>;

export const CreateWorkspace = Type.Object(
  {
    workspaceName: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    name: PersonName,
    email: EmailAddress,
    password: NewPassword,
  },
  { additionalProperties: false },
);
export type CreateWorkspace = Static<typeof CreateWorkspace>;

export const Login = Type.Object(
  { email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 200 }) },
  { additionalProperties: false },
);
export type Login = Static<typeof Login>;

export const VerifyEmail = Type.Object(
  { token: Type.String({ minLength: 20, maxLength: 200 }) },
  { additionalProperties: false },
);
export const EmailVerified = Type.Object({ email: Type.String() });

/** `GET /v1/me`, and the answer to signing in. */
export const SignedIn = Type.Object({
  memberId: Id,
  name: Type.String(),
  email: Type.String(),
  isEmailVerified: Type.Boolean(),
  role: MemberRoleName,
  organisation: Type.Object({ id: Id, name: Type.String() }),
});
export type SignedIn = Static<typeof SignedIn>;
