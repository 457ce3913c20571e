import type { ConversationState } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { Rated, Step } from './resolution.ts';

/** A conversation whose outcome may change; its row is locked until the transaction ends. */
export interface ResolvableConversation extends Rated {
  id: string;
  organisationId: string;
  siteId: string;
  requestId: string;
  state: ConversationState;
  resolvedAt: Date | null;
  solutionSeq: number | null;
  visitorId: string;
  memberIds: string[];
}

/** The conversation that came of a request; undefined while nobody has come. */
export async function standingOfRequest(
  tx: Tx,
  requestId: string,
): Promise<{ id: string; state: ConversationState; visitorId: string } | undefined> {
  const [row] = await tx<{ id: string; state: ConversationState; visitorId: string }[]>`
    select c.id, c.state, p.visitor_id from conversation c
    join participant p on p.conversation_id = c.id and p.visitor_id is not null
    where c.request_id = ${requestId}`;
  return row;
}

export async function lockResolvable(tx: Tx, id: string): Promise<ResolvableConversation | undefined> {
  const [row] = await tx<Omit<ResolvableConversation, 'visitorId' | 'memberIds'>[]>`
    select id, organisation_id, site_id, request_id, state, resolved_at, solution_seq, rating, thanks
    from conversation where id = ${id} for update`;
  if (row === undefined) return undefined;
  const people = await tx<{ visitorId: string | null; memberId: string | null }[]>`
    select visitor_id, member_id from participant where conversation_id = ${id} and left_at is null order by joined_at`;
  return {
    ...row,
    visitorId: people.find(({ visitorId }) => visitorId !== null)?.visitorId ?? '',
    memberIds: people.flatMap(({ memberId }) => (memberId === null ? [] : [memberId])),
  };
}

/** Where the proposal has been standing since before this time. */
export function proposedBefore(tx: Tx, before: Date): Promise<{ id: string; organisationId: string }[]> {
  return tx`
    select id, organisation_id from conversation
    where state = 'proposed' and proposed_at <= ${before} order by proposed_at limit 100`;
}

export async function setResolution(tx: Tx, id: string, step: Step, at: Date): Promise<void> {
  if (step.entry === 'proposed') {
    await tx`update conversation set state = 'proposed', proposed_at = ${at} where id = ${id}`;
  } else if (step.entry === 'resolved') {
    await tx`update conversation set state = 'resolved', resolved_at = ${at}, resolved_how = ${step.how} where id = ${id}`;
  } else {
    await tx`
      update conversation set state = 'open', proposed_at = null, resolved_at = null, resolved_how = null where id = ${id}`;
  }
}

export async function setSolution(tx: Tx, id: string, seq: number): Promise<void> {
  await tx`update conversation set solution_seq = ${seq} where id = ${id}`;
}

export async function setRating(tx: Tx, id: string, { rating, thanks }: Rated, at: Date): Promise<void> {
  await tx`
    update conversation set rating = ${rating}, thanks = ${thanks}, rated_at = coalesce(rated_at, ${at}) where id = ${id}`;
}

/** How a conversation came out, for whoever learns from it. */
export interface ResolutionRow extends Rated {
  conversationId: string;
  proposedAt: Date | null;
  resolvedAt: Date | null;
  how: 'confirmed' | 'assumed' | null;
  solutionSeq: number | null;
}

export async function resolutionsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, ResolutionRow>> {
  const rows = await tx<ResolutionRow[]>`
    select id as conversation_id, proposed_at, resolved_at, resolved_how as how, solution_seq, rating, thanks
    from conversation where id = any (${ids as string[]}::uuid[])`;
  return new Map(rows.map((row) => [row.conversationId, row]));
}

/** What visitors said to a member, the newest first. */
export function thanksTo(
  tx: Tx,
  memberId: string,
  limit: number,
): Promise<{ conversationId: string; text: string; at: Date }[]> {
  return tx`
    select c.id as conversation_id, c.thanks as text, c.rated_at as at
    from conversation c join participant p on p.conversation_id = c.id
    where p.member_id = ${memberId} and c.thanks is not null
    order by c.rated_at desc limit ${limit}`;
}
