-- Where a member is told of a request while no console of theirs is open: one row for each device, which is known by its
-- session. Signing out, a removal, a new password and a session's end all take it along.
create table push_subscription (
  id uuid primary key,
  session_hash bytea not null unique references session on delete cascade,
  organisation_id uuid not null references organisation,
  member_id uuid not null references member on delete cascade,
  -- The address is a secret: whoever knows it can send to the device.
  endpoint text not null unique,
  -- The browser's public key and secret (RFC 8291), base64url.
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null
);
create index push_subscription_by_member on push_subscription (member_id);
create index push_subscription_by_organisation on push_subscription (organisation_id);
select put_behind_wall('push_subscription');
