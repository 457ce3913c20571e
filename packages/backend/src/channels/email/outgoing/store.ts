import type { Tx } from '../../../platform/database/index.ts';

/** How far the person has read in the page, and whether they are there. */
export interface Reading {
  conversationId: string;
  readSeq: number;
  /** Last sign of life of a page that shows the conversation; null after it went. */
  seenAt: Date | null;
}

/** What a member added that is worth a letter. */
export interface Entry {
  seq: number;
  kind: 'text' | 'file' | 'proposed';
  body: string;
  at: Date;
  memberId: string;
}

/** The conversation that came of a request; undefined while nobody has accepted it. */
export const readingOf = async (tx: Tx, requestId: string): Promise<Reading | undefined> =>
  (
    await tx<Reading[]>`
      select c.id as conversation_id, p.read_seq, p.seen_at
      from conversation c join participant p on p.conversation_id = c.id and p.visitor_id is not null
      where c.request_id = ${requestId}`
  )[0];

/** Words, files and proposals of members after a number, in order. */
export const entriesAfter = (tx: Tx, conversationId: string, after: number, limit: number): Promise<Entry[]> =>
  entries(tx, conversationId, after + 1, 2_147_483_647, limit);

/** The same from one number to another, both included. */
export const entriesBetween = (tx: Tx, conversationId: string, first: number, last: number): Promise<Entry[]> =>
  entries(tx, conversationId, first, last, last - first + 1);

const entries = (tx: Tx, conversationId: string, first: number, last: number, limit: number): Promise<Entry[]> =>
  tx<Entry[]>`
    select seq, kind, body, at, member_id from message
    where conversation_id = ${conversationId} and seq between ${first} and ${last} and from_kind = 'member'
      and member_id is not null and kind in ('text', 'file', 'proposed')
    order by seq limit ${limit}`;
