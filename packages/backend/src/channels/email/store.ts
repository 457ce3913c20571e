import type { Tx } from '../../platform/database/index.ts';

/** What was asked, with the address that the answer goes to. */
export interface ThreadRow {
  id: string;
  organisationId: string;
  siteId: string;
  visitorId: string;
  requestId: string;
  address: string;
  /** BCP 47. */
  language: string;
  createdAt: Date;
  verifiedAt: Date | null;
  stoppedAt: Date | null;
  stoppedBecause: StopReason | null;
  mailedSeq: number;
}

export type StopReason = 'person' | 'bounced';

/** A letter, written down before it leaves. */
export interface SentRow {
  id: string;
  organisationId: string;
  threadId: string;
  kind: 'verify' | 'answer';
  /** Of an answer the first and the last entry that it carries, such as `4-7`; of the other an id of its own. */
  about: string;
  addressHash: Buffer;
  createdAt: Date;
  sentAt: Date | null;
}

export const insertThread = async (
  tx: Tx,
  row: Omit<ThreadRow, 'stoppedAt' | 'stoppedBecause' | 'mailedSeq'>,
): Promise<void> => {
  await tx`
    insert into email_thread (id, organisation_id, site_id, visitor_id, request_id, address, language, created_at, verified_at)
    values (${row.id}, ${row.organisationId}, ${row.siteId}, ${row.visitorId}, ${row.requestId}, ${row.address},
      ${row.language}, ${row.createdAt}, ${row.verifiedAt})`;
};

/** Locked until the transaction ends, so that no two letters carry the same entry. */
export const lockThread = async (tx: Tx, id: string): Promise<ThreadRow | undefined> =>
  (await tx<ThreadRow[]>`select * from email_thread where id = ${id} for update`)[0];

export const lockThreadOf = async (tx: Tx, requestId: string): Promise<ThreadRow | undefined> =>
  (await tx<ThreadRow[]>`select * from email_thread where request_id = ${requestId} for update`)[0];

/** Letters of these requests go somewhere. */
export const threadsOfRequests = (tx: Tx, requestIds: readonly string[]): Promise<ThreadRow[]> =>
  tx<ThreadRow[]>`
    select * from email_thread where request_id = any (${[...requestIds]}::uuid[]) and stopped_at is null`;

export const threadOfConversation = async (tx: Tx, conversationId: string): Promise<ThreadRow | undefined> =>
  (
    await tx<ThreadRow[]>`
      select t.* from email_thread t join conversation c on c.request_id = t.request_id where c.id = ${conversationId}`
  )[0];

export const threadsOfVisitor = (tx: Tx, visitorId: string): Promise<ThreadRow[]> =>
  tx<ThreadRow[]>`select * from email_thread where visitor_id = ${visitorId} order by created_at`;

/** Another address, or the same one again: letters go there from now on. */
export const setAddress = async (tx: Tx, id: string, address: string, verifiedAt: Date | null): Promise<void> => {
  await tx`
    update email_thread set address = ${address}, verified_at = ${verifiedAt}, stopped_at = null, stopped_because = null
    where id = ${id}`;
};

export const setVerified = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx`update email_thread set verified_at = coalesce(verified_at, ${at}) where id = ${id}`;
};

export const setStopped = async (tx: Tx, id: string, because: StopReason, at: Date): Promise<void> => {
  await tx`
    update email_thread set stopped_at = ${at}, stopped_because = ${because} where id = ${id} and stopped_at is null`;
};

export const setMailedSeq = async (tx: Tx, id: string, seq: number): Promise<void> => {
  await tx`update email_thread set mailed_seq = greatest(mailed_seq, ${seq}) where id = ${id}`;
};

/** Whether a visitor's mailbox was verified before, in any of their threads. */
export const hasVerified = async (tx: Tx, visitorId: string, address: string): Promise<boolean> =>
  (
    await tx`
      select from email_thread
      where visitor_id = ${visitorId} and lower(address) = lower(${address}) and verified_at is not null limit 1`
  ).length > 0;

export const moveThreads = async (tx: Tx, from: string, to: string): Promise<void> => {
  await tx`update email_thread set visitor_id = ${to} where visitor_id = ${from}`;
};

export const deleteThreadsOf = async (tx: Tx, visitorId: string): Promise<void> => {
  await tx`delete from email_thread where visitor_id = ${visitorId}`;
};

/** Threads of what ended before; with all that was noted of their letters. @returns how many */
export const deleteThreadsBefore = async (tx: Tx, before: Date, most: number): Promise<number> => {
  const { count } = await tx`
    delete from email_thread where id in (
      select t.id from email_thread t join help_request r on r.id = t.request_id where r.ended_at < ${before} limit ${most}
    )`;
  return count;
};

