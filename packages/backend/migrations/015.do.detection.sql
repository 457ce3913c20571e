-- What pages of people who agreed have noticed. Immutable; deleted after RETENTION_DAYS.
create table signal (
  id uuid not null,
  organisation_id uuid not null references organisation,
  site_id uuid not null references site,
  visit_id uuid not null references visit on delete cascade,
  visitor_id uuid not null references visitor on delete cascade,
  kind text not null,
  -- The page's clock, corrected by the time at which the batch was sent.
  at timestamptz not null,
  received_at timestamptz not null,
  page text not null,
  target jsonb,
  message text,
  fingerprint text,
  count integer not null,
  weight real not null,
  replaces uuid,
  data jsonb,
  -- A page makes its own ids: unique for its visitor, so that nobody can claim somebody else's.
  primary key (visitor_id, id)
);
create index signal_by_fingerprint on signal (site_id, fingerprint, at desc) where fingerprint is not null;
create index signal_by_visit on signal (visit_id, at);
create index signal_by_age on signal (received_at);
select put_behind_wall('signal');

-- Whether help is offered on this site's pages.
alter table site add column offers_on boolean not null default true;
