-- What was expected of the wait as somebody asked, so that what is told of waits can be held against what became of them:
-- milliseconds, and how many had to go first until a place was free (0: somebody was). Null where nobody was on duty.
alter table help_request
  add column expected_wait_ms integer check (expected_wait_ms > 0),
  add column expected_ahead integer check (expected_ahead >= 0),
  add check ((expected_wait_ms is null) = (expected_ahead is null));
-- Waits that have no end yet, or ended without anybody: they say how long it takes at least.
create index help_request_waited_in_vain on help_request (organisation_id, created_at desc)
  where matched_at is null and expected_wait_ms is not null;
