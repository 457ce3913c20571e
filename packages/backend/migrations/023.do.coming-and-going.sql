-- How experts come and go: one more and then off, and some minutes to write things up after a conversation.
alter table expert
  -- The next request they accept is the last one: the switch goes off with it.
  add column is_last_one boolean not null default false check (is_on or not is_last_one),
  -- How long nobody new is put before them after a conversation ended.
  add column wrap_up_minutes smallint not null default 0 check (wrap_up_minutes in (0, 1, 2, 5, 10)),
  -- `quiet_until` was set by the end of a conversation, not by the expert.
  add column is_wrapping_up boolean not null default false check (quiet_until is not null or not is_wrapping_up);
create index expert_by_quiet_end on expert (quiet_until) where quiet_until is not null;
