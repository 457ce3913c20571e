import type { Tx } from '../../platform/database/index.ts';

/** A file as it is sent again or downloaded: `body` is that of its message. */
export interface AttachmentRow {
  id: string;
  conversationId: string;
  messageId: string;
  seq: number;
  at: Date;
  body: string;
  sentHash: string;
  visitorId: string | null;
  memberId: string | null;
}

export async function findAttachment(tx: Tx, id: string): Promise<AttachmentRow | null> {
  const [row] = await tx<AttachmentRow[]>`
    select a.id, a.conversation_id, a.message_id, a.sent_hash, m.seq, m.at, m.body, m.visitor_id, m.member_id
    from attachment a join message m on m.id = a.message_id where a.id = ${id}`;
  return row ?? null;
}

/** The file that came under this client's id. */
export async function findByClientId(tx: Tx, conversationId: string, clientId: string): Promise<AttachmentRow | null> {
  const [row] = await tx<AttachmentRow[]>`
    select a.id, a.conversation_id, a.message_id, a.sent_hash, m.seq, m.at, m.body, m.visitor_id, m.member_id
    from message m join attachment a on a.message_id = m.id
    where m.conversation_id = ${conversationId} and m.client_id = ${clientId}`;
  return row ?? null;
}

/** Bytes of all files of a conversation. */
export async function sizeOfAll(tx: Tx, conversationId: string): Promise<number> {
  const [row] = await tx<{ size: number }[]>`
    select coalesce(sum(size), 0)::integer as size from attachment where conversation_id = ${conversationId}`;
  return row!.size;
}

export async function insertAttachment(
  tx: Tx,
  row: {
    id: string;
    organisationId: string;
    conversationId: string;
    messageId: string;
    size: number;
    sentHash: string;
  },
): Promise<void> {
  await tx`
    insert into attachment (id, organisation_id, conversation_id, message_id, size, sent_hash)
    values (${row.id}, ${row.organisationId}, ${row.conversationId}, ${row.messageId}, ${row.size}, ${row.sentHash})`;
}

/** Notes bytes that are to be deleted from this time on, unless they are crossed out before. */
export async function noteWaste(tx: Tx, organisationId: string, id: string, dueAt: Date): Promise<void> {
  await tx`
    insert into attachment_waste (id, organisation_id, due_at) values (${id}, ${organisationId}, ${dueAt})
    on conflict (id) do update set due_at = excluded.due_at`;
}

/** @returns false where they were not noted: somebody has deleted them meanwhile */
export async function crossOut(tx: Tx, ids: readonly string[]): Promise<boolean> {
  const { count } = await tx`delete from attachment_waste where id = any (${ids as string[]}::uuid[])`;
  return count === ids.length;
}

export async function dueWaste(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from attachment_waste where due_at <= ${now} order by due_at limit ${limit}`;
  return rows.map(({ id }) => id);
}
