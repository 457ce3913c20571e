-- Double entry. The database keeps what must never break: a transfer is whole and sums to zero, nothing in the chain
-- changes, no account but `issuance` is below zero. docs/rewards.md tells how anyone can check it.

-- Where the chain of an organisation ends. Its row is locked by whoever posts, so numbers have no gaps and balances are
-- read while nobody moves them. What stands at or below `seq` is sealed.
create table ledger_head (
  organisation_id uuid primary key references organisation,
  seq integer not null check (seq >= 0),
  hash text
);
select put_behind_wall('ledger_head');

create table transfer (
  organisation_id uuid not null references organisation,
  seq integer not null check (seq > 0),
  at timestamptz not null,
  reason text not null,
  -- The version of the rule, and what it was given (pseudonyms only): enough to compute the amounts again.
  policy text not null,
  inputs jsonb not null,
  -- The idempotency key.
  client_id uuid not null,
  prev_hash text,
  hash text not null,
  -- The bytes that were hashed: RFC 8785 JSON of everything but `hash`.
  canonical text not null,
  primary key (organisation_id, seq),
  unique (organisation_id, client_id)
);
select put_behind_wall('transfer');

create table ledger_entry (
  organisation_id uuid not null,
  seq integer not null,
  position smallint not null check (position > 0),
  account text not null,
  unit text not null,
  amount bigint not null check (amount <> 0),
  primary key (organisation_id, seq, position),
  foreign key (organisation_id, seq) references transfer
);
select put_behind_wall('ledger_entry');

-- The sums of ledger_entry, kept so that posting need not add up all that ever was; verifying adds them up again.
create table ledger_balance (
  organisation_id uuid not null references organisation,
  account text not null,
  unit text not null,
  amount bigint not null check (account = 'issuance' or amount >= 0),
  primary key (organisation_id, account, unit)
);
select put_behind_wall('ledger_balance');

create function refuse_ledger_change() returns trigger language plpgsql as
$$
begin
  raise exception 'The ledger only grows: % on % is refused. Correct it with a new transfer.', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end
$$;
revoke update, delete on transfer, ledger_entry from harmony_app;
-- For the owner of the tables too, so that no migration or console session rewrites history by mistake.
create trigger transfer_only_grows before update or delete on transfer for each row execute function refuse_ledger_change();
create trigger transfer_stays before truncate on transfer execute function refuse_ledger_change();
create trigger ledger_entry_only_grows before update or delete on ledger_entry for each row execute function refuse_ledger_change();
create trigger ledger_entry_stays before truncate on ledger_entry execute function refuse_ledger_change();

-- Checked at the commit, when the entries are there: once per transfer, not once per entry, which is four times as quick.
create function transfer_is_whole() returns trigger language plpgsql as
$$
declare
  entries integer;
  is_uneven boolean;
begin
  select coalesce(sum(n), 0), coalesce(bool_or(total <> 0), false) into entries, is_uneven
  from (
    select count(*) as n, sum(amount) as total from ledger_entry
    where organisation_id = new.organisation_id and seq = new.seq group by unit
  ) as per_unit;
  if entries < 2 or is_uneven then
    raise exception 'Transfer % does not sum to zero in every unit', new.seq using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create constraint trigger transfer_sums_to_zero after insert on transfer
  deferrable initially deferred for each row execute function transfer_is_whole();

-- No entry is added to a transfer that is in the chain already: posting moves the head after its entries.
create function ledger_is_unsealed() returns trigger language plpgsql as
$$
begin
  if exists (select from added join ledger_head h using (organisation_id) where added.seq <= h.seq) then
    raise exception 'A transfer that is in the chain takes no more entries' using errcode = 'restrict_violation';
  end if;
  return null;
end
$$;
create trigger ledger_entry_unsealed after insert on ledger_entry
  referencing new table as added for each statement execute function ledger_is_unsealed();

-- Thanks that were booked. The inputs of the rule stand in the transfer whose client_id is this id.
create table award (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  reason text not null check (reason in ('resolution', 'royalty')),
  state text not null check (state in ('held', 'settled', 'reversed', 'flagged')),
  member_id uuid not null references member,
  -- Both are forgotten when the visitor has everything erased.
  visitor_id uuid references visitor,
  conversation_id uuid,
  article_id uuid,
  unit text not null,
  amount bigint not null check (amount > 0),
  made_at timestamptz not null,
  held_until timestamptz not null,
  settled_at timestamptz,
  check ((reason = 'royalty') = (article_id is not null))
);
-- One award per solved conversation; after a reversal it may be earned again.
create unique index award_of_conversation on award (conversation_id) where conversation_id is not null and state <> 'reversed';
-- One royalty per visitor, article and contributor, whatever became of it.
create unique index award_royalty on award (article_id, visitor_id, member_id) where reason = 'royalty';
create index award_by_member on award (member_id, id desc);
-- How often this member has helped this visitor, and what a new help request of theirs takes back.
create index award_by_visitor on award (visitor_id, member_id) where visitor_id is not null;
create index award_held on award (held_until) where state = 'held';
select put_behind_wall('award');

-- Solved, not yet rated: the award is made at due_at at the latest.
create table award_due (
  conversation_id uuid primary key,
  organisation_id uuid not null references organisation,
  visitor_id uuid not null references visitor,
  member_id uuid not null references member,
  due_at timestamptz not null
);
create index award_due_at on award_due (due_at);
create index award_due_by_visitor on award_due (visitor_id);
select put_behind_wall('award_due');

-- Since when an article is public: royalties fade from there.
create table royalty_article (
  article_id uuid primary key,
  organisation_id uuid not null references organisation,
  published_at timestamptz not null
);
select put_behind_wall('royalty_article');
