-- What a request is about and how pressing it is. `domains` (best first), `complexity` and `urgency` are what holds: the triage's
-- guess until an expert corrects it. `triage` is the guess with its confidences and words, and stays what it was.
alter table help_request
  add column domains text[] not null default '{other}',
  add column complexity smallint not null default 2 check (complexity between 1 and 3),
  add column triage jsonb not null default '{}',
  -- Of two experts who correct at the same time the second is told so.
  add column triage_version integer not null default 0,
  add column triage_corrected_by uuid references member on delete set null,
  add column triage_corrected_at timestamptz;

-- Training reads what experts said, newest first; so does the list of domains.
create index help_request_by_correction on help_request (organisation_id, triage_corrected_at desc)
  where triage_corrected_at is not null;

-- What an organisation's experts have taught, as trained from their corrections. Bytes of numbers and hashes: no word of anybody
-- can be read out of it. Kept, for training takes seconds and a start must not; one row, for every node has the same one.
create table triage_model (
  organisation_id uuid primary key references organisation on delete cascade,
  version integer not null,
  -- Of the domains; of complexity and urgency only where it does better than the rules on what it had not seen.
  bytes bytea not null,
  complexity_bytes bytea,
  urgency_bytes bytea,
  -- How many corrections it has seen: a share more, and it is trained again.
  corrections integer not null,
  -- Whether the words of the seed domains were among what it was trained with.
  has_seeds boolean not null,
  trained_at timestamptz not null
);
select put_behind_wall('triage_model');
