import Type, { type Static } from 'typebox';
import { Id, Timestamp, pageOf } from '../common.ts';
import { ChangePolicy, ConsentDefault, SitePolicy } from './policy.ts';

export const Site = Type.Object({
  id: Id,
  name: Type.String(),
  key: Type.String(),
  /** False: every page's SDK stands down within a minute. */
  isOn: Type.Boolean(),
  origins: Type.Array(Type.String()),
  /** When the script tag was first and last seen; null until then. */
  firstSeenAt: Type.Union([Timestamp, Type.Null()]),
  lastSeenAt: Type.Union([Timestamp, Type.Null()]),
  /** The tag to paste, ready made. */
  snippet: Type.String(),
  /** What holds of consent where neither the tag nor the person says anything. */
  consentDefault: ConsentDefault,
  policy: SitePolicy,
});
export type Site = Static<typeof Site>;
export const SiteList = pageOf(Site);

/** `PATCH /v1/sites/:id`. An origin is `https://app.example.com`; a port may be `*`. */
export const ChangeSite = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' })),
    isOn: Type.Optional(Type.Boolean()),
    origins: Type.Optional(
      // What exactly is wrong with an origin is said by the server's rule, in better words than a pattern has.
      Type.Array(Type.String({ minLength: 1, maxLength: 260 }), { maxItems: 50 }),
    ),
    consentDefault: Type.Optional(ConsentDefault),
    policy: Type.Optional(ChangePolicy),
  },
  { additionalProperties: false },
);
export type ChangeSite = Static<typeof ChangeSite>;
