import type { Mode } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import { isOver } from '../by-email/store.ts';
import { select, toRow, type HelpRequestRow, type RawRequest } from '../store.ts';
import { slotGraceMs } from './later.ts';

/** What a visitor asked for in this way, and nobody has taken yet, locked. */
export function lockAskedOf(tx: Tx, visitorId: string, mode: Mode): Promise<HelpRequestRow[]> {
  return select(
    tx,
    tx`visitor_id = ${visitorId} and state in ('queued', 'scheduled') and mode = ${mode} order by id for update`,
  );
}

/** Puts into the queue whose slot begins by then, of every organisation; claimed in one statement, so any node may. */
export async function queueNear(tx: Tx, slotsUntil: number, now: number): Promise<HelpRequestRow[]> {
  const rows = await tx<RawRequest[]>`
    update help_request set state = 'queued', queued_at = ${new Date(now)}
    where id in (
      select id from help_request where state = 'scheduled' and slot_at <= ${new Date(slotsUntil)}
      order by slot_at limit 100 for update skip locked
    )
    returning *`;
  return rows.map(toRow);
}

/** Expires what nobody waits for any more, of every organisation; claimed in one statement, so any node may. */
export async function expireUnattended(tx: Tx, seenBefore: number, now: number): Promise<HelpRequestRow[]> {
  const rows = await tx<RawRequest[]>`
    update help_request set state = 'expired', ended_at = ${new Date(now)}
    where id in (
      select id from help_request
      where state = 'queued' and visitor_seen_at < ${new Date(seenBefore)}
        and ${isOver(tx, now)} and (mode = 'live' or mode = 'scheduled' and slot_at < ${new Date(now - slotGraceMs)})
      order by id limit 100 for update skip locked
    )
    returning *`;
  return rows.map(toRow);
}

/** Who is asked first from now on; null: nobody. */
export async function setPreferred(tx: Tx, id: string, memberId: string | null): Promise<void> {
  await tx`update help_request set preferred_member_id = ${memberId} where id = ${id}`;
}

/** They are not asked about it any more. */
export async function setExcluded(tx: Tx, id: string, memberId: string): Promise<void> {
  await tx`
    update help_request
    set exclude = array_append(array_remove(exclude, ${memberId}::uuid), ${memberId}::uuid),
      preferred_member_id = nullif(preferred_member_id, ${memberId}::uuid)
    where id = ${id}`;
}
