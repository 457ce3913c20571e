import type { CallEndReason } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { CallRow, Side } from './call.ts';

const columns = (tx: Tx) => tx`
  id, conversation_id, media, state, started_by, visitor_connection, member_connection, started_at, connected_at, alive_at`;

/** A call of this conversation, locked until the transaction ends. */
export async function lockCall(tx: Tx, conversationId: string, id: string): Promise<CallRow | undefined> {
  const [row] = await tx<CallRow[]>`
    select ${columns(tx)} from call where id = ${id} and conversation_id = ${conversationId} for update`;
  return row;
}

/** The call that goes on, if any, locked. */
export async function lockLiveCall(tx: Tx, conversationId: string): Promise<CallRow | undefined> {
  const [row] = await tx<CallRow[]>`
    select ${columns(tx)} from call where conversation_id = ${conversationId} and state <> 'ended' for update`;
  return row;
}

/** The same, where this member is in it, or asked for it. */
export async function lockLiveCallOf(tx: Tx, conversationId: string, memberId: string): Promise<CallRow | undefined> {
  const [row] = await tx<CallRow[]>`
    select ${columns(tx)} from call
    where conversation_id = ${conversationId} and member_id = ${memberId} and state <> 'ended' for update`;
  return row;
}

export async function findLiveCall(tx: Tx, id: string): Promise<CallRow | undefined> {
  const [row] = await tx<CallRow[]>`select ${columns(tx)} from call where id = ${id} and state <> 'ended'`;
  return row;
}

/** The calls that go on, by conversation. */
export async function liveCallsOf(tx: Tx, conversationIds: readonly string[]): Promise<Map<string, CallRow>> {
  const rows = await tx<CallRow[]>`
    select ${columns(tx)} from call
    where conversation_id = any (${conversationIds as string[]}::uuid[]) and state <> 'ended'`;
  return new Map(rows.map((row) => [row.conversationId, row]));
}

export interface NewCall extends Omit<CallRow, 'startedAt' | 'connectedAt' | 'aliveAt'> {
  organisationId: string;
  memberId: string | null;
  at: Date;
}

export async function insertCall(tx: Tx, call: NewCall): Promise<void> {
  const consentAt = call.state === 'connecting' ? call.at : null;
  await tx`
    insert into call (id, organisation_id, conversation_id, media, state, started_by, member_id, visitor_connection,
      member_connection, started_at, alive_at, consent_at)
    values (${call.id}, ${call.organisationId}, ${call.conversationId}, ${call.media}, ${call.state}, ${call.startedBy},
      ${call.memberId}, ${call.visitorConnection}, ${call.memberConnection}, ${call.at}, ${call.at}, ${consentAt})`;
}

export interface CallUpdate {
  state: CallRow['state'];
  bind: { side: Side; connectionId: string; memberId: string | null } | null;
  isConsent: boolean;
  at: Date;
}

export async function updateCall(tx: Tx, id: string, { state, bind, isConsent, at }: CallUpdate): Promise<void> {
  const visitor = bind?.side === 'visitor' ? bind.connectionId : null;
  const member = bind?.side === 'member' ? bind.connectionId : null;
  await tx`
    update call set state = ${state}, alive_at = ${at},
      visitor_connection = coalesce(${visitor}, visitor_connection),
      member_connection = coalesce(${member}, member_connection),
      member_id = coalesce(${bind?.memberId ?? null}, member_id),
      consent_at = case when ${isConsent} then ${at} else consent_at end,
      connected_at = case when ${state === 'connected'} then coalesce(connected_at, ${at}) else connected_at end
    where id = ${id}`;
}

export async function endCall(tx: Tx, id: string, reason: CallEndReason, at: Date): Promise<void> {
  await tx`update call set state = 'ended', ended_at = ${at}, end_reason = ${reason} where id = ${id}`;
}

/** Calls of which nobody has said for long that they go on. */
export function silentCalls(
  tx: Tx,
  before: Date,
): Promise<{ id: string; conversationId: string; organisationId: string }[]> {
  return tx`
    select id, conversation_id, organisation_id from call
    where state <> 'ended' and alive_at < ${before} order by alive_at limit 100`;
}

/** What is kept of somebody's calls. */
export function callsIn(
  tx: Tx,
  conversationId: string,
): Promise<{ media: string; startedBy: string; startedAt: Date; consentAt: Date | null; endedAt: Date | null }[]> {
  return tx`
    select media, started_by, started_at, consent_at, ended_at from call
    where conversation_id = ${conversationId} order by started_at`;
}
