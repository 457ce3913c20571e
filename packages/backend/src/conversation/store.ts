import type { ConversationState } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import { messageKey, type LockedConversation, type Person, type StoredMessage } from './message.ts';

export interface ParticipantRow {
  person: Person;
  readSeq: number;
  /** Last sign of life while here; null after they went away. */
  seenAt: Date | null;
}

export interface ConversationRow {
  id: string;
  requestId: string;
  state: ConversationState;
  openedAt: Date;
  closedAt: Date | null;
  lastSeq: number;
  lastAt: Date;
  participants: ParticipantRow[];
}

export interface NewConversation {
  id: string;
  organisationId: string;
  siteId: string;
  requestId: string;
  visitorId: string;
  memberId: string;
  openedAt: Date;
}

/** Opens a conversation between the two. @returns false when it was open already */
export async function insertConversation(tx: Tx, row: NewConversation): Promise<boolean> {
  const { count } = await tx`
    insert into conversation (id, organisation_id, site_id, request_id, state, opened_at, last_at)
    values (${row.id}, ${row.organisationId}, ${row.siteId}, ${row.requestId}, 'open', ${row.openedAt}, ${row.openedAt})
    on conflict (id) do nothing`;
  if (count === 0) return false;
  await tx`
    insert into participant (conversation_id, organisation_id, visitor_id, member_id, joined_at)
    values (${row.id}, ${row.organisationId}, ${row.visitorId}, null, ${row.openedAt}),
      (${row.id}, ${row.organisationId}, null, ${row.memberId}, ${row.openedAt})`;
  return true;
}

/** The conversations of these ids with who takes part, locked in one order, so that two batches never wait for each other. */
export async function lockConversations(tx: Tx, ids: readonly string[]): Promise<Map<string, LockedConversation>> {
  // Locked by a statement of its own: one that waited for the lock would still see who took part before it.
  await tx`select from conversation where id = any (${ids as string[]}::uuid[]) order by id for update`;
  const rows = await tx<(Omit<LockedConversation, 'participants'> & PersonColumns)[]>`
    select c.id, c.request_id, c.state, c.last_seq, p.visitor_id, p.member_id
    from conversation c join participant p on p.conversation_id = c.id and p.left_at is null
    where c.id = any (${ids as string[]}::uuid[]) order by c.id`;
  const byId = new Map<string, LockedConversation>();
  for (const { visitorId, memberId, ...conversation } of rows) {
    const known = byId.get(conversation.id) ?? { ...conversation, participants: [] };
    byId.set(conversation.id, known);
    known.participants.push(toPerson({ visitorId, memberId })!);
  }
  return byId;
}

/** Conversations under way that this member is in. */
export const idsUnderWay = async (tx: Tx, memberId: string): Promise<string[]> =>
  (
    await tx<{ id: string }[]>`
      select c.id from conversation c join participant p on p.conversation_id = c.id
      where p.member_id = ${memberId} and p.left_at is null and c.state in ('open', 'proposed')`
  ).map(({ id }) => id);

/** How many of them would end, and how many go on, if the member went: see `leaveAll`. */
export const removalOf = async (
  tx: Tx,
  memberId: string,
): Promise<{ endingConversations: number; otherConversations: number }> => {
  const [row] = await tx<{ alone: number; others: number }[]>`
    select count(*) filter (where not has_other)::integer as alone, count(*) filter (where has_other)::integer as others
    from (
      select exists (
        select from participant o where o.conversation_id = c.id and o.member_id <> ${memberId} and o.left_at is null
      ) as has_other
      from conversation c join participant p on p.conversation_id = c.id
      where p.member_id = ${memberId} and p.left_at is null and c.state in ('open', 'proposed')
    ) each`;
  return { endingConversations: row?.alone ?? 0, otherConversations: row?.others ?? 0 };
};

/** They take part no longer; what they wrote stays. */
export async function setLeft(tx: Tx, conversationId: string, memberId: string, at: Date): Promise<void> {
  await tx`
    update participant set left_at = ${at} where conversation_id = ${conversationId} and member_id = ${memberId}`;
}

/** Messages stored under these clients' ids, by `messageKey`. */
export async function findByClientIds(
  tx: Tx,
  keys: readonly { conversationId: string; clientId: string | null }[],
): Promise<Map<string, StoredMessage>> {
  const asked = keys.filter(({ clientId }) => clientId !== null);
  if (asked.length === 0) return new Map();
  const rows = await tx<MessageColumns[]>`
    select m.* from message m
    join unnest(${asked.map(({ conversationId }) => conversationId)}::uuid[], ${asked.map(({ clientId }) => clientId)}::uuid[])
      as asked (conversation_id, client_id) using (conversation_id, client_id)`;
  return new Map(rows.map((row) => [messageKey(row.conversationId, row.clientId), toStored(row)]));
}

