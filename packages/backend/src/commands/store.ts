import type { Tx } from '../platform/database/index.ts';

/** Whether the database knows vectors, and can index them. */
export const vectorSupport = async (tx: Tx): Promise<{ isThere: boolean; isIndexed: boolean }> => {
  const [row] = await tx<{ isThere: boolean; isIndexed: boolean }[]>`
    select exists (select from pg_type where typname = 'vector') as is_there,
      exists (select from pg_am where amname = 'hnsw') as is_indexed`;
  return row!;
};
