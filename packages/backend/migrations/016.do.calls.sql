-- Voice and shared screen: who agreed to what, when, and how it ended. What is said and shown never passes through here.
create table call (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  conversation_id uuid not null references conversation on delete cascade,
  media text not null check (media in ('voice', 'screen')),
  state text not null check (state in ('asked', 'connecting', 'connected', 'recovering', 'ended')),
  started_by text not null check (started_by in ('visitor', 'member')),
  member_id uuid references member on delete set null,
  -- The two connections that the peers speak through; another tab of the same person has no part in it.
  visitor_connection text,
  member_connection text,
  started_at timestamptz not null,
  consent_at timestamptz,
  connected_at timestamptz,
  -- Last sign of life of either peer; without one the call is over.
  alive_at timestamptz not null,
  ended_at timestamptz,
  end_reason text
);
create unique index call_one_live on call (conversation_id) where state <> 'ended';
create index call_by_conversation on call (conversation_id, started_at);
create index call_alive on call (alive_at) where state <> 'ended';
select put_behind_wall('call');