/** Stores numbered messages and takes their numbers, in one statement. */
export async function insertMessages(
  tx: Tx,
  organisationId: string,
  messages: readonly StoredMessage[],
): Promise<void> {
  const column = <T>(of: (message: StoredMessage) => T): T[] => messages.map(of);
  await tx`
    with added as (
      insert into message (conversation_id, seq, organisation_id, id, client_id, from_kind, visitor_id, member_id, kind, body, at)
      select conversation_id, seq, ${organisationId}, id, client_id, from_kind, visitor_id, member_id, kind, body, at
      from unnest(
        ${column((message) => message.conversationId)}::uuid[], ${column(({ seq }) => seq)}::integer[],
        ${column(({ id }) => id)}::uuid[], ${column(({ clientId }) => clientId)}::uuid[],
        ${column(({ from }) => from?.kind ?? 'system')}::text[],
        ${column(({ from }) => (from?.kind === 'visitor' ? from.id : null))}::uuid[],
        ${column(({ from }) => (from?.kind === 'member' ? from.id : null))}::uuid[],
        ${column(({ kind }) => kind)}::text[], ${column(({ body }) => body)}::text[],
        ${column(({ at }) => at.toISOString())}::timestamptz[]
      ) as new (conversation_id, seq, id, client_id, from_kind, visitor_id, member_id, kind, body, at)
      returning conversation_id, seq, at
    )
    update conversation set last_seq = newest.seq, last_at = greatest(conversation.last_at, newest.at)
    from (select conversation_id, max(seq) as seq, max(at) as at from added group by conversation_id) newest
    where conversation.id = newest.conversation_id`;
}

/**
 * Whoever has read everything has read what they add as well: their mark moves over entries of their own, up to the first of
 * somebody else that they have not read. Without this one's own last words would count as unread in one's lists.
 */
export async function markOwnRead(tx: Tx, conversationIds: readonly string[]): Promise<void> {
  await tx`
    update participant set read_seq = mark.seq
    from (
      select p.conversation_id, p.visitor_id, p.member_id, coalesce(min(m.seq) - 1, c.last_seq) as seq
      from participant p
      join conversation c on c.id = p.conversation_id
      left join message m on m.conversation_id = p.conversation_id and m.seq > p.read_seq
        and (m.visitor_id is distinct from p.visitor_id or m.member_id is distinct from p.member_id)
      where p.conversation_id = any (${conversationIds as string[]}::uuid[]) and p.left_at is null
      group by p.conversation_id, p.visitor_id, p.member_id, c.last_seq
    ) mark
    where participant.conversation_id = mark.conversation_id
      and participant.visitor_id is not distinct from mark.visitor_id
      and participant.member_id is not distinct from mark.member_id
      and participant.read_seq < mark.seq`;
}

/** Messages after a number, in order. */
export async function messagesAfter(
  tx: Tx,
  conversationId: string,
  after: number,
  limit: number,
): Promise<StoredMessage[]> {
  const rows = await tx<MessageColumns[]>`
    select * from message where conversation_id = ${conversationId} and seq > ${after} order by seq limit ${limit}`;
  return rows.map(toStored);
}

export async function findConversation(tx: Tx, id: string): Promise<ConversationRow | null> {
  const rows = await tx<ConversationColumns[]>`select * from conversation where id = ${id}`;
  return (await withParticipants(tx, rows))[0] ?? null;
}

/** A person's own conversations, the liveliest first. @param after the last id of the page before */
export async function conversationsOf(
  tx: Tx,
  person: Person,
  limit: number,
  after?: string,
): Promise<ConversationRow[]> {
  const rows = await tx<ConversationColumns[]>`
    select c.* from conversation c join participant p on p.conversation_id = c.id
    where ${isPerson(tx, person)}
      ${after === undefined ? tx`` : tx`and (c.last_at, c.id) < (select last_at, id from conversation where id = ${after})`}
    order by c.last_at desc, c.id desc limit ${limit}`;
  return withParticipants(tx, rows);
}

