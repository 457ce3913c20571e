-- Problems that an expert has solved: the other half of what they know, beside what they say about themselves. One row for
-- each expert of a conversation, or for each line of an import; it goes with the expert, with the person who asked, and
-- with conversations whose time is over. No reference to the conversation: by the time a person is erased the conversation
-- is gone already, and what it taught about rare words must be taken back with it.
create table expert_evidence (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  expert_id uuid not null references expert on delete cascade,
  conversation_id uuid,
  visitor_id uuid references visitor on delete set null,
  text text not null,
  -- With which languages the text was read, so that its words can be taken back as they were counted.
  languages text[] not null,
  -- Which model made the vector; others are not compared with it.
  model text not null,
  embedding vector not null,
  solved_at timestamptz not null,
  -- The person said that it solved their problem.
  is_accepted boolean not null default false,
  -- How much it was liked: votes of an import, or a rating from -2 (one star) to 2 (five).
  votes integer not null default 0,
  unique (conversation_id, expert_id)
);
-- Activity and the newest problems are read by expert and time.
create index expert_evidence_by_expert on expert_evidence (expert_id, solved_at desc);
create index expert_evidence_by_organisation on expert_evidence (organisation_id, solved_at);
create index expert_evidence_by_visitor on expert_evidence (visitor_id) where visitor_id is not null;
select put_behind_wall('expert_evidence');
