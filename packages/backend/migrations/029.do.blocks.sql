-- Who does not want to meet whom again: a person who asks and a member who helps, one row for each side that said so, so that
-- each takes back only their own word. Whoever of the two said it, the ranking passes over the member for this person.
create table block (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  visitor_id uuid not null references visitor on delete cascade,
  member_id uuid not null references member on delete cascade,
  said_by text not null check (said_by in ('visitor', 'member')),
  said_at timestamptz not null,
  -- Where the two had met; it may be gone by now.
  conversation_id uuid,
  -- Read for each request, by the person who asks.
  unique (visitor_id, member_id, said_by)
);
-- A member's own list.
create index block_by_member on block (member_id, said_at desc);
select put_behind_wall('block');
