import type { Tx } from '../../platform/database/index.ts';

/** A saved reply; `memberId` is null for everybody's. */
export interface ReplyRow {
  id: string;
  memberId: string | null;
  title: string;
  body: string;
  updatedAt: Date;
}

/** Everybody's and this member's own, by title. */
export async function repliesFor(tx: Tx, memberId: string, limit: number): Promise<ReplyRow[]> {
  const rows = await tx<ReplyRow[]>`
    select * from saved_reply where member_id is null or member_id = ${memberId}
    order by lower(title), id limit ${limit}`;
  return rows.map(toReply);
}

/** One that this member may use. */
export async function findReply(tx: Tx, id: string, memberId: string): Promise<ReplyRow | null> {
  const [row] = await tx<ReplyRow[]>`
    select * from saved_reply where id = ${id} and (member_id is null or member_id = ${memberId})`;
  return row === undefined ? null : toReply(row);
}

/** How many this member sees. */
export async function countReplies(tx: Tx, memberId: string): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::integer as count from saved_reply where member_id is null or member_id = ${memberId}`;
  return row!.count;
}

export async function insertReply(tx: Tx, organisationId: string, row: ReplyRow): Promise<void> {
  await tx`
    insert into saved_reply (id, organisation_id, member_id, title, body, updated_at)
    values (${row.id}, ${organisationId}, ${row.memberId}, ${row.title}, ${row.body}, ${row.updatedAt})`;
}

export async function updateReply(
  tx: Tx,
  id: string,
  { title, body, updatedAt }: Pick<ReplyRow, 'title' | 'body' | 'updatedAt'>,
): Promise<void> {
  await tx`update saved_reply set title = ${title}, body = ${body}, updated_at = ${updatedAt} where id = ${id}`;
}

export async function deleteReply(tx: Tx, id: string): Promise<void> {
  await tx`delete from saved_reply where id = ${id}`;
}

const toReply = ({ id, memberId, title, body, updatedAt }: ReplyRow): ReplyRow => ({
  id,
  memberId,
  title,
  body,
  updatedAt,
});
