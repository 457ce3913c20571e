-- Who is asked to join an organisation, and as what. Rows whose time is over go after 30 days (identity.tidy).
create table invitation (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'coordinator', 'expert', 'auditor')),
  kind text not null check (kind in ('staff', 'community')),
  invited_by uuid not null references member on delete cascade,
  created_at timestamptz not null,
  -- When its letter was asked for last.
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
-- One that waits per address: sending again is not inviting again.
create unique index invitation_pending on invitation (organisation_id, lower(email))
  where accepted_at is null and withdrawn_at is null;
select put_behind_wall('invitation');

-- Each letter has a link of its own, only its SHA-256 is kept, and the first one used ends them all.
create table invitation_token (
  hash bytea primary key,
  organisation_id uuid not null references organisation,
  invitation_id uuid not null references invitation on delete cascade,
  created_at timestamptz not null
);
create index invitation_token_by_invitation on invitation_token (invitation_id);
select put_behind_wall('invitation_token');

-- To which code of conduct a member agreed, and when; null for those who were there before there was one.
alter table member add column conduct_version text, add column conduct_at timestamptz;

alter table account_token drop constraint account_token_purpose_check;
alter table account_token add constraint account_token_purpose_check check (purpose in ('verify-email', 'reset-password'));
-- How many letters an account was sent of late.
create index account_token_by_account on account_token (account_id, created_at);
-- All sessions of an account end with its old password.
create index session_by_account on session (account_id);
