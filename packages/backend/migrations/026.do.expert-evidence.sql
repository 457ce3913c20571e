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
  -- What it was about, in the words of triage.
  domains text[] not null default '{other}',
  -- How much it was liked: votes of an import, or a rating from -2 (one star) to 2 (five).
  votes integer not null default 0,
  unique (conversation_id, expert_id)
);
-- Activity and the newest problems are read by expert and time.
create index expert_evidence_by_expert on expert_evidence (expert_id, solved_at desc);
create index expert_evidence_by_visitor on expert_evidence (visitor_id) where visitor_id is not null;
select put_behind_wall('expert_evidence');

-- Whom the ranking looks at beside those who are near: the longest idle, and the most active of late.
create index expert_by_idle on expert (organisation_id, idle_since);
create index expert_evidence_lately on expert_evidence (organisation_id, solved_at desc) include (expert_id);
-- How experts have answered lately, and how many of those asked were new.
create index assignment_lately on assignment (organisation_id, offered_at desc);

-- The nearest statements and solved problems are found by an index, where vectors have one and have as many dimensions as the
-- built-in model's; others are read through one by one. Of whole vectors: the embedded engine takes five times as long for
-- half ones. A thin index, as each text that is added waits for it: 2 ms. The two functions are written into queries by the
-- planner, which then finds the index; a database without pgvector has them, too.
do $$
begin
  if exists (select from pg_am where amname = 'hnsw') then
    create function topic_of(embedding vector) returns vector
      language sql immutable parallel safe return embedding::vector(384);
    create function has_topic(embedding vector) returns boolean
      language sql immutable parallel safe return vector_dims(embedding) = 384;
    create index expert_statement_topic on expert_statement
      using hnsw ((embedding::vector(384)) vector_cosine_ops) with (m = 8, ef_construction = 32)
      where vector_dims(embedding) = 384;
    create index expert_evidence_topic on expert_evidence
      using hnsw ((embedding::vector(384)) vector_cosine_ops) with (m = 8, ef_construction = 32)
      where vector_dims(embedding) = 384;
  else
    raise notice 'no index for vectors here: experts are found by reading through them';
    create function topic_of(embedding vector) returns vector language sql immutable parallel safe return embedding;
    create function has_topic(embedding vector) returns boolean language sql immutable parallel safe return true;
  end if;
end
$$;
