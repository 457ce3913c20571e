-- Every answer of the gate, with what it was asked and why it said so (never message text).
create table gate_decision (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  at timestamptz not null,
  action text not null,
  initiator_kind text not null check (initiator_kind in ('visitor', 'member', 'site', 'system')),
  visitor_id uuid references visitor on delete set null,
  member_id uuid references member on delete set null,
  purpose text not null,
  facts jsonb not null,
  result text not null check (result in ('approved', 'conditionally_approved', 'needs_review', 'rejected')),
  confidence real not null check (confidence between 0 and 1),
  explanation text not null,
  principles jsonb not null
);
create index gate_decision_by_time on gate_decision (organisation_id, at desc);
select put_behind_wall('gate_decision');
