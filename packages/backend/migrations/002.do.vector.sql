-- Vectors are declared `vector`, without dimensions, and passed as real[]::vector. Where pgvector is missing the type must
-- already exist (a test's stand-in); otherwise the start stops here with the remedy.
do $$
begin
  if to_regtype('vector') is not null then
    return;
  end if;
  if exists (select from pg_available_extensions where name = 'vector') then
    create extension vector;
    return;
  end if;
  raise exception 'This PostgreSQL has no pgvector. Install it (Debian: postgresql-NN-pgvector), or leave DATABASE_URL unset to use the embedded database';
end
$$;
