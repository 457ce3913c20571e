create table organisation (
  id uuid primary key,
  name text not null,
  is_demo boolean not null default false,
  created_at timestamptz not null
);
alter table organisation enable row level security;
create policy organisation_scope on organisation to harmony_app using (id = app_organisation()) with check (id = app_organisation());
grant select, update on organisation to harmony_app;

create table site (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  name text not null,
  key text not null unique,
  -- HS256 secret for data-user; shown once, never logged.
  secret text not null,
  origins text[] not null default '{}',
  is_on boolean not null default true,
  consent_default text not null default 'required' check (consent_default in ('required', 'granted', 'denied')),
  brand_color text,
  -- Time an expert has to answer an assignment.
  accept_timeout_ms integer not null default 20000 check (accept_timeout_ms between 5000 and 300000),
  created_at timestamptz not null,
  first_seen_at timestamptz,
  last_seen_at timestamptz
);
create index site_by_organisation on site (organisation_id);
select put_behind_wall('site');

-- A person who signs in; global, because one person may belong to several organisations.
create table account (
  id uuid primary key,
  email text not null,
  name text not null,
  password_hash text not null,
  email_verified_at timestamptz,
  created_at timestamptz not null
);
create unique index account_email on account (lower(email));

-- Links that work once (verify-email, later: join, reset). Only the hash is kept.
create table account_token (
  hash bytea primary key,
  account_id uuid not null references account on delete cascade,
  purpose text not null check (purpose in ('verify-email')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table member (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  account_id uuid not null references account,
  name text not null,
  role text not null check (role in ('owner', 'admin', 'coordinator', 'expert', 'auditor')),
  kind text not null default 'staff' check (kind in ('staff', 'community')),
  created_at timestamptz not null,
  removed_at timestamptz,
  unique (organisation_id, account_id)
);
create index member_by_account on member (account_id);
select put_behind_wall('member');

-- The cookie's value is never stored, only its SHA-256.
create table session (
  hash bytea primary key,
  organisation_id uuid not null references organisation,
  account_id uuid not null references account on delete cascade,
  member_id uuid not null references member on delete cascade,
  created_at timestamptz not null,
  last_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_by_member on session (member_id);
select put_behind_wall('session');

create table visitor (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  site_id uuid not null references site,
  external_id text,
  name text,
  email text,
  locale text,
  created_at timestamptz not null,
  erased_at timestamptz,
  -- The older id wins; this one redirects.
  merged_into uuid references visitor
);
create unique index visitor_external on visitor (site_id, external_id) where external_id is not null and merged_into is null;
create index visitor_by_organisation on visitor (organisation_id);
select put_behind_wall('visitor');

create table visitor_key (
  hash bytea primary key,
  organisation_id uuid not null references organisation,
  visitor_id uuid not null references visitor on delete cascade,
  created_at timestamptz not null
);
create index visitor_key_by_visitor on visitor_key (visitor_id);
select put_behind_wall('visitor_key');

create table visit (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  site_id uuid not null references site,
  visitor_id uuid not null references visitor on delete cascade,
  started_at timestamptz not null,
  last_at timestamptz not null,
  release text
);
-- Resuming a visit looks for this visitor's newest.
create index visit_by_visitor on visit (visitor_id, last_at desc);
select put_behind_wall('visit');

-- Append only: what a person agreed to, when, by which text. The newest row of a purpose holds.
create table consent_record (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  visitor_id uuid not null references visitor on delete cascade,
  purpose text not null check (purpose in ('detect', 'view', 'record', 'publish', 'learn')),
  is_granted boolean not null,
  how text not null,
  text_version text,
  at timestamptz not null
);
create index consent_record_by_visitor on consent_record (visitor_id, purpose, at desc);
select put_behind_wall('consent_record');
