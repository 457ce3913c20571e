import type { RequestState } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';

/** Who is, or was, booked for a request; times in milliseconds since the epoch. */
export interface AppointmentRow {
  id: string;
  requestId: string;
  memberId: string;
  slotAt: number;
  state: 'booked' | 'given-up' | 'cancelled';
}

/** An appointment with the words of whoever asked. */
export interface OwnRow {
  id: string;
  requestId: string;
  visitorId: string;
  slotAt: number;
  text: string;
  topic: string | null;
  language: string;
  state: RequestState;
}

/** @returns false when the member was booked for this time a moment ago, on whatever node */
export async function insertAppointment(
  tx: Tx,
  row: Omit<AppointmentRow, 'state'> & { organisationId: string; now: number },
): Promise<boolean> {
  const rows = await tx`
    insert into appointment (id, organisation_id, request_id, member_id, slot_at, created_at)
    values (${row.id}, ${row.organisationId}, ${row.requestId}, ${row.memberId}, ${new Date(row.slotAt)}, ${new Date(row.now)})
    on conflict (member_id, slot_at) where state = 'booked' do nothing
    returning id`;
  return rows.length > 0;
}

/** Who is booked from a time on, and when. */
export async function bookedFrom(tx: Tx, from: number): Promise<{ memberId: string; slotAt: number }[]> {
  const rows = await tx<{ memberId: string; slotAt: Date }[]>`
    select member_id, slot_at from appointment
    where organisation_id = app_organisation() and state = 'booked' and slot_at >= ${new Date(from)}`;
  return rows.map(({ memberId, slotAt }) => ({ memberId, slotAt: slotAt.getTime() }));
}

/** All appointments of these requests, the oldest first. */
export function appointmentsOf(tx: Tx, requestIds: readonly string[]): Promise<AppointmentRow[]> {
  return select(tx, tx`request_id = any (${requestIds as string[]}::uuid[])`);
}

/** An appointment by its id. */
export async function findAppointment(tx: Tx, id: string): Promise<AppointmentRow | undefined> {
  return (await select(tx, tx`id = ${id}`))[0];
}

/** What a member is booked for after a time. */
export function bookedOf(tx: Tx, memberId: string, after: number): Promise<AppointmentRow[]> {
  return select(tx, tx`member_id = ${memberId} and state = 'booked' and slot_at > ${new Date(after)}`);
}

/** One of a member's own, as long as they are booked. */
export async function findBooked(tx: Tx, id: string, memberId: string): Promise<AppointmentRow | undefined> {
  return (await select(tx, tx`id = ${id} and member_id = ${memberId} and state = 'booked'`))[0];
}

/** They do not come. @returns false where that was said before */
export async function endAppointment(
  tx: Tx,
  id: string,
  state: 'given-up' | 'cancelled',
  reason: string | null = null,
): Promise<boolean> {
  const rows = await tx`
    update appointment set state = ${state}, reason = ${reason} where id = ${id} and state = 'booked' returning id`;
  return rows.length > 0;
}

/** What a member is booked for and is not over, earliest first. */
export async function ownAppointments(tx: Tx, memberId: string, slotsAfter: number): Promise<OwnRow[]> {
  const rows = await tx<(Omit<OwnRow, 'slotAt'> & { slotAt: Date })[]>`
    select a.id, a.request_id, a.slot_at, r.visitor_id, r.text, r.topic, r.language, r.state
    from appointment a join help_request r on r.id = a.request_id
    where a.member_id = ${memberId} and a.state = 'booked' and a.slot_at > ${new Date(slotsAfter)}
      and r.state in ('scheduled', 'queued')
    order by a.slot_at limit 100`;
  return rows.map((row) => ({ ...row, slotAt: row.slotAt.getTime() }));
}

/** Forgets what experts wrote when they gave up these requests. */
export async function forgetReasons(tx: Tx, requestIds: readonly string[]): Promise<void> {
  await tx`
    update appointment set reason = null
    where request_id = any (${requestIds as string[]}::uuid[]) and reason is not null`;
}

async function select(tx: Tx, where: ReturnType<Tx>): Promise<AppointmentRow[]> {
  const rows = await tx<(Omit<AppointmentRow, 'slotAt'> & { slotAt: Date })[]>`
    select id, request_id, member_id, slot_at, state from appointment where ${where} order by created_at, id`;
  return rows.map((row) => ({ ...row, slotAt: row.slotAt.getTime() }));
}
