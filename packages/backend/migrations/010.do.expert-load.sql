-- Conversations that an expert is in: experts' own read model, because conversation stands below it. The row is written in
-- the transaction that accepts (so that two acceptances at once cannot pass the capacity together) and goes with
-- `conversation.closed`; `last_at` follows `message.added`, and ten silent minutes no longer count as load.
create table expert_load (
  conversation_id uuid not null,
  member_id uuid not null references member on delete cascade,
  organisation_id uuid not null references organisation,
  started_at timestamptz not null,
  last_at timestamptz not null,
  primary key (conversation_id, member_id)
);
create index expert_load_by_member on expert_load (member_id, last_at);
select put_behind_wall('expert_load');

-- What was last said about an expert (`expert.available`, `expert.unavailable`), so that each change is said once, by
-- whichever node notices it first.
alter table expert add column was_available boolean not null default false;

-- An expert is asked one question at a time, on any node.
create unique index assignment_one_question on assignment (member_id) where state = 'offered';

-- A person waits in the queue once; a new request takes the place of the one that waits.
create unique index help_request_one_queued on help_request (visitor_id) where state = 'queued' and mode = 'live';

-- The estimate of the wait looks at the latest acceptances.
create index help_request_latest_matched on help_request (organisation_id, matched_at desc) where matched_at is not null;
