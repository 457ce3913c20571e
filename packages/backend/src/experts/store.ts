import type { CallCapacity, ExpertProfile, HoursException, WeeklyHours } from '@harmony-live/protocol';
import { mostAheadMs } from '../platform/clock.ts';
import type { Tx } from '../platform/database/index.ts';
import { awayAfterMs, silentAfterMs, type Presence } from './availability.ts';
import type { Duty, WrapUpMinutes } from './duty.ts';
import type { WorkingHours } from './hours/hours.ts';
import { isOnDuty, type Turn } from './hours/turn.ts';
import type { Places } from '../requests/index.ts';
import type { Standing } from './standing/standing.ts';
import type { WeekLimit } from './week/week.ts';

/** An expert as stored, with the load counted and `isOn` as the hours have left it; times in milliseconds since the epoch. */
export interface ExpertRow extends Presence, Duty, WorkingHours, WeekLimit {
  id: string;
  organisationId: string;
  memberId: string;
  version: number;
  languages: ExpertProfile['languages'];
  idleSince: number;
  timeOutsInARow: number;
  wrapUpMinutes: WrapUpMinutes;
  hasMoreTime: boolean;
  callCapacity: CallCapacity;
  /** How they stood when it was last noted. */
  standing: Standing;
}

/** One statement with its vector. */
export interface StatementRow {
  id: string;
  text: string;
  model: string;
  embedding: readonly number[];
}

/** The organisation that the transaction stands in. */
export async function organisationOf(tx: Tx): Promise<string> {
  const [row] = await tx<{ id: string | null }[]>`select app_organisation() as id`;
  if (row?.id == null) throw new TypeError('An expert is changed inside withOrganisation.');
  return row.id;
}

/** Makes the expert of a member, off duty, unless there is one. `stretchId` is for the beginning of how they stood. */
export async function insertExpert(
  tx: Tx,
  row: { id: string; stretchId: string; organisationId: string; memberId: string; now: number },
): Promise<void> {
  await tx`
    with made as (
      insert into expert (id, organisation_id, member_id, idle_since)
      values (${row.id}, ${row.organisationId}, ${row.memberId}, ${new Date(row.now)})
      on conflict (member_id) do nothing
      returning organisation_id, member_id, standing
    )
    insert into duty_stretch (id, organisation_id, member_id, standing, began_at)
    select ${row.stretchId}::uuid, organisation_id, member_id, standing, ${new Date(row.now)} from made`;
}

/** The expert with their statements goes, and what the member was busy with. */
export async function deleteExpert(tx: Tx, memberId: string): Promise<void> {
  await tx`delete from expert where member_id = ${memberId}`;
  await tx`delete from expert_load where member_id = ${memberId}`;
}

/** The expert of a member; `lock` keeps others from changing it until the transaction ends. */
export async function findExpert(tx: Tx, memberId: string, now: number, lock = false): Promise<ExpertRow | undefined> {
  if (lock) await tx`select 1 from expert where member_id = ${memberId} for update`;
  return (await selectExperts(tx, now, tx`e.member_id = ${memberId}`))[0];
}

/** These experts, in the order of their ids. */
export function findExperts(tx: Tx, ids: readonly string[], now: number): Promise<ExpertRow[]> {
  return selectExperts(tx, now, tx`e.id = any (${ids as string[]}::uuid[])`, ids.length);
}

/** A page of experts in the order of their ids. */
export function listExperts(tx: Tx, now: number, after: string | undefined, limit: number): Promise<ExpertRow[]> {
  return selectExperts(tx, now, after === undefined ? tx`true` : tx`e.id > ${after}`, limit);
}

/** Those who do not stand as was last noted; the rest of a great many comes with the next look. */
export function changedExperts(tx: Tx, now: number): Promise<ExpertRow[]> {
  return selectExperts(tx, now, tx`e.standing <> ${standingIs(tx, now)}`, 1000);
}

/** The statements of these experts in the order they were written, by expert. */
export async function readStatements(tx: Tx, expertIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx<{ expertId: string; texts: string[] }[]>`
    select expert_id, array_agg(text order by position) as texts
    from expert_statement where expert_id = any (${expertIds as string[]}::uuid[])
    group by expert_id`;
  return new Map(rows.map(({ expertId, texts }) => [expertId, texts]));
}

