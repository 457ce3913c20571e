-- The scope every later table stands in. Rows of an organisation are reached only through the role `harmony_app`, whose
-- policies compare with the transaction's own setting; the connection's user (owner of the tables) passes them, which is
-- what `asSystem` uses. A role belongs to the whole cluster, hence the guard.
do $$
begin
  if not exists (select from pg_roles where rolname = 'harmony_app') then
    create role harmony_app nologin;
  end if;
exception
  when duplicate_object or unique_violation then null; -- another database of this cluster was quicker
end
$$;

do $$
begin
  execute format('grant harmony_app to %I', current_user);
exception
  when others then
    if not pg_has_role(current_user, 'harmony_app', 'member') then
      raise exception 'The database user % may not act as role harmony_app. Run once as an administrator: grant harmony_app to %',
        current_user, current_user;
    end if;
end
$$;

-- After a transaction the setting is '' on the embedded engine and null on PostgreSQL; both mean "no organisation".
create function app_organisation() returns uuid
  language sql stable
  return nullif(current_setting('app.organisation', true), '')::uuid;

-- One way to put a table behind the wall, so that no migration forgets half of it.
create function put_behind_wall(target regclass) returns void
  language plpgsql as
$$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy organisation_scope on %s to harmony_app using (organisation_id = app_organisation()) with check (organisation_id = app_organisation())',
    target
  );
  execute format('grant select, insert, update, delete on %s to harmony_app', target);
end
$$;

-- News on its way to handlers: written in the transaction that made it true (docs/journey.md, "Events").
create table outbox (
  id uuid primary key,
  organisation_id uuid not null,
  type text not null,
  payload jsonb not null,
  at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  leased_until timestamptz,
  last_error text
);
-- The sweep reads only what is not yet sent.
create index outbox_unsent on outbox (at) where sent_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;
select put_behind_wall('outbox');

-- Which handler has had which event: written in the handler's own transaction, so its effects happen once.
create table outbox_delivery (
  event_id uuid not null,
  handler text not null,
  organisation_id uuid not null,
  at timestamptz not null,
  primary key (event_id, handler)
);
select put_behind_wall('outbox_delivery');
