-- The expert has twice the site's time to accept a request (WCAG 2.2.1).
alter table expert add column has_more_time boolean not null default false;
