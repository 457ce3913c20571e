import type { Tx } from '../../platform/database/index.ts';

/** A note as stored; who wrote it is null once they are gone. */
export interface NoteRow {
  id: string;
  conversationId: string;
  clientId: string;
  memberId: string | null;
  afterSeq: number;
  body: string;
  at: Date;
}

/** A note of which the database has still to say where it stands. */
export type NewNote = Omit<NoteRow, 'afterSeq' | 'memberId'> & { memberId: string; organisationId: string };

/** Writes a note behind the last message. @returns null when there is one under its `clientId` already */
export async function insertNote(tx: Tx, note: NewNote): Promise<NoteRow | null> {
  const [row] = await tx<NoteRow[]>`
    insert into note (id, organisation_id, conversation_id, client_id, member_id, after_seq, body, at)
    select ${note.id}, ${note.organisationId}, c.id, ${note.clientId}, ${note.memberId}, c.last_seq, ${note.body}, ${note.at}
    from conversation c where c.id = ${note.conversationId}
    on conflict (conversation_id, client_id) do nothing
    returning *`;
  return row === undefined ? null : toNote(row);
}

/** The note that was written under an id of the writer's own. */
export async function findNote(tx: Tx, conversationId: string, clientId: string): Promise<NoteRow | null> {
  const [row] = await tx<NoteRow[]>`
    select * from note where conversation_id = ${conversationId} and client_id = ${clientId}`;
  return row === undefined ? null : toNote(row);
}

/** The newest notes of a conversation, in the order of writing. */
export async function notesOf(tx: Tx, conversationId: string, limit: number): Promise<NoteRow[]> {
  const rows = await tx<NoteRow[]>`
    select * from note where conversation_id = ${conversationId} order by at desc, id desc limit ${limit}`;
  return rows.map(toNote).toReversed();
}

const toNote = ({ id, conversationId, clientId, memberId, afterSeq, body, at }: NoteRow): NoteRow => ({
  id,
  conversationId,
  clientId,
  memberId,
  afterSeq,
  body,
  at,
});
