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

-- What statements and solved problems are compared by: half as large, and with an index where vectors have one. Texts of a
-- model with other dimensions have none, and are read through one by one.
do $$
begin
  if to_regtype('halfvec') is not null then
    create function topic_of(embedding vector) returns halfvec
      language sql immutable parallel safe
      return case when vector_dims(embedding) = 384 then embedding::halfvec(384) end;
    alter table expert_statement
      add column topic halfvec(384) generated always as (topic_of(embedding)) stored;
    alter table expert_evidence
      add column topic halfvec(384) generated always as (topic_of(embedding)) stored;
    create index expert_statement_topic on expert_statement using hnsw (topic halfvec_cosine_ops);
    create index expert_evidence_topic on expert_evidence using hnsw (topic halfvec_cosine_ops);
  else
    raise notice 'no index for vectors here: experts are found by reading through them';
    create function topic_of(embedding vector) returns vector
      language sql immutable parallel safe return embedding;
    alter table expert_statement add column topic vector generated always as (embedding) stored;
    alter table expert_evidence add column topic vector generated always as (embedding) stored;
  end if;
end
$$;
