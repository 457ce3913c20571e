-- When experts work, and how much a call takes of them. Hours move the switch Available when they begin and end (experts/hours/turn.ts).
alter table expert
  -- { voice: 1, screen: 2 }: how many such calls would fill all of the capacity; what is missing fills one place.
  add column call_capacity jsonb not null default '{}',
  -- IANA.
  add column time_zone text,
  -- [{ days: [1–7, Monday is 1], from: "09:00", to: "17:30" }]; empty: the switch alone decides.
  add column hours jsonb not null default '[]',
  -- [{ date: "2026-12-24", hours: [{ from, to }] }]: holds on that date in place of the week's.
  add column exceptions jsonb not null default '[]',
  -- The stretch of hours that goes on or comes next, worked out from the columns above whenever one has ended, so that finding
  -- who is on duty needs no arithmetic of time zones per row.
  add column duty_from timestamptz,
  add column duty_until timestamptz,
  add check (hours = '[]' or time_zone is not null),
  add check ((duty_from is null) = (duty_until is null) and duty_from < duty_until);
-- Whose hours have ended, and whose have begun: looked for every few seconds.
create index expert_by_duty_end on expert (duty_until) where duty_until is not null;
create index expert_by_duty_begin on expert (duty_from) where duty_from is not null and not is_on;
