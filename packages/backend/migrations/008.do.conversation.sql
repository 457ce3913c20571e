create table conversation (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  site_id uuid not null references site,
  request_id uuid not null unique references help_request on delete cascade,
  state text not null check (state in ('open', 'proposed', 'resolved', 'closed')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  close_reason text,
  -- The last number given out; taken with `update … returning`, so numbers have no gaps.
  last_seq integer not null default 0,
  last_at timestamptz not null
);
create index conversation_by_organisation on conversation (organisation_id, last_at desc);
select put_behind_wall('conversation');

create table participant (
  conversation_id uuid not null references conversation on delete cascade,
  organisation_id uuid not null references organisation,
  visitor_id uuid references visitor on delete cascade,
  member_id uuid references member on delete cascade,
  joined_at timestamptz not null,
  left_at timestamptz,
  read_seq integer not null default 0,
  -- Last sign of life in this conversation, for presence.
  seen_at timestamptz,
  check ((visitor_id is null) <> (member_id is null))
);
create unique index participant_visitor on participant (conversation_id, visitor_id) where visitor_id is not null;
create unique index participant_member on participant (conversation_id, member_id) where member_id is not null;
create index participant_by_visitor on participant (visitor_id) where visitor_id is not null;
create index participant_by_member on participant (member_id) where member_id is not null and left_at is null;
select put_behind_wall('participant');

create table message (
  conversation_id uuid not null references conversation on delete cascade,
  seq integer not null check (seq > 0),
  organisation_id uuid not null references organisation,
  id uuid not null unique,
  client_id uuid,
  from_kind text not null check (from_kind in ('visitor', 'member', 'system')),
  visitor_id uuid references visitor on delete set null,
  member_id uuid references member on delete set null,
  kind text not null check (kind in ('text', 'joined', 'left', 'closed')),
  body text not null,
  at timestamptz not null,
  primary key (conversation_id, seq)
);
-- A repeated send finds the first one.
create unique index message_by_client_id on message (conversation_id, client_id) where client_id is not null;
select put_behind_wall('message');
