import type { Tx } from '../../platform/database/index.ts';

/** Which of the two does not want to meet the other again. */
export type Side = 'visitor' | 'member';

/** A person and a member. */
export interface Pair {
  visitorId: string;
  memberId: string;
}

/** What one side said. */
export interface BlockRow extends Pair {
  id: string;
  saidAt: Date;
  /** Where the two had met; it may be gone by now. */
  conversationId: string | null;
}

/** Keeps what one side said, once. */
export async function insertBlock(
  tx: Tx,
  row: Omit<BlockRow, 'conversationId'> & { organisationId: string; saidBy: Side; conversationId: string },
): Promise<void> {
  await tx`
    insert into block (id, organisation_id, visitor_id, member_id, said_by, said_at, conversation_id)
    values (${row.id}, ${row.organisationId}, ${row.visitorId}, ${row.memberId}, ${row.saidBy}, ${row.saidAt},
      ${row.conversationId})
    on conflict (visitor_id, member_id, said_by) do nothing`;
}

/** One side takes back what it said. */
export async function deleteBlock(tx: Tx, { visitorId, memberId }: Pair, saidBy: Side): Promise<void> {
  await tx`delete from block where visitor_id = ${visitorId} and member_id = ${memberId} and said_by = ${saidBy}`;
}

/** A member takes one of theirs back. @returns false where it is none of theirs */
export async function deleteBlockOf(tx: Tx, memberId: string, id: string): Promise<boolean> {
  const rows = await tx`
    delete from block where id = ${id} and member_id = ${memberId} and said_by = 'member' returning id`;
  return rows.length > 0;
}

/** Which sides said so of these two. */
export async function sidesOf(tx: Tx, { visitorId, memberId }: Pair): Promise<Side[]> {
  const rows = await tx<{ saidBy: Side }[]>`
    select said_by from block where visitor_id = ${visitorId} and member_id = ${memberId}`;
  return rows.map(({ saidBy }) => saidBy);
}

/** The members who do not meet this person, whoever of the two said so. */
export async function membersBlockedFor(tx: Tx, visitorId: string): Promise<string[]> {
  const rows = await tx<{ memberId: string }[]>`select distinct member_id from block where visitor_id = ${visitorId}`;
  return rows.map(({ memberId }) => memberId);
}

/** Of whom a member takes no requests, by their own word. */
export async function blockedVisitors(tx: Tx, memberId: string): Promise<string[]> {
  const rows = await tx<{ visitorId: string }[]>`
    select visitor_id from block where member_id = ${memberId} and said_by = 'member'`;
  return rows.map(({ visitorId }) => visitorId);
}

/** What a member said, newest first; a page after the one with id `after`. */
export function blocksByMember(
  tx: Tx,
  memberId: string,
  after: string | undefined,
  limit: number,
): Promise<BlockRow[]> {
  return tx<BlockRow[]>`
    select id, visitor_id, member_id, said_at, conversation_id from block
    where member_id = ${memberId} and said_by = 'member' and ${after === undefined ? tx`true` : tx`id < ${after}`}
    order by id desc limit ${limit}`;
}

/** What a person said, oldest first. */
export function blocksByVisitor(tx: Tx, visitorId: string): Promise<BlockRow[]> {
  return tx<BlockRow[]>`
    select id, visitor_id, member_id, said_at, conversation_id from block
    where visitor_id = ${visitorId} and said_by = 'visitor' order by id`;
}

/** Two visitors were one: what either said, or was said of, holds for both. */
export async function moveBlocks(tx: Tx, from: string, to: string): Promise<void> {
  await tx`
    delete from block old where visitor_id = ${from} and exists (
      select from block kept
      where kept.visitor_id = ${to} and kept.member_id = old.member_id and kept.said_by = old.said_by
    )`;
  await tx`update block set visitor_id = ${to} where visitor_id = ${from}`;
}

/** Whatever was said by or of a person. */
export async function deleteBlocksOfVisitor(tx: Tx, visitorId: string): Promise<void> {
  await tx`delete from block where visitor_id = ${visitorId}`;
}

/** Whatever was said by or of a member. */
export async function deleteBlocksOfMember(tx: Tx, memberId: string): Promise<void> {
  await tx`delete from block where member_id = ${memberId}`;
}
