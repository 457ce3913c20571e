-- A member asks a colleague to come along, or to take a conversation over. What they tell the colleague may speak of the
-- visitor: it is kept while the question is open, becomes a note when it is accepted, and goes with the conversation.
create table handover (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  conversation_id uuid not null references conversation on delete cascade,
  kind text not null check (kind in ('invite', 'transfer')),
  from_member_id uuid not null references member on delete cascade,
  to_member_id uuid not null references member on delete cascade,
  brief text not null,
  state text not null check (state in ('asked', 'accepted', 'declined', 'withdrawn', 'expired')),
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'asked') = (ended_at is null)),
  -- Nobody reads it any more once the question is over.
  check (state = 'asked' or brief = '')
);
-- A colleague is asked one thing at a time about a conversation, and only one of them to take it over.
create unique index handover_open on handover (conversation_id, to_member_id) where state = 'asked';
create unique index handover_open_transfer on handover (conversation_id) where state = 'asked' and kind = 'transfer';
-- Looked through every few seconds for those that ran out.
create index handover_by_end on handover (expires_at) where state = 'asked';
-- Insights count who else was needed.
create index handover_by_conversation on handover (conversation_id) where state = 'accepted';
select put_behind_wall('handover');
