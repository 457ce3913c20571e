import type { Tx } from '../../../platform/database/index.ts';

/** A conversation by e-mail, as far as answers need it. */
export interface ThreadRow {
  id: string;
  organisationId: string;
  requestId: string;
  address: string;
  verifiedAt: Date | null;
  stoppedAt: Date | null;
}

/** What came for it. */
export interface ReceivedRow {
  id: string;
  organisationId: string;
  threadId: string;
  mailHash: Buffer;
  receivedAt: Date;
  state: 'taken' | 'waiting' | 'refused';
  reason: string | null;
  body: string;
}

/** Whose a thread is. Runs as system: a mail does not say which organisation it is for. */
export async function organisationOf(tx: Tx, threadId: string): Promise<string | undefined> {
  const [row] = await tx<{ organisationId: string }[]>`
    select organisation_id from email_thread where id = ${threadId}`;
  return row?.organisationId;
}

/** The thread that a letter of ours belongs to, by the left half of its Message-ID. Runs as system. */
export async function threadOfLetter(tx: Tx, letterId: string): Promise<string | undefined> {
  const [row] = await tx<{ threadId: string }[]>`select thread_id from email_sent where id = ${letterId}`;
  return row?.threadId;
}

/** Locked until the transaction ends: what comes for a thread is taken one after another. */
export async function lockThread(tx: Tx, id: string): Promise<ThreadRow | undefined> {
  const [row] = await tx<ThreadRow[]>`
    select id, organisation_id, request_id, address, verified_at, stopped_at from email_thread where id = ${id} for update`;
  return row;
}

/** The same by its request. */
export async function lockThreadOfRequest(tx: Tx, requestId: string): Promise<ThreadRow | undefined> {
  const [row] = await tx<ThreadRow[]>`
    select id, organisation_id, request_id, address, verified_at, stopped_at from email_thread
    where request_id = ${requestId} for update`;
  return row;
}

export async function isKnown(tx: Tx, threadId: string, mailHash: Buffer): Promise<boolean> {
  const rows = await tx`select 1 from email_received where thread_id = ${threadId} and mail_hash = ${mailHash}`;
  return rows.length > 0;
}

/** How many came since then, those that were refused and the others. */
export async function countSince(tx: Tx, threadId: string, since: Date): Promise<{ answers: number; refused: number }> {
  const [row] = await tx<{ answers: number; refused: number }[]>`
    select count(*) filter (where state <> 'refused')::integer as answers,
      count(*) filter (where state = 'refused')::integer as refused
    from email_received where thread_id = ${threadId} and received_at > ${since}`;
  return row!;
}

export async function insertReceived(tx: Tx, row: ReceivedRow): Promise<void> {
  await tx`
    insert into email_received (id, organisation_id, thread_id, mail_hash, received_at, state, reason, body)
    values (${row.id}, ${row.organisationId}, ${row.threadId}, ${row.mailHash}, ${row.receivedAt}, ${row.state},
      ${row.reason}, ${row.body})`;
}

/** What waits for somebody to read it, in the order it came. */
export function waitingOf(tx: Tx, threadId: string): Promise<ReceivedRow[]> {
  return tx<ReceivedRow[]>`
    select * from email_received where thread_id = ${threadId} and state = 'waiting' order by received_at, id`;
}

/** Its words stand in the conversation now. */
export async function setTaken(tx: Tx, id: string): Promise<void> {
  await tx`update email_received set state = 'taken', body = '' where id = ${id}`;
}

/** Its words have no place any more. */
export async function setRefused(tx: Tx, id: string, reason: string): Promise<void> {
  await tx`update email_received set state = 'refused', reason = ${reason}, body = '' where id = ${id}`;
}

/** Whoever answers from the mailbox has read the letter there. */
export async function setVerified(tx: Tx, threadId: string, at: Date): Promise<void> {
  await tx`update email_thread set verified_at = ${at} where id = ${threadId} and verified_at is null`;
}

/** The mailbox takes no letters. */
export async function setBounced(tx: Tx, threadId: string, at: Date): Promise<void> {
  await tx`
    update email_thread set stopped_at = ${at}, stopped_because = 'bounced' where id = ${threadId} and stopped_at is null`;
}
