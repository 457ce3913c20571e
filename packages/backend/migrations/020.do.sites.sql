-- What a site says of itself in the widget, and what it asks before a person comes. Both weigh little: pages load them. `json`,
-- which keeps the order of what it holds: the first language is the one of who has no other.
alter table site
  add column texts json not null default '{}',
  add column fields json not null default '[]',
  -- The public key before this one: pages that still carry it are served until then.
  add column old_key text unique,
  add column old_key_until timestamptz,
  add check ((old_key is null) = (old_key_until is null));

-- Pages that asked for a site and were refused, so that its owner can be told: an origin and a time, never an address.
create table site_refusal (
  site_id uuid not null references site on delete cascade,
  organisation_id uuid not null references organisation,
  origin text not null,
  -- `origin`: not in the list. `key`: in the list of this site, but with a key that nobody has.
  reason text not null check (reason in ('origin', 'key')),
  at timestamptz not null,
  primary key (site_id, origin, reason)
);
select put_behind_wall('site_refusal');
-- A key that nobody has is told to the sites of its page's origin.
create index site_by_origin on site using gin (origins);

-- Who changed what: written with the change itself, never changed. Names are kept as they were, without secrets.
create table audit_event (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  at timestamptz not null,
  kind text not null,
  by_kind text not null check (by_kind in ('member', 'visitor', 'system')),
  member_id uuid references member on delete set null,
  -- The thing it was done to, in words.
  about text,
  -- `[{ field, from, to }]`
  changes jsonb not null
);
create index audit_event_by_time on audit_event (organisation_id, id desc);
create index audit_event_by_member on audit_event (member_id) where member_id is not null;
select put_behind_wall('audit_event');
-- Append only, also for us: the night's tidying alone deletes, as the system.
revoke update, delete on audit_event from harmony_app;

-- For how many days each kind of thing is kept, where the organisation has said so; what is absent is as the product has it.
alter table organisation
  add column retention jsonb not null default '{}',
  add column first_steps_dismissed_at timestamptz;

-- Samples to look at, which go in one press.
alter table article add column is_sample boolean not null default false;
alter table help_request add column is_sample boolean not null default false;
create index article_samples on article (organisation_id) where is_sample;
create index help_request_samples on help_request (organisation_id) where is_sample;