/** Addresses that nobody verified, of what was given up: nobody says whose they are. */
export const deleteUnverified = async (tx: Tx, before: Date): Promise<void> => {
  await tx`
    delete from email_thread t using help_request r
    where r.id = t.request_id and r.ended_at is not null and t.verified_at is null and not exists (
      select from email_sent s where s.thread_id = t.id and s.created_at >= ${before}
    )`;
};

/** @returns false where this letter of the thread is written down already */
export const insertSent = async (tx: Tx, row: Omit<SentRow, 'sentAt'>): Promise<boolean> => {
  const { count } = await tx`
    insert into email_sent (id, organisation_id, thread_id, kind, about, address_hash, created_at)
    values (${row.id}, ${row.organisationId}, ${row.threadId}, ${row.kind}, ${row.about}, ${row.addressHash},
      ${row.createdAt})
    on conflict (thread_id, kind, about) do nothing`;
  return count > 0;
};

export const findSent = async (tx: Tx, id: string): Promise<SentRow | undefined> =>
  (await tx<SentRow[]>`select * from email_sent where id = ${id}`)[0];

export const setSent = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx`update email_sent set sent_at = coalesce(sent_at, ${at}) where id = ${id}`;
};

/** What the newest letter was to carry is carried by none: the next one begins there again. */
export const takeBackSeq = async (tx: Tx, id: string, first: number, last: number): Promise<void> => {
  await tx`update email_thread set mailed_seq = ${first - 1} where id = ${id} and mailed_seq = ${last}`;
};

/** It will not go out. */
export const deleteSent = async (tx: Tx, id: string): Promise<void> => {
  await tx`delete from email_sent where id = ${id} and sent_at is null`;
};

/** Letters of a thread before this one that have left, the oldest first, and the newest of them at most. */
export const sentBefore = async (tx: Tx, { threadId, id, createdAt }: SentRow, most: number): Promise<string[]> => {
  const rows = await tx<{ id: string }[]>`
    select id from email_sent
    where thread_id = ${threadId} and id <> ${id} and created_at <= ${createdAt} and sent_at is not null
    order by created_at desc, id desc limit ${most}`;
  return rows.map((row) => row.id).toReversed();
};

/** Letters that asked whether an address is theirs: to this address anywhere, and for this visitor, since then. */
export const lettersSince = async (
  tx: Tx,
  { addressHash, visitorId }: { addressHash: Buffer; visitorId: string },
  { day, hour }: { day: Date; hour: Date },
): Promise<{ toAddress: number; ofVisitor: number }> => {
  const [row] = await tx<{ toAddress: number; ofVisitor: number }[]>`
    select
      (select count(*)::integer from email_sent
        where address_hash = ${addressHash} and kind = 'verify' and created_at > ${day}) as to_address,
      (select count(*)::integer from email_sent s join email_thread t on t.id = s.thread_id
        where t.visitor_id = ${visitorId} and s.kind = 'verify' and s.created_at > ${hour}) as of_visitor`;
  return row!;
};

/** When the newest letter went to an address that asked whether it is theirs; null where none did. */
export const lastVerify = async (tx: Tx, threadId: string, addressHash: Buffer): Promise<Date | null> =>
  (
    await tx<{ at: Date | null }[]>`
      select max(created_at) as at from email_sent
      where thread_id = ${threadId} and kind = 'verify' and address_hash = ${addressHash}`
  )[0]?.at ?? null;

export const insertLink = async (
  tx: Tx,
  row: { hash: Buffer; organisationId: string; threadId: string },
): Promise<void> => {
  await tx`
    insert into email_link (hash, organisation_id, thread_id) values (${row.hash}, ${row.organisationId}, ${row.threadId})`;
};

/** The thread that a link leads to, and until when. */
export const threadOfLink = async (
  tx: Tx,
  hash: Buffer,
): Promise<{ id: string; organisationId: string; expiresAt: Date } | undefined> =>
  (
    await tx<{ id: string; organisationId: string; expiresAt: Date }[]>`
      select l.thread_id as id, l.organisation_id, k.expires_at
      from email_link l join visitor_key k on k.hash = l.hash where l.hash = ${hash}`
  )[0];

/** Links that went to an address which is no longer the thread's lead nowhere. */
export const deleteLinksOf = async (tx: Tx, threadId: string): Promise<void> => {
  await tx`delete from visitor_key where hash in (select hash from email_link where thread_id = ${threadId})`;
};
