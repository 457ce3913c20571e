-- Problems of a site: what messages of signals have in common, found by mining their templates. These rows are the miner's
-- whole memory: it begins from them after a restart, and on any node.
create table issue (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  site_id uuid not null references site on delete cascade,
  -- Of the signal that began it; others that turned out to be the same stand in issue_part.
  fingerprint text not null,
  kind text not null,
  -- What is never one problem with another: the family of its kind, and its place in the page's code.
  scope text not null,
  place text not null,
  template text not null,
  -- How often it happened, and how often as the outcome of a click.
  count bigint not null default 0,
  clicks bigint not null default 0,
  people integer not null default 0,
  first_at timestamptz not null,
  last_at timestamptz not null
);
create index issue_by_site on issue (site_id, last_at desc, id desc);
create index issue_by_age on issue (last_at);
select put_behind_wall('issue');

-- Who met it, for as long as signals are kept.
create table issue_person (
  issue_id uuid not null references issue on delete cascade,
  visitor_id uuid not null references visitor on delete cascade,
  organisation_id uuid not null references organisation,
  last_at timestamptz not null,
  primary key (issue_id, visitor_id)
);
create index issue_person_by_visitor on issue_person (visitor_id);
create index issue_person_by_age on issue_person (last_at);
select put_behind_wall('issue_person');

-- The number of people is right whatever takes a row away: an erased person, a merge, time.
create function count_issue_people() returns trigger
  language plpgsql as
$$
begin
  if tg_op = 'INSERT' then
    update issue set people = issue.people + added.people
    from (select issue_id, count(*)::integer as people from new_rows group by issue_id) added where added.issue_id = issue.id;
  else
    update issue set people = issue.people - gone.people
    from (select issue_id, count(*)::integer as people from old_rows group by issue_id) gone where gone.issue_id = issue.id;
  end if;
  return null;
end
$$;
create trigger issue_person_added after insert on issue_person
  referencing new table as new_rows for each statement execute function count_issue_people();
create trigger issue_person_gone after delete on issue_person
  referencing old table as old_rows for each statement execute function count_issue_people();

-- Where, in which releases, on which days, and under which fingerprints it was seen; bounded per issue and kind.
create table issue_part (
  issue_id uuid not null references issue on delete cascade,
  kind text not null check (kind in ('page', 'release', 'day', 'fingerprint')),
  value text not null,
  organisation_id uuid not null references organisation,
  count bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (issue_id, kind, value)
);
create index issue_part_by_fingerprint on issue_part (organisation_id, value) where kind = 'fingerprint';
select put_behind_wall('issue_part');

-- One row a site: whoever groups holds it, and `version` tells whether a miner in memory is still that of the rows.
create table issue_grouping (
  site_id uuid primary key references site on delete cascade,
  organisation_id uuid not null references organisation,
  version bigint not null default 0
);
select put_behind_wall('issue_grouping');

-- Problems that an article answers, kept from `article.published`.
create table known_fingerprint (
  organisation_id uuid not null references organisation,
  fingerprint text not null,
  article_id uuid not null references article on delete cascade,
  title text not null,
  primary key (organisation_id, fingerprint)
);
create index known_fingerprint_by_article on known_fingerprint (article_id);
select put_behind_wall('known_fingerprint');
insert into known_fingerprint (organisation_id, fingerprint, article_id, title)
select distinct on (a.organisation_id, f.fingerprint) a.organisation_id, f.fingerprint, a.id, a.title
from article_fingerprint f join article a on a.id = f.article_id
where a.state = 'published'
order by a.organisation_id, f.fingerprint, a.published_at desc;

-- Signals with a message that are to be grouped. Grouping follows reception, so that a page never waits for it; a row of its own
-- is written and deleted at a fraction of what changing the signal would cost, which has a handful of indexes.
create table signal_waiting (
  site_id uuid not null,
  received_at timestamptz not null,
  visitor_id uuid not null,
  signal_id uuid not null,
  organisation_id uuid not null,
  primary key (site_id, received_at, visitor_id, signal_id)
);
select put_behind_wall('signal_waiting');

-- A signal's visit has both already; every signal would be checked against the same two rows.
alter table signal drop constraint signal_organisation_id_fkey, drop constraint signal_site_id_fkey;

-- A signal is written ten thousand times for each time that it is read: nothing reads by visit or by fingerprint, what is old is
-- found by where it lies, and who sent it is checked once, by its visitor.
alter table signal drop constraint signal_visit_id_fkey;
drop index signal_by_visit;
drop index signal_by_fingerprint;
drop index signal_by_age;
create index signal_by_age on signal using brin (received_at);
