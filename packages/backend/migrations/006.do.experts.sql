create table expert (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  member_id uuid not null unique references member on delete cascade,
  -- Read model of the member, kept from events by this module's own writes.
  version integer not null default 0,
  capacity integer not null default 3 check (capacity between 1 and 50),
  languages jsonb not null default '[]',
  is_on boolean not null default false,
  quiet_until timestamptz,
  -- Last sign of life of any of the expert's sockets; 45 s without one and the expert is away.
  seen_at timestamptz,
  -- Since when nothing has been asked of them: the longest idle first.
  idle_since timestamptz not null,
  time_outs_in_a_row smallint not null default 0
);
create index expert_by_organisation on expert (organisation_id);
select put_behind_wall('expert');

create table expert_statement (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  expert_id uuid not null references expert on delete cascade,
  position smallint not null,
  text text not null,
  -- Which model made the vector; others are not compared with it.
  model text not null,
  embedding vector not null,
  unique (expert_id, position)
);
create index expert_statement_by_organisation on expert_statement (organisation_id);
select put_behind_wall('expert_statement');

-- How many of the organisation's texts contain a term: the idf of the built-in embeddings.
create table term_count (
  organisation_id uuid not null references organisation,
  term text not null,
  texts integer not null check (texts >= 0),
  primary key (organisation_id, term)
);
select put_behind_wall('term_count');
