-- Mail that the demo "sent": kept instead of sent, shown under /demo/mail/. Never used outside demo mode.
create table demo_mail (
  id uuid primary key,
  to_address text not null,
  subject text not null,
  body text not null,
  link text,
  at timestamptz not null
);
