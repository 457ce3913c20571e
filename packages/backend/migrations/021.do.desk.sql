-- What colleagues write beside a conversation. A table of its own, not a kind of message: whatever reads messages (history,
-- replay, export, articles, mail) cannot come upon a note, and the numbers of the log have no gaps for the visitor.
create table note (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  conversation_id uuid not null references conversation on delete cascade,
  client_id uuid not null,
  member_id uuid references member on delete set null,
  -- Where it stands: behind the message that was the last one then.
  after_seq integer not null check (after_seq >= 0),
  body text not null,
  at timestamptz not null,
  -- A repeated send finds the first one.
  unique (conversation_id, client_id)
);
create index note_by_conversation on note (conversation_id, at, id);
select put_behind_wall('note');

-- Answers that are used again: everybody's (no member), or one member's own.
create table saved_reply (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  member_id uuid references member on delete cascade,
  title text not null,
  body text not null,
  updated_at timestamptz not null
);
create index saved_reply_by_organisation on saved_reply (organisation_id, member_id);
select put_behind_wall('saved_reply');

-- The queue's outlook reads the arrivals of the last weeks.
create index help_request_by_arrival on help_request (organisation_id, created_at);
