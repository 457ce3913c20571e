-- What was solved once. Trigrams find slips of the keyboard; where the extension is not to be had, search does without.
do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_trgm') then
    create extension if not exists pg_trgm;
  end if;
exception
  when insufficient_privilege then
    raise notice 'pg_trgm cannot be installed by this user; search does without trigrams';
end
$$;

-- The text search configuration of a BCP 47 tag; words of other languages are found as they are written.
create function article_configuration(language text) returns regconfig
  language sql immutable
  return case split_part(lower(language), '-', 1)
    when 'da' then 'danish'::regconfig when 'de' then 'german'::regconfig when 'en' then 'english'::regconfig
    when 'es' then 'spanish'::regconfig when 'fi' then 'finnish'::regconfig when 'fr' then 'french'::regconfig
    when 'hu' then 'hungarian'::regconfig when 'it' then 'italian'::regconfig when 'nl' then 'dutch'::regconfig
    when 'nb' then 'norwegian'::regconfig when 'no' then 'norwegian'::regconfig when 'pt' then 'portuguese'::regconfig
    when 'ro' then 'romanian'::regconfig when 'ru' then 'russian'::regconfig when 'sv' then 'swedish'::regconfig
    when 'tr' then 'turkish'::regconfig else 'simple'::regconfig
  end;

create table article (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  state text not null check (state in ('draft', 'published', 'stale', 'archived', 'rejected')),
  version integer not null default 1 check (version > 0),
  language text not null,
  title text not null,
  -- Markdown without HTML: what could be markup is neutralised before it is stored.
  body text not null,
  -- Template of the page where it happened.
  page text,
  source text not null check (source in ('conversation', 'hand')),
  -- Says nearly the same: a merge is proposed.
  resembles_id uuid references article on delete set null,
  reject_reason text,
  -- Evidence, counted again from the rows below at each change of them.
  solved integer not null default 0,
  helped integer not null default 0,
  not_helped integer not null default 0,
  -- Which model made the vector; others are not compared with it.
  model text not null,
  embedding vector not null,
  -- Stemmed by its language, and as it is written: names and identifiers have no stem.
  words tsvector not null generated always as (
    setweight(to_tsvector(article_configuration(language), title), 'A')
      || setweight(to_tsvector('simple'::regconfig, title), 'A')
      || to_tsvector(article_configuration(language), left(body, 20000))
      || to_tsvector('simple'::regconfig, left(body, 20000))
  ) stored,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  published_at timestamptz
);
-- Lists are read from the newest on, one state at a time.
create index article_by_state on article (organisation_id, state, id desc);
create index article_words on article using gin (words);
create index article_resembling on article (resembles_id) where resembles_id is not null;
select put_behind_wall('article');

do $$
begin
  if exists (select from pg_opclass where opcname = 'gin_trgm_ops') then
    create index article_title_trigrams on article using gin (title gin_trgm_ops);
  end if;
end
$$;

-- Every text it ever had, with who wrote it.
create table article_version (
  article_id uuid not null references article on delete cascade,
  version integer not null,
  organisation_id uuid not null references organisation,
  title text not null,
  body text not null,
  member_id uuid references member on delete set null,
  at timestamptz not null,
  primary key (article_id, version)
);
create index article_version_by_member on article_version (member_id) where member_id is not null;
select put_behind_wall('article_version');

-- Whose solution it holds.
create table article_contributor (
  article_id uuid not null references article on delete cascade,
  member_id uuid not null references member on delete cascade,
  organisation_id uuid not null references organisation,
  primary key (article_id, member_id)
);
create index article_contributor_by_member on article_contributor (member_id);
select put_behind_wall('article_contributor');

-- The problems that it answers.
create table article_fingerprint (
  article_id uuid not null references article on delete cascade,
  fingerprint text not null,
  organisation_id uuid not null references organisation,
  primary key (article_id, fingerprint)
);
create index article_fingerprint_known on article_fingerprint (organisation_id, fingerprint);
select put_behind_wall('article_fingerprint');

-- The conversations it was taken from. One that was erased leaves its row, without a name: it was solved all the same.
create table article_source (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  article_id uuid not null references article on delete cascade,
  conversation_id uuid unique references conversation on delete set null,
  visitor_id uuid references visitor on delete set null,
  solution_seq integer not null,
  how text not null check (how in ('confirmed', 'assumed')),
  at timestamptz not null
);
create index article_source_by_article on article_source (article_id);
create index article_source_by_visitor on article_source (visitor_id) where visitor_id is not null;
select put_behind_wall('article_source');

-- What readers said. The newest of a visitor holds; one who was erased keeps their voice and loses their name.
create table article_feedback (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  article_id uuid not null references article on delete cascade,
  visitor_id uuid references visitor on delete set null,
  client_id uuid,
  helped boolean not null,
  fingerprint text,
  at timestamptz not null,
  unique (visitor_id, client_id)
);
create index article_feedback_by_article on article_feedback (article_id, visitor_id, id desc);
select put_behind_wall('article_feedback');

-- How many published articles contain a term: what ranking by rarity needs. The number of articles and the sums of their
-- lengths stand under names that no word can have (search/terms.ts).
create table article_term (
  organisation_id uuid not null references organisation,
  term text not null,
  articles integer not null check (articles >= 0),
  primary key (organisation_id, term)
);
select put_behind_wall('article_term');
