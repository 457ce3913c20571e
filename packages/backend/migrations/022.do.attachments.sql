-- Files of a conversation. Their bytes lie in the storage under the row's id; what is told of a file (name, type, size) is
-- the body of its message, so that it is kept once and goes with the conversation.
create table attachment (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  conversation_id uuid not null references conversation on delete cascade,
  message_id uuid not null unique references message (id) on delete cascade,
  size integer not null check (size > 0),
  -- SHA-256 of what was sent, in hex: tells a repeated sending from another file under the same client's id.
  sent_hash text not null
);
create index attachment_by_conversation on attachment (conversation_id);
select put_behind_wall('attachment');

-- Bytes that nobody may miss: written down before they are stored and crossed out in the transaction that makes them a
-- message; and again, by the trigger, when their row goes, whatever takes it away. A sweep deletes what is due, so that
-- neither a crash nor an erased person leaves bytes behind.
create table attachment_waste (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  due_at timestamptz not null
);
create index attachment_waste_due on attachment_waste (due_at);
select put_behind_wall('attachment_waste');

create function waste_attachments() returns trigger
  language plpgsql as
$$
begin
  insert into attachment_waste (id, organisation_id, due_at)
  select id, organisation_id, 'epoch' from old_rows
  on conflict (id) do update set due_at = excluded.due_at;
  return null;
end
$$;
create trigger attachment_gone after delete on attachment
  referencing old table as old_rows for each statement execute function waste_attachments();

-- One more kind, whatever kinds there are by now.
do $$
declare
  rule text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'message_kind_check');
begin
  execute 'alter table message drop constraint message_kind_check';
  execute 'alter table message add constraint message_kind_check '
    || regexp_replace(rule, '''text''::text', '''text''::text, ''file''::text');
end
$$;
