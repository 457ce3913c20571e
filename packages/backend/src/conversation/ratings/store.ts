import type { Tx } from '../../platform/database/index.ts';

/** How often and how well somebody was rated. */
export interface Standing {
  /** 1 to 5, the mean; absent where too few have rated to say anything. */
  rating?: number;
  /** How many have. */
  basedOn: number;
}

/** From so many ratings on a mean is told: of fewer, one angry person would be most of it. */
export const fewestRatings = 3;
/** Only the latest conversations of a member count: people learn, and the question stays cheap. */
const latest = 300;

/** How those were rated whom these requests brought to their conversations, by the requests' ids; who is alone in one is missing. */
export async function standingsOf(tx: Tx, requestIds: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await tx<{ requestId: string; basedOn: number; mean: number | null }[]>`
    with helping as (
      select distinct on (c.request_id) c.request_id, p.member_id
      from conversation c
      join participant p on p.conversation_id = c.id and p.member_id is not null and p.left_at is null
      where c.request_id = any (${requestIds as string[]}::uuid[])
      order by c.request_id, p.joined_at
    )
    select helping.request_id, rated.based_on, rated.mean
    from helping cross join lateral (
      select count(rating)::integer as based_on, avg(rating)::float8 as mean
      from (
        select c.rating from participant p join conversation c on c.id = p.conversation_id
        where p.member_id = helping.member_id and p.left_at is null order by p.joined_at desc limit ${latest}
      ) one
    ) rated`;
  return new Map(rows.map(({ requestId, basedOn, mean }) => [requestId, toStanding(basedOn, mean)]));
}

const toStanding = (basedOn: number, mean: number | null): Standing =>
  mean === null || basedOn < fewestRatings ? { basedOn } : { rating: Math.round(mean * 10) / 10, basedOn };
