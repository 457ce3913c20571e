import type { Tx } from '../../platform/database/index.ts';
import type { NewConversation } from '../store.ts';

/** Whether a member has said anything in it: words, a file, or a call. */
export async function hasAnswer(tx: Tx, conversationId: string): Promise<boolean> {
  const [row] = await tx<{ hasAnswer: boolean }[]>`
    select exists (
      select from message where conversation_id = ${conversationId} and from_kind = 'member' and kind in ('text', 'file')
    ) or exists (select from call where conversation_id = ${conversationId}) as has_answer`;
  return row!.hasAnswer;
}

/** A member comes into a conversation that exists. @returns false when they are in it already, or it has ended */
export async function insertMember(
  tx: Tx,
  { id, organisationId, memberId, openedAt }: Pick<NewConversation, 'id' | 'organisationId' | 'memberId' | 'openedAt'>,
): Promise<boolean> {
  const { count } = await tx`
    insert into participant (conversation_id, organisation_id, visitor_id, member_id, joined_at)
    select id, ${organisationId}, null, ${memberId}, ${openedAt} from conversation where id = ${id} and state = 'open'
    on conflict (conversation_id, member_id) where member_id is not null do update
      set left_at = null, joined_at = excluded.joined_at, answering_at = null
      where participant.left_at is not null`;
  return count > 0;
}

/** Notes that a member writes, before anybody of them has answered. */
export async function markAnswering(tx: Tx, conversationId: string, memberId: string, at: Date): Promise<void> {
  await tx`
    update participant set answering_at = ${at}
    where conversation_id = ${conversationId} and member_id = ${memberId} and left_at is null`;
}

/** A conversation where one member alone came, and has not answered. */
export interface Unanswered {
  conversationId: string;
  organisationId: string;
  memberId: string;
}

/** Which conversations are looked for, by when. */
export interface Silence {
  /** Nothing was said or begun since. */
  quietSince: Date;
  /** Whoever accepted came after it: before that it is somebody who reads, or something that went wrong on our side. */
  cameAfter: Date;
  /**
   * The person gave a sign of life after it, unless they read the answer by e-mail: nobody else is sent to whom nobody is there
   * for.
   */
  hereSince: Date;
  /** Where nobody waits, an answer is due by then; whoever came late has until `cameAfter` all the same. */
  dueBefore: Date;
}

/**
 * Where whoever accepted has said nothing, and has begun nothing, while the person waits, or the time of an answer comes near;
 * of every organisation. Whoever comes before a booked slot has time from its beginning.
 */
export function unanswered(tx: Tx, { quietSince, cameAfter, hereSince, dueBefore }: Silence): Promise<Unanswered[]> {
  return tx<Unanswered[]>`
    select p.conversation_id, p.organisation_id, p.member_id
    from participant p join conversation c on c.id = p.conversation_id and c.state = 'open'
    join help_request r on r.id = c.request_id
    join assignment a on a.request_id = c.request_id and a.state = 'accepted' and a.member_id = p.member_id
    where p.member_id is not null and p.left_at is null and p.joined_at <= ${quietSince}
      and case when r.due_at is not null then r.due_at <= ${dueBefore} and p.joined_at <= ${cameAfter}
        else (r.is_answered_by_email or r.visitor_seen_at > ${hereSince}) and coalesce(r.slot_at, p.joined_at) <= ${quietSince}
          and greatest(r.slot_at, p.joined_at) > ${cameAfter} end
      and (p.answering_at is null or p.answering_at <= ${quietSince})
      and not exists (
        select from message m where m.conversation_id = c.id and m.from_kind = 'member' and m.kind in ('text', 'file')
      )
      and not exists (select from call where call.conversation_id = c.id)
      and not exists (
        select from participant o
        where o.conversation_id = c.id and o.member_id <> p.member_id and o.left_at is null
      )
    order by p.conversation_id limit 200`;
}

/** The conversation of a request that is open without any member; null where there is none. */
export async function unattendedOf(tx: Tx, requestId: string): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select id from conversation c
    where request_id = ${requestId} and state = 'open' and not exists (
      select from participant where conversation_id = c.id and member_id is not null and left_at is null
    )`;
  return row?.id ?? null;
}
