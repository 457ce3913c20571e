import type { Tx } from '../../../platform/database/index.ts';

/** What came for a thread. */
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

/** What those of these letters carry that are answers of a thread, each as `4-7`. */
export async function carriedBy(tx: Tx, threadId: string, letterIds: readonly string[]): Promise<string[]> {
  const rows = await tx<{ about: string }[]>`
    select about from email_sent
    where thread_id = ${threadId} and kind = 'answer' and id = any (${[...letterIds]}::uuid[])`;
  return rows.map(({ about }) => about);
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

/** What a visitor's mails say that nobody has read yet, by thread, in the order they came. */
export async function waitingWordsOf(tx: Tx, visitorId: string): Promise<Map<string, string[]>> {
  const rows = await tx<{ threadId: string; bodies: string[] }[]>`
    select r.thread_id, array_agg(r.body order by r.received_at, r.id) as bodies
    from email_received r join email_thread t on t.id = r.thread_id
    where t.visitor_id = ${visitorId} and r.state = 'waiting' group by r.thread_id`;
  return new Map(rows.map(({ threadId, bodies }) => [threadId, bodies]));
}
