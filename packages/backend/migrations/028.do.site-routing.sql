-- What an owner has set about the ranking of one site; a site without a row is ranked as the product has it.
create table site_routing (
  site_id uuid primary key references site on delete cascade,
  organisation_id uuid not null references organisation,
  -- Only the weights that differ from the product's own.
  weights jsonb not null default '{}',
  -- So large a share of requests goes to the longest idle instead of the best: what the ranking is compared with.
  baseline_share real not null default 0 check (baseline_share between 0 and 0.5)
);
select put_behind_wall('site_routing');

-- By which half of the comparison a request was sent; null while none was running.
alter table ranking add column arm text check (arm in ('score', 'baseline'));
