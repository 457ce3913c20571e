import type { HoursException, WeeklyHours } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { WorkingHours } from './hours.ts';

/** Those whose hours have begun or ended since somebody looked, locked; many at once, the rest with the next look. @returns ids */
export async function lockTurned(tx: Tx, now: number): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from expert
    where duty_until <= ${new Date(now)} or (duty_from <= ${new Date(now)} and not is_on)
    order by id limit 1000 for update skip locked`;
  return rows.map(({ id }) => id);
}

/**
 * When the first of those who are not on duty now will be: their hours begin, or their break ends. Who is on duty and was not
 * seen may come at any moment; nothing is promised for them. Null: nobody has said when.
 */
export async function nextDutyAt(tx: Tx, now: number): Promise<number | null> {
  const [row] = await tx<{ at: Date | null }[]>`
    select min(back_at) as at
    from expert, greatest(duty_from, quiet_until) as back_at
    where back_at > ${new Date(now)} and case when duty_from is null then is_on else back_at < duty_until end`;
  return row?.at?.getTime() ?? null;
}

/** The hours of a member who is an expert and has some. */
export interface MemberHours extends WorkingHours {
  memberId: string;
}

/** Everybody's hours, of those who have any; or of one member. */
export async function workingHours(tx: Tx, memberId?: string): Promise<MemberHours[]> {
  return tx<(MemberHours & { hours: WeeklyHours[]; exceptions: HoursException[] })[]>`
    select member_id, time_zone, hours, exceptions from expert
    where organisation_id = app_organisation() and hours <> '[]'
      and ${memberId === undefined ? tx`true` : tx`member_id = ${memberId}`}
    order by member_id`;
}
