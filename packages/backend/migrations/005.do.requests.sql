create table help_request (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  site_id uuid not null references site,
  visitor_id uuid not null references visitor on delete cascade,
  -- The page's own id: the same id is the same request, the same id with other content is refused.
  client_id uuid not null,
  content_hash bytea not null,
  text text not null,
  topic text,
  fields jsonb not null default '{}',
  context jsonb not null default '{}',
  mode text not null default 'live' check (mode in ('live', 'scheduled', 'async')),
  media text[] not null default '{text}',
  urgency smallint not null default 2 check (urgency between 1 and 3),
  language text not null,
  state text not null check (state in ('queued', 'scheduled', 'matched', 'done', 'cancelled', 'self-solved', 'expired')),
  -- Members who are not to be asked (again) for this request.
  exclude uuid[] not null default '{}',
  created_at timestamptz not null,
  queued_at timestamptz not null,
  matched_at timestamptz,
  ended_at timestamptz,
  -- Last sign of life of the asker's page; two minutes without one and the request expires.
  visitor_seen_at timestamptz not null,
  conversation_id uuid,
  unique (visitor_id, client_id)
);
-- Position and draining walk the queue by urgency, then by time.
create index help_request_queue on help_request (organisation_id, urgency desc, queued_at) where state = 'queued';
create index help_request_by_visitor on help_request (visitor_id, created_at desc);
select put_behind_wall('help_request');
