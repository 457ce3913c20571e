-- Inside an organisation's scope the accounts of its own members can be read (for their e-mail addresses), and nothing of
-- anybody else: `member` has its own policy, so the subquery sees one organisation. Password hashes are not granted at all,
-- and links that work once stay out of reach.
alter table account enable row level security;
create policy organisation_scope on account for select to harmony_app
  using (exists (select from member where member.account_id = account.id));
grant select (id, email, name, email_verified_at, created_at) on account to harmony_app;
alter table account_token enable row level security;
