import Type, { type Static } from 'typebox';
import { Id, LanguageTag, Timestamp, pageOf } from '../common.ts';
import { Fingerprint } from './signals.ts';

export const ArticleState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('published'),
  Type.Literal('stale'),
  Type.Literal('archived'),
  Type.Literal('rejected'),
]);
export type ArticleState = Static<typeof ArticleState>;

/** Somebody whose solution the article holds; named only when they agreed to be. */
export const Contributor = Type.Object({ memberId: Id, name: Type.String() });

/** What shows that an article is worth reading. */
export const ArticleEvidence = Type.Object({
  /** Conversations whose marked solution it holds. */
  solved: Type.Integer({ minimum: 0 }),
  helped: Type.Integer({ minimum: 0 }),
  notHelped: Type.Integer({ minimum: 0 }),
});

/** An article as members see it. `body` is Markdown. */
export const Article = Type.Object({
  id: Id,
  version: Type.Integer({ minimum: 1 }),
  state: ArticleState,
  language: LanguageTag,
  title: Type.String(),
  body: Type.String(),
  /** The problems that it answers. */
  fingerprints: Type.Array(Fingerprint),
  /** Path template where it happened. */
  page: Type.Union([Type.String(), Type.Null()]),
  /** How the draft came about: `conversation`, or `hand`. */
  source: Type.Union([Type.Literal('conversation'), Type.Literal('hand')]),
  conversationId: Type.Union([Id, Type.Null()]),
  /** An article that says nearly the same: merge instead of a copy. */
  resembles: Type.Union([Type.Object({ articleId: Id, title: Type.String() }), Type.Null()]),
  contributors: Type.Array(Contributor),
  evidence: ArticleEvidence,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  publishedAt: Type.Union([Timestamp, Type.Null()]),
});
export type Article = Static<typeof Article>;
export const ArticleList = pageOf(Article);

/** A text that an article had. `by` is null for drafts taken from a conversation, and where whoever wrote it is gone. */
export const ArticleVersion = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  title: Type.String(),
  body: Type.String(),
  by: Type.Union([Contributor, Type.Null()]),
  at: Timestamp,
});
export type ArticleVersion = Static<typeof ArticleVersion>;
/** `next` is the number of a version: those before it follow. */
export const ArticleVersionList = Type.Object({
  items: Type.Array(ArticleVersion),
  next: Type.Union([Type.Integer(), Type.Null()]),
});
export type ArticleVersionList = Static<typeof ArticleVersionList>;

/** `POST /v1/articles`: a draft by hand. */
export const CreateArticle = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    body: Type.String({ minLength: 1, maxLength: 40_000, pattern: '\\S' }),
    language: Type.Optional(LanguageTag),
    /** The problems that it answers, from Insights. */
    fingerprints: Type.Optional(Type.Array(Fingerprint, { maxItems: 10, uniqueItems: true })),
  },
  { additionalProperties: false },
);
export type CreateArticle = Static<typeof CreateArticle>;

/** `PUT /v1/articles/:id`: `version` is the one that was read; another answers `version/stale`. */
export const ChangeArticle = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    title: CreateArticle.properties.title,
    body: CreateArticle.properties.body,
  },
  { additionalProperties: false },
);
export type ChangeArticle = Static<typeof ChangeArticle>;

/** `POST /v1/articles/:id/publish`, `…/reject`. */
export const DecideArticle = Type.Object(
  { version: Type.Integer({ minimum: 1 }), reason: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
);
export type DecideArticle = Static<typeof DecideArticle>;

/** `GET /v1/articles/search?site=&q=&limit=`. */
export const SearchQuery = Type.Object({
  site: Type.String({ minLength: 1, maxLength: 80 }),
  q: Type.String({ minLength: 1, maxLength: 400 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
});

/** A piece of an article, with what of the question it holds: pairs of start and end in UTF-16 units. */
export const Highlight = Type.Object({
  text: Type.String(),
  marks: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])),
});
export type Highlight = Static<typeof Highlight>;

export const FoundArticles = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      title: Type.String(),
      /** 0–1, comparable within one answer only. */
      score: Type.Number(),
      highlights: Type.Array(Highlight),
    }),
  ),
});
export type FoundArticles = Static<typeof FoundArticles>;

/** `GET /v1/articles/suggestions?q=&limit=`: the same search for those who help. */
export const SuggestQuery = Type.Object({ q: SearchQuery.properties.q, limit: SearchQuery.properties.limit });

/** Articles for an answer, best first, with what whoever answers can put into it. */
export const SuggestedArticles = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      title: Type.String(),
      /** 0–1, comparable within one answer only. */
      score: Type.Number(),
      /** The beginning of the article without its markup: whole sentences, 400 characters at most. */
      gist: Type.String(),
      evidence: ArticleEvidence,
    }),
  ),
});
export type SuggestedArticles = Static<typeof SuggestedArticles>;

/** `GET /v1/articles/gaps`: what people asked for that no published article is near to, what most asked for first. */
export const ArticleGaps = Type.Object({
  items: Type.Array(
    Type.Object({
      /** The latest of the requests that ask for about the same, in the person's own words. */
      requestId: Id,
      text: Type.String(),
      /** How many different people asked. */
      people: Type.Integer({ minimum: 1 }),
      lastAt: Timestamp,
      /** Where the latest was talked about; null for one that nobody took. */
      conversationId: Type.Union([Id, Type.Null()]),
    }),
  ),
  /** Only requests since then are looked at. */
  since: Timestamp,
});
export type ArticleGaps = Static<typeof ArticleGaps>;

/** `GET /v1/articles/:id/published?site=`: what the widget shows. */
export const PublishedArticle = Type.Object({
  id: Id,
  title: Type.String(),
  body: Type.String(),
  language: LanguageTag,
  contributors: Type.Array(Type.Object({ name: Type.String() })),
  evidence: ArticleEvidence,
  publishedAt: Timestamp,
});
export type PublishedArticle = Static<typeof PublishedArticle>;

/** `POST /v1/articles/:id/feedback`: one opinion per visitor and article; the newest holds. */
export const ArticleFeedback = Type.Object(
  { clientId: Id, helped: Type.Boolean(), fingerprint: Type.Optional(Fingerprint) },
  { additionalProperties: false },
);
export type ArticleFeedback = Static<typeof ArticleFeedback>;
export const FeedbackReceived = Type.Object({ id: Id, at: Timestamp });

/** One problem that an article answers: what `/v1/config` carries of it. */
export const KnownProblem = Type.Object({ fingerprint: Fingerprint, articleId: Id, title: Type.String() });
export type KnownProblem = Static<typeof KnownProblem>;