/** Replaces the profile; the version grows by one. What is not named stays as it was. */
export async function replaceProfile(
  tx: Tx,
  expert: Pick<ExpertRow, 'id' | 'organisationId'>,
  profile: Pick<ExpertProfile, 'languages' | 'capacity' | 'callCapacity' | 'wrapUpMinutes' | 'hasMoreTime'> &
    WorkingHours &
    Turn &
    Pick<WeekLimit, 'mostHoursAWeek'>,
  statements: readonly StatementRow[],
): Promise<void> {
  await tx`delete from expert_statement where expert_id = ${expert.id}`;
  await tx`
    insert into expert_statement (id, organisation_id, expert_id, position, text, model, embedding)
    select id, ${expert.organisationId}, ${expert.id}, position, text, model, embedding::real[]::vector
    from unnest(${statements.map(({ id }) => id)}::uuid[], ${[...statements.keys()]}::smallint[],
      ${statements.map(({ text }) => text)}::text[], ${statements.map(({ model }) => model)}::text[],
      ${statements.map(({ embedding }) => `{${embedding.join(',')}}`)}::text[])
      as statement (id, position, text, model, embedding)`;
  const { callCapacity = null, timeZone, hours, exceptions } = profile;
  await tx`
    update expert
    set languages = ${tx.json(profile.languages)}, capacity = ${profile.capacity}, version = version + 1,
      wrap_up_minutes = coalesce(${profile.wrapUpMinutes ?? null}::smallint, wrap_up_minutes),
      has_more_time = coalesce(${profile.hasMoreTime ?? null}::boolean, has_more_time),
      call_capacity = coalesce(${callCapacity === null ? null : tx.json(callCapacity)}::jsonb, call_capacity),
      time_zone = ${timeZone}, hours = ${tx.json(hours as WeeklyHours[])},
      exceptions = ${tx.json(exceptions as HoursException[])}, most_hours_a_week = ${profile.mostHoursAWeek},
      is_on = ${profile.isOn}, is_last_one = is_last_one and ${profile.isOn},
      duty_from = ${dateOf(profile.dutyFrom)}, duty_until = ${dateOf(profile.dutyUntil)}
    where id = ${expert.id}`;
}

