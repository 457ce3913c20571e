-- What an owner has set about noticing and offering, and nothing else: what is absent is as the product has it.
alter table site add column policy jsonb not null default '{}';
update site set policy = '{"offers": {"mode": "off"}}' where not offers_on;
-- The demo offers whenever there is a reason, and shows what it notices.
update site s set policy = jsonb_build_object(
  'offers', jsonb_build_object('mode', case when s.offers_on then 'on' else 'off' end, 'holdOutShare', 0), 'isDebugOn', true)
from organisation o where o.id = s.organisation_id and o.is_demo;
alter table site drop column offers_on;

-- Stretches of time in which somebody was stuck, as their page told them; the page tells one again as it goes on.
create table struggle (
  id uuid not null,
  organisation_id uuid not null references organisation,
  site_id uuid not null references site on delete cascade,
  visit_id uuid not null,
  visitor_id uuid not null references visitor on delete cascade,
  started_at timestamptz not null,
  at timestamptz not null,
  -- `at` by the page's own clock, milliseconds since the epoch: tells a repetition, whose time is corrected anew, from news.
  told_ms bigint not null,
  received_at timestamptz not null,
  page text not null,
  score real not null,
  agreed_score real not null,
  -- Since when it counts as being stuck by what the site's threshold was then; null: not yet.
  detected_at timestamptz,
  reasons jsonb not null,
  fingerprints text[] not null,
  target jsonb,
  -- A page makes its own ids: unique for its visitor, so that nobody can claim somebody else's.
  primary key (visitor_id, id)
);
-- Insights and tuning read a site's stretch of days.
create index struggle_by_site on struggle (site_id, at, visitor_id, id);
create index struggle_by_age on struggle using brin (received_at);
select put_behind_wall('struggle');

-- Offers that were shown, or were not: to those held out, or because the site only looks on.
create table offer (
  id uuid not null,
  organisation_id uuid not null references organisation,
  site_id uuid not null references site on delete cascade,
  visit_id uuid not null,
  visitor_id uuid not null references visitor on delete cascade,
  at timestamptz not null,
  received_at timestamptz not null,
  page text not null,
  fate text not null check (fate in ('shown', 'held-out', 'shadow')),
  answer text check (answer in ('accepted', 'helped', 'dismissed', 'never', 'ignored')),
  answered_at timestamptz,
  struggle_id uuid,
  rule_id text,
  article_id uuid,
  primary key (visitor_id, id),
  check (answer is null or fate = 'shown')
);
-- Tuning reads a site's stretch of days.
create index offer_by_site on offer (site_id, at);
create index offer_by_age on offer using brin (received_at);
select put_behind_wall('offer');

-- When somebody who agreed last asked for help within a visit, kept from `help-request.created`: what offers lead to.
create table visit_ask (
  visit_id uuid primary key,
  organisation_id uuid not null references organisation,
  visitor_id uuid not null references visitor on delete cascade,
  at timestamptz not null
);
create index visit_ask_by_visitor on visit_ask (visitor_id);
create index visit_ask_by_age on visit_ask (at);
select put_behind_wall('visit_ask');
