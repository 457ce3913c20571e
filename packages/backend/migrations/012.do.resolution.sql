-- How a conversation comes out: proposed by an expert, then confirmed by the visitor or assumed after a day of silence.
alter table conversation
  add column proposed_at timestamptz,
  add column resolved_at timestamptz,
  add column resolved_how text check (resolved_how in ('confirmed', 'assumed')),
  add column solution_seq integer,
  add column rating smallint check (rating between 1 and 5),
  add column rated_at timestamptz,
  add column thanks text;
-- The sweep looks for proposals that nobody answered.
create index conversation_proposed on conversation (proposed_at) where state = 'proposed';
-- Thanks are read by whom they were said to.
create index conversation_thanked on conversation (organisation_id, rated_at desc) where thanks is not null;

alter table message drop constraint message_kind_check;
alter table message add constraint message_kind_check
  check (kind in ('text', 'joined', 'left', 'solution', 'proposed', 'resolved', 'reopened', 'call', 'closed'));