/** How many could be asked now, without those of `except`. */
export async function countAvailable(tx: Tx, now: number, except: readonly string[] = []): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::integer from expert e, lateral (${countLoad(tx, now)}) l
    where ${isAvailable(tx, now)} and e.member_id <> all (${except as string[]}::uuid[])`;
  return row?.count ?? 0;
}

/** The places of everybody who is there: how many experts can be asked, what these can take, and what all are busy with. */
export async function countPlaces(tx: Tx, now: number): Promise<Places> {
  const [row] = await tx<Places[]>`
    select count(*) filter (where is_free)::integer as reachable,
      coalesce(sum(capacity - load) filter (where is_free), 0)::integer as free, coalesce(sum(load), 0)::integer as busy
    from (
      select e.capacity, l.load, ${isAvailable(tx, now)} as is_free from expert e, lateral (${countLoad(tx, now)}) l
      where e.organisation_id = app_organisation() and ${isThere(tx, now)}
    ) there`;
  return row!;
}

/** Sets how they come and go. Whoever switches on begins a new turn: not idle before, no time-outs counted. */
export async function setDuty(tx: Tx, expertId: string, duty: Duty & Turn, now: number): Promise<void> {
  const { isOn, quietUntil, isWrappingUp, isLastOne } = duty;
  await tx`
    update expert
    set idle_since = case when ${isOn} and not is_on then ${new Date(now)} else idle_since end,
      time_outs_in_a_row = case when ${isOn} then 0 else time_outs_in_a_row end,
      is_on = ${isOn}, quiet_until = ${dateOf(quietUntil)},
      duty_from = ${dateOf(duty.dutyFrom)}, duty_until = ${dateOf(duty.dutyUntil)},
      is_wrapping_up = ${isWrappingUp}, is_last_one = ${isLastOne}
    where id = ${expertId}`;
}

/** Ends the breaks and wrap-ups whose time has come; many at once, the rest with the next look. @returns whose, by member */
export async function endQuiet(tx: Tx, now: number): Promise<string[]> {
  const rows = await tx<{ memberId: string }[]>`
    update expert set quiet_until = null, is_wrapping_up = false
    where id in (
      select id from expert where quiet_until <= ${new Date(now)} order by id limit 1000 for update skip locked
    )
    returning member_id`;
  return rows.map(({ memberId }) => memberId);
}

/** A sign of life of these members; never moves back, unless the clock was set back. */
export async function markSeen(tx: Tx, memberIds: readonly string[], now: number): Promise<void> {
  await tx`
    update expert
    set seen_at = case when seen_at > ${new Date(now + mostAheadMs)} then ${new Date(now)}
      else greatest(seen_at, ${new Date(now)}) end
    where id in (
      select id from expert where member_id = any (${memberIds as string[]}::uuid[]) order by id for update
    )`;
}

/** One more assignment ran out. @returns how many in a row by now, or undefined for a member who is no expert */
export async function addTimeOut(tx: Tx, memberId: string, now: number): Promise<number | undefined> {
  const [row] = await tx<{ timeOutsInARow: number }[]>`
    update expert set time_outs_in_a_row = time_outs_in_a_row + 1, idle_since = ${new Date(now)}
    where member_id = ${memberId}
    returning time_outs_in_a_row`;
  return row?.timeOutsInARow;
}

/** They were asked and answered, or ended a conversation: no time-outs in a row, and to the end of the line. */
export async function markBusyUntil(tx: Tx, memberIds: readonly string[], now: number): Promise<void> {
  await tx`
    update expert set time_outs_in_a_row = 0, idle_since = greatest(idle_since, ${new Date(now)})
    where id in (
      select id from expert where member_id = any (${memberIds as string[]}::uuid[]) order by id for update
    )`;
}

/** A conversation begins to count as load. */
export async function insertLoad(
  tx: Tx,
  expert: Pick<ExpertRow, 'memberId' | 'organisationId'>,
  conversationId: string,
  now: number,
): Promise<void> {
  await tx`
    insert into expert_load (conversation_id, member_id, organisation_id, started_at, last_at)
    values (${conversationId}, ${expert.memberId}, ${expert.organisationId}, ${new Date(now)}, ${new Date(now)})
    on conflict do nothing`;
}

/** A sign of life in a conversation. */
export async function touchLoad(tx: Tx, conversationId: string, now: number): Promise<void> {
  await tx`
    update expert_load set last_at = greatest(last_at, ${new Date(now)}) where conversation_id = ${conversationId}`;
}

/** The conversation has ended. */
export async function deleteLoad(tx: Tx, conversationId: string): Promise<void> {
  await tx`delete from expert_load where conversation_id = ${conversationId}`;
}

/** The member is out of a conversation that goes on without them. */
export async function deleteLoadOf(tx: Tx, conversationId: string, memberId: string): Promise<void> {
  await tx`delete from expert_load where conversation_id = ${conversationId} and member_id = ${memberId}`;
}

async function selectExperts(tx: Tx, now: number, where: ReturnType<Tx>, limit = 1): Promise<ExpertRow[]> {
  const rows = await tx<RawExpert[]>`
    select e.*, l.load, ${isPushed(tx)} as is_pushed
    from expert e, lateral (${countLoad(tx, now)}) l
    where ${where}
    order by e.id
    limit ${limit}`;
  return rows.map((row) => toExpert(row, now));
}

/**
 * The places that are taken of `e`, as `load`. A conversation takes one; with a call in it, as many as `callCapacity` says, and however long nobody writes. Calls are read
 * where they are kept: they are found to have begun or ended by time.
 */
export const countLoad = (tx: Tx, now: number) => tx`
  select coalesce(sum(greatest(1, ceil(e.capacity::numeric / nullif((e.call_capacity ->> c.media)::integer, 0)))), 0)::integer as load
  from expert_load w
  left join call c on c.conversation_id = w.conversation_id and c.state in ('connecting', 'connected', 'recovering')
  where w.member_id = e.member_id and (w.last_at > ${new Date(now - silentAfterMs)} or c.id is not null)`;

/** `availabilityOf(…) === 'available'`, said in SQL: a test holds them together. */
export const isAvailable = (tx: Tx, now: number) => tx`
  ${isOnDutyNow(tx, now)}
  and (e.quiet_until is null or e.quiet_until <= ${new Date(now)})
  and (e.seen_at > ${new Date(now - awayAfterMs)} or ${isPushed(tx)}) and l.load < e.capacity`;

/** On duty and not away, whether or not they can take another: those who are full, or note down what they just did, come soon. */
export const isThere = (tx: Tx, now: number) => tx`
  ${isOnDutyNow(tx, now)} and ${standingIs(tx, now)} in ('available', 'full', 'wrapping-up')`;

/** `standingOf(…)`, said in SQL: a test holds them together, too. Never seen makes the comparison null, which is away. */
const standingIs = (tx: Tx, now: number) => tx`
  case when not ${isOnDutyNow(tx, now)} then 'offline'
    when e.quiet_until > ${new Date(now)} then case when e.is_wrapping_up then 'wrapping-up' else 'quiet' end
    when not coalesce(e.seen_at > ${new Date(now - awayAfterMs)} or ${isPushed(tx)}, false) then 'away'
    when l.load >= e.capacity then 'full' else 'available' end`;

const isOnDutyNow = (tx: Tx, now: number) => tx`
  case when e.duty_from is null or e.duty_from > ${new Date(now)} then e.is_on else e.duty_until > ${new Date(now)} end`;

/** Read where it is kept: it goes with sessions that end by themselves, of which no event tells. */
const isPushed = (tx: Tx) => tx`exists (select from push_subscription where member_id = e.member_id)`;

type Times = 'quietUntil' | 'seenAt' | 'dutyFrom' | 'dutyUntil' | 'overHoursUntil';
type RawExpert = Omit<ExpertRow, Times | 'idleSince'> & { [name in Times]: Date | null } & { idleSince: Date };

const toExpert = (row: RawExpert, now: number): ExpertRow => {
  const turn = { isOn: row.isOn, dutyFrom: timeOf(row.dutyFrom), dutyUntil: timeOf(row.dutyUntil) };
  return {
    ...row,
    ...turn,
    isOn: isOnDuty(turn, now),
    quietUntil: timeOf(row.quietUntil),
    seenAt: timeOf(row.seenAt),
    overHoursUntil: timeOf(row.overHoursUntil),
    idleSince: row.idleSince.getTime(),
  };
};

const timeOf = (date: Date | null): number | null => date?.getTime() ?? null;
const dateOf = (time: number | null): Date | null => (time === null ? null : new Date(time));
