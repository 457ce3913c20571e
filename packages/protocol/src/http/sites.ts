import Type, { type Static } from 'typebox';
import { Id, LanguageTag, Timestamp, pageOf } from '../common.ts';
import { ChangePolicy, ConsentDefault, PathGlob, SitePolicy } from './policy.ts';

/** By language, as BCP 47 tags; the person's own comes first, then its main language, then the first one. */
const byLanguage = <T extends Parameters<typeof Type.Array>[0]>(words: T, most: number) =>
  Type.Record(LanguageTag, words, { maxProperties: most });

/** What the widget says at its start: `title` in the place of the site's name, `greeting` under it. */
export const SiteWords = Type.Object(
  {
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })),
    greeting: Type.Optional(Type.String({ minLength: 1, maxLength: 280, pattern: '\\S' })),
  },
  { additionalProperties: false },
);
export type SiteWords = Static<typeof SiteWords>;
export const SiteTexts = byLanguage(SiteWords, 10);
export type SiteTexts = Static<typeof SiteTexts>;

/** `#2d5bd0`. The widget sees to the contrast by itself. */
export const BrandColor = Type.String({ pattern: '^#[0-9a-fA-F]{6}$' });

/** The most questions before a request. */
export const mostFields = 5;

/** One question before a request. Its answer goes along as `fields[id]`: at most 500 characters, or one of `choices`. */
export const PreChatField = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,29}$' }),
    kind: Type.Union([Type.Literal('text'), Type.Literal('choice')]),
    labels: byLanguage(Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }), 10),
    isRequired: Type.Boolean(),
    /** Of a `choice`, two at least. */
    choices: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), { minItems: 2, maxItems: 12 }),
    ),
    /** Where it is asked; everywhere when absent. */
    pages: Type.Optional(Type.Array(PathGlob, { minItems: 1, maxItems: 5 })),
  },
  { additionalProperties: false },
);
export type PreChatField = Static<typeof PreChatField>;

/** A page that asked for this site and was refused: where from and when, never which address. */
export const SiteRefusal = Type.Object({
  origin: Type.String(),
  /** `origin`: not in the list. `key`: in the list, but its tag carries a key that does not exist. */
  reason: Type.Union([Type.Literal('origin'), Type.Literal('key')]),
  at: Timestamp,
});
export type SiteRefusal = Static<typeof SiteRefusal>;

export const Site = Type.Object({
  id: Id,
  name: Type.String(),
  key: Type.String(),
  /** The key before it, served until then; null when there is none. */
  oldKey: Type.Union([Type.Object({ key: Type.String(), until: Timestamp }), Type.Null()]),
  /** False: every page's SDK stands down within a minute. */
  isOn: Type.Boolean(),
  origins: Type.Array(Type.String()),
  /** When the script tag was first and last seen; null until then. */
  firstSeenAt: Type.Union([Timestamp, Type.Null()]),
  lastSeenAt: Type.Union([Timestamp, Type.Null()]),
  /** The newest first, twenty at most; those that may come in by now are left out. */
  refusals: Type.Array(SiteRefusal),
  /** The tag to paste, ready made. */
  snippet: Type.String(),
  /** Where the tag's script is, and the release by its number with its hash; null in a build without it. */
  script: Type.Object({
    src: Type.String(),
    pinned: Type.Union([Type.Object({ src: Type.String(), integrity: Type.String() }), Type.Null()]),
  }),
  /** What holds of consent where neither the tag nor the person says anything. */
  consentDefault: ConsentDefault,
  policy: SitePolicy,
  color: Type.Union([BrandColor, Type.Null()]),
  texts: SiteTexts,
  fields: Type.Array(PreChatField),
});
export type Site = Static<typeof Site>;
export const SiteList = pageOf(Site);

const name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
// What exactly is wrong with an origin is said by the server's rule, in better words than a pattern has.
const origins = Type.Array(Type.String({ minLength: 1, maxLength: 260 }), { maxItems: 50 });

/** `POST /v1/sites`. */
export const CreateSite = Type.Object({ name, origins: Type.Optional(origins) }, { additionalProperties: false });
export type CreateSite = Static<typeof CreateSite>;

/** `PATCH /v1/sites/:id`. An origin is `https://app.example.com`; a port may be `*`. `texts` and `fields` take the place of what was there. */
export const ChangeSite = Type.Object(
  {
    name: Type.Optional(name),
    isOn: Type.Optional(Type.Boolean()),
    origins: Type.Optional(origins),
    consentDefault: Type.Optional(ConsentDefault),
    policy: Type.Optional(ChangePolicy),
    color: Type.Optional(Type.Union([BrandColor, Type.Null()])),
    texts: Type.Optional(SiteTexts),
    fields: Type.Optional(Type.Array(PreChatField, { maxItems: mostFields })),
  },
  { additionalProperties: false },
);
export type ChangeSite = Static<typeof ChangeSite>;

/** `POST /v1/sites/:id/key`: pages that carry the key of now are served for so many days more. */
export const RotateKey = Type.Object(
  { keepDays: Type.Integer({ minimum: 0, maximum: 90 }) },
  { additionalProperties: false },
);

/** A secret is told here, once, and nowhere again. */
export const SiteSecret = Type.Object({ site: Site, secret: Type.String() });
export type SiteSecret = Static<typeof SiteSecret>;
