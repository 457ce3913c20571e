-- A request may go back to the queue before its first answer. When a member last began to write one; with it their minute begins anew.
alter table participant add column answering_at timestamptz;
-- Who has come lately: looked through every few seconds for those who do not answer.
create index participant_lately on participant (joined_at) where member_id is not null and left_at is null;
