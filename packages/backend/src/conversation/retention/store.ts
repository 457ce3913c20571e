import type { Tx } from '../../platform/database/index.ts';

/** How many conversations the organisation has, and how many of them ended before. */
export async function countConversations(tx: Tx, before: Date | null): Promise<{ kept: number; next: number }> {
  const [row] = await tx<{ kept: number; next: number }[]>`
    select count(*)::int as kept, count(*) filter (where ${endedBefore(tx, before)})::int as next from conversation`;
  return row!;
}

/** Deletes conversations that ended before, with everything in them. @returns how many */
export async function deleteConversationsBefore(tx: Tx, before: Date, most: number): Promise<number> {
  const { count } = await tx`
    delete from conversation where id in (select id from conversation where ${endedBefore(tx, before)} limit ${most})`;
  return count;
}

const endedBefore = (tx: Tx, before: Date | null) =>
  tx`state in ('resolved', 'closed') and coalesce(closed_at, resolved_at, last_at) < ${before}`;
