-- Whom a person asked for: somebody who helped them before. Asked first where they can be, and nobody is told where they cannot.
alter table help_request add column preferred_member_id uuid references member on delete set null;
