-- How many hours a week an expert wants to be on duty at most, and how they stood over time: what the hours of a week are counted
-- from, and what tells an expert afterwards why a request went by them.
alter table expert
  -- Null: no limit.
  add column most_hours_a_week smallint check (most_hours_a_week between 1 and 80),
  -- They go on beyond it by their own wish until then: the end of their day.
  add column over_hours_until timestamptz,
  -- How they stood when it was last noted, in place of whether they were available.
  add column standing text not null default 'offline'
    check (standing in ('offline', 'quiet', 'wrapping-up', 'away', 'full', 'available'));
update expert set standing = 'available' where was_available;
alter table expert drop column was_available;

-- One row for each stretch in which a member stood in one way; the last one is open. Goes after five weeks, and with the member.
create table duty_stretch (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  member_id uuid not null references member on delete cascade,
  standing text not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  check (ended_at >= began_at)
);
-- Read by member and time; the open one is closed with each change.
create index duty_stretch_by_member on duty_stretch (member_id, began_at desc);
-- What is over by weeks is looked for by its end.
create index duty_stretch_by_end on duty_stretch (ended_at) where ended_at is not null;
select put_behind_wall('duty_stretch');
-- How they stood until now nobody wrote down: it counts from here on.
insert into duty_stretch (id, organisation_id, member_id, standing, began_at)
select gen_random_uuid(), organisation_id, member_id, standing, now() from expert;
