import type { HandoverKind, HandoverState } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** A question to a colleague as stored. */
export interface HandoverRow {
  id: string;
  organisationId: string;
  conversationId: string;
  kind: HandoverKind;
  fromMemberId: string;
  toMemberId: string;
  /** Empty once the question is over. */
  brief: string;
  state: HandoverState;
  askedAt: Date;
  expiresAt: Date;
}

/** How a question may end. */
export type HandoverEnd = Exclude<HandoverState, 'asked'>;

export async function insertHandover(tx: Tx, row: Omit<HandoverRow, 'state'>): Promise<void> {
  await tx`
    insert into handover (id, organisation_id, conversation_id, kind, from_member_id, to_member_id, brief, state, asked_at, expires_at)
    values (${row.id}, ${row.organisationId}, ${row.conversationId}, ${row.kind}, ${row.fromMemberId}, ${row.toMemberId},
      ${row.brief}, 'asked', ${row.askedAt}, ${row.expiresAt})`;
}

/** @param lock keeps others from ending it until the transaction ends */
export async function findHandover(tx: Tx, id: string, lock = false): Promise<HandoverRow | undefined> {
  const [row] = await tx<HandoverRow[]>`select * from handover where id = ${id} ${lock ? tx`for update` : tx``}`;
  return row;
}

/** What is open about a conversation. */
export function openIn(tx: Tx, conversationId: string): Promise<HandoverRow[]> {
  return tx<HandoverRow[]>`
    select * from handover where conversation_id = ${conversationId} and state = 'asked' order by asked_at, id`;
}

/** What a member asks, or is asked, and can still be accepted. */
export function openFor(tx: Tx, memberId: string, now: Date): Promise<HandoverRow[]> {
  return tx<HandoverRow[]>`
    select * from handover
    where state = 'asked' and expires_at > ${now} and ${memberId} in (from_member_id, to_member_id)
    order by asked_at, id`;
}

/** Everything open that a member asks, or is asked. */
export function openOfMember(tx: Tx, memberId: string): Promise<HandoverRow[]> {
  return tx<HandoverRow[]>`
    select * from handover where state = 'asked' and ${memberId} in (from_member_id, to_member_id) order by id`;
}

/** Ends a question, and forgets its brief. @returns false when it was over */
export async function endHandover(tx: Tx, id: string, state: HandoverEnd, at: Date): Promise<boolean> {
  const { count } = await tx`
    update handover set state = ${state}, ended_at = ${at}, brief = '' where id = ${id} and state = 'asked'`;
  return count > 0;
}

/** Ends what nobody answered in time, of every organisation; the rest of a great many comes with the next look. */
export function expireHandovers(tx: Tx, at: Date): Promise<HandoverRow[]> {
  return tx<HandoverRow[]>`
    update handover set state = 'expired', ended_at = ${at}, brief = ''
    where id in (
      select id from handover where state = 'asked' and expires_at <= ${at} order by expires_at limit 200 for update skip locked
    )
    returning *`;
}
