-- Help that goes on by e-mail: what was asked in a page, and the conversation that came of it, with an address beside it.
create table email_thread (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  site_id uuid not null references site on delete cascade,
  visitor_id uuid not null references visitor on delete cascade,
  request_id uuid not null unique references help_request on delete cascade,
  -- As it was written, without white space around it. Nobody but the person themself ever sees it whole.
  address text not null,
  -- The words of our letters, a language tag.
  language text not null,
  created_at timestamptz not null,
  -- Whoever reads the mailbox has pressed the link of a letter, or the host vouches for the address. Until then nothing but
  -- the letter that asks goes there.
  verified_at timestamptz,
  -- No more letters: the person said so, or the mailbox refuses them.
  stopped_at timestamptz,
  stopped_because text check (stopped_because in ('person', 'bounced')),
  -- Of the conversation's entries, those up to here went out by mail or needed none.
  mailed_seq integer not null default 0,
  check ((stopped_at is null) = (stopped_because is null))
);
create index email_thread_by_visitor on email_thread (visitor_id);
create index email_thread_by_organisation on email_thread (organisation_id);
select put_behind_wall('email_thread');

-- Letters of a thread: each is written down before it leaves, so that one that is sent again keeps its Message-ID.
create table email_sent (
  -- The left half of its Message-ID.
  id uuid primary key,
  organisation_id uuid not null references organisation,
  thread_id uuid not null references email_thread on delete cascade,
  kind text not null check (kind in ('verify', 'answer')),
  -- Which letter of its kind it is, such as the last entry that it carries: the same one is written once.
  about text not null,
  -- Keyed hash of where it goes: how many letters an address got is counted without it, also once it was replaced.
  address_hash bytea not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  unique (thread_id, kind, about)
);
create index email_sent_by_organisation on email_sent (organisation_id);
create index email_sent_by_address on email_sent (address_hash, created_at);
select put_behind_wall('email_sent');

-- What came to our mailbox for a thread, so that nothing is taken twice.
create table email_received (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  thread_id uuid not null references email_thread on delete cascade,
  -- SHA-256 of its Message-ID, or of all of it where it has none.
  mail_hash bytea not null,
  received_at timestamptz not null,
  -- `waiting`: nobody is there yet to read it; it becomes the first of the conversation.
  state text not null check (state in ('taken', 'waiting', 'refused')),
  -- Why it was refused, a code.
  reason text,
  -- What was written, while it waits.
  body text not null default '',
  unique (thread_id, mail_hash),
  check (state = 'waiting' or body = ''),
  check ((state = 'refused') = (reason is not null))
);
create index email_received_by_organisation on email_received (organisation_id);
create index email_received_waiting on email_received (thread_id) where state = 'waiting';
select put_behind_wall('email_received');

-- A letter's link opens what it is about by a key of its own, which ends.
alter table visitor_key add column expires_at timestamptz;

-- Which thread such a key was sent for: whoever presses the link has read that letter.
create table email_link (
  hash bytea primary key references visitor_key on delete cascade,
  organisation_id uuid not null references organisation,
  thread_id uuid not null references email_thread on delete cascade
);
create index email_link_by_thread on email_link (thread_id);
create index email_link_by_organisation on email_link (organisation_id);
select put_behind_wall('email_link');

-- Whose answer goes out by e-mail need not stay on the page; where the address is not verified yet, the request is kept that
-- long for the link to be pressed.
alter table help_request
  add column is_answered_by_email boolean not null default false,
  add column kept_until timestamptz;
