-- One ranking as it was made: candidates with terms, weights and reasons, to explain and to replay.
create table ranking (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  request_id uuid not null references help_request on delete cascade,
  at timestamptz not null,
  seed bigint not null,
  weights jsonb not null,
  -- [{ memberId, score, terms, reasons }], best first; pseudonymous ids only.
  candidates jsonb not null
);
create index ranking_by_request on ranking (request_id, at desc);
select put_behind_wall('ranking');

create table assignment (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  request_id uuid not null references help_request on delete cascade,
  member_id uuid not null references member on delete cascade,
  ranking_id uuid references ranking on delete set null,
  state text not null check (state in ('offered', 'accepted', 'declined', 'timed-out', 'withdrawn', 'returned')),
  rank smallint not null,
  score real not null,
  terms jsonb not null,
  reasons jsonb not null,
  timeout_ms integer not null,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  decline_reason text,
  conversation_id uuid
);
-- Exactly one expert ever gets a request, on any node.
create unique index assignment_one_accepted on assignment (request_id) where state = 'accepted';
-- One open question per expert and request.
create unique index assignment_one_open on assignment (request_id, member_id) where state = 'offered';
create index assignment_due on assignment (expires_at) where state = 'offered';
create index assignment_by_member on assignment (member_id, offered_at desc);
select put_behind_wall('assignment');