/** The first and the last words of conversations and the marked solution, at most this long. */
export async function wordsOf(
  tx: Tx,
  ids: readonly string[],
  length: number,
): Promise<Map<string, { topic: string; snippet: string; solution: string | null }>> {
  const rows = await tx<{ id: string; topic: string; snippet: string; solution: string | null }[]>`
    select c.id, coalesce(left(opening.body, ${length}), '') as topic, coalesce(left(latest.words, ${length}), '') as snippet,
      left(solution.body, ${length}) as solution
    from conversation c
    left join message solution on solution.conversation_id = c.id and solution.seq = c.solution_seq
    left join lateral (select body from message m where m.conversation_id = c.id and kind = 'text' order by seq limit 1) opening on true
    left join lateral (
      select case kind when 'file' then 'File: ' || (body::json ->> 'name') else body end as words
      from message m where m.conversation_id = c.id and kind in ('text', 'file') order by seq desc limit 1
    ) latest on true
    where c.id = any (${ids as string[]}::uuid[])`;
  return new Map(rows.map(({ id, ...words }) => [id, words]));
}

export async function closeConversation(tx: Tx, id: string, reason: string, at: Date): Promise<void> {
  await tx`update conversation set state = 'closed', closed_at = ${at}, close_reason = ${reason} where id = ${id}`;
}

/** Moves the mark of what a participant has read, never back. @returns the new mark, or null when nothing changed */
export async function markRead(tx: Tx, conversationId: string, person: Person, seq: number): Promise<number | null> {
  const [row] = await tx<{ readSeq: number }[]>`
    update participant p set read_seq = least(${seq}, c.last_seq) from conversation c
    where c.id = p.conversation_id and p.conversation_id = ${conversationId} and ${isPerson(tx, person)}
      and p.read_seq < least(${seq}, c.last_seq)
    returning p.read_seq`;
  return row?.readSeq ?? null;
}

/** Notes that people are here, or (null) have gone. */
export async function markSeen(
  tx: Tx,
  seen: readonly { conversationId: string; person: Person }[],
  at: Date | null,
): Promise<void> {
  await tx`
    update participant p set seen_at = ${at}
    from unnest(${seen.map(({ conversationId }) => conversationId)}::uuid[], ${seen.map(({ person }) => person.id)}::uuid[])
      as here (conversation_id, person_id)
    where p.conversation_id = here.conversation_id and coalesce(p.visitor_id, p.member_id) = here.person_id`;
}

/** Everything under one visitor's id is another's from now on: both were one person. */
export async function moveVisitor(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx`update participant set visitor_id = ${toId} where visitor_id = ${fromId}`;
  await tx`update message set visitor_id = ${toId} where visitor_id = ${fromId}`;
}

/** Removes conversations with everything in them. */
export async function deleteConversations(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx`delete from conversation where id = any (${ids as string[]}::uuid[])`;
}

interface PersonColumns {
  visitorId: string | null;
  memberId: string | null;
}
type ConversationColumns = Omit<ConversationRow, 'participants'>;
type MessageColumns = Omit<StoredMessage, 'from'> & PersonColumns;

const isPerson = (tx: Tx, { kind, id }: Person) =>
  kind === 'visitor' ? tx`p.visitor_id = ${id}` : tx`p.member_id = ${id} and p.left_at is null`;

const toPerson = ({ visitorId, memberId }: PersonColumns): Person | null => {
  if (visitorId !== null) return { kind: 'visitor', id: visitorId };
  return memberId === null ? null : { kind: 'member', id: memberId };
};

const toStored = ({ conversationId, seq, id, clientId, kind, body, at, ...from }: MessageColumns): StoredMessage => ({
  conversationId,
  seq,
  id,
  clientId,
  from: toPerson(from),
  kind,
  body,
  at,
});

const withParticipants = async (tx: Tx, rows: readonly ConversationColumns[]): Promise<ConversationRow[]> => {
  if (rows.length === 0) return [];
  const people = await tx<(PersonColumns & { conversationId: string; readSeq: number; seenAt: Date | null })[]>`
    select conversation_id, visitor_id, member_id, read_seq, seen_at from participant
    where conversation_id = any (${rows.map(({ id }) => id)}::uuid[]) and left_at is null
    order by visitor_id is null, joined_at`;
  const byConversation = Map.groupBy(people, ({ conversationId }) => conversationId);
  return rows.map(({ id, requestId, state, openedAt, closedAt, lastSeq, lastAt }) => ({
    id,
    requestId,
    state,
    openedAt,
    closedAt,
    lastSeq,
    lastAt,
    participants: (byConversation.get(id) ?? []).map(({ readSeq, seenAt, ...columns }) => ({
      person: toPerson(columns)!,
      readSeq,
      seenAt,
    })),
  }));
};
