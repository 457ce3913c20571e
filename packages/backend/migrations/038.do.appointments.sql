-- Help at another time than now: a booked slot, or an answer within a day.
alter table help_request
  -- When the booked slot begins.
  add column slot_at timestamptz,
  -- Until when an answer is promised to whoever does not wait for it.
  add column due_at timestamptz,
  add check (state <> 'scheduled' or slot_at is not null);
-- Whose slot is near: looked for every few seconds.
create index help_request_slots on help_request (slot_at) where state = 'scheduled';

-- Who is booked for a request. One row for each expert it was given to, so that whoever gave it up is not asked again, and a
-- calendar that holds an earlier one can be told.
create table appointment (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  request_id uuid not null references help_request on delete cascade,
  member_id uuid not null references member on delete cascade,
  slot_at timestamptz not null,
  created_at timestamptz not null,
  -- `given-up`: by the expert, or they take no more requests. `cancelled`: by the person.
  state text not null default 'booked' check (state in ('booked', 'given-up', 'cancelled')),
  -- What the expert wrote when they gave it up.
  reason text
);
-- Nobody is booked twice for the same time, on any node. Slots are of one length and begin at its multiples, so that none
-- overlaps another.
create unique index appointment_one_each on appointment (member_id, slot_at) where state = 'booked';
-- One expert for a request.
create unique index appointment_one_booked on appointment (request_id) where state = 'booked';
create index appointment_by_request on appointment (request_id);
create index appointment_by_organisation on appointment (organisation_id, slot_at);
select put_behind_wall('appointment');
