import type { Reason, SignalTarget } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** Which struggles are looked at: of these sites, from each site's threshold up, that ended in a stretch, both ends included. */
export interface Wanted {
  sites: readonly { id: string; threshold: number }[];
  from: Date;
  to: Date;
}

/** How much struggle: minutes as they are, not rounded. */
export interface Totals {
  struggles: number;
  people: number;
  minutes: number;
}

const stuck = (tx: Tx, { sites, from, to }: Wanted) => tx`
  select struggle.* from unnest(${sites.map(({ id }) => id)}::uuid[], ${sites.map(({ threshold }) => threshold)}::real[])
    as site (id, threshold)
  join struggle on struggle.site_id = site.id and struggle.at between ${from} and ${to}
    and struggle.agreed_score >= site.threshold`;

const totals = (tx: Tx) => tx`
  count(*) as struggles, count(distinct visitor_id) as people,
  coalesce(sum(extract(epoch from at - started_at)), 0)::float8 / 60 as minutes`;

const day = (tx: Tx) => tx`to_char(at at time zone 'UTC', 'YYYY-MM-DD')`;

export async function totalsOf(tx: Tx, wanted: Wanted): Promise<Totals> {
  const [row] = await tx<Totals[]>`select ${totals(tx)} from (${stuck(tx, wanted)}) stuck`;
  return row!;
}

/** Days on which there was any, UTC, in their order. */
export function totalsByDay(tx: Tx, wanted: Wanted): Promise<(Totals & { day: string })[]> {
  return tx<(Totals & { day: string })[]>`
    select ${day(tx)} as day, ${totals(tx)} from (${stuck(tx, wanted)}) stuck group by 1 order by 1`;
}

/** A page and an element on it, and what is known of the struggles there. */
export interface PlaceRow extends Totals {
  siteId: string;
  page: string;
  target: SignalTarget | null;
  lastAt: Date;
  reasons: Reason[] | null;
  fingerprints: string[] | null;
  days: { day: string; struggles: number }[];
  articleId: string | null;
  articleTitle: string | null;
}

/** Places where people were stuck, the most minutes first; each with its most frequent reasons and marks, and the article that answers it. */
export function placesOf(
  tx: Tx,
  wanted: Wanted,
  { most, mostReasons, mostMarks }: { most: number; mostReasons: number; mostMarks: number },
): Promise<PlaceRow[]> {
  return tx<PlaceRow[]>`
    with stuck as (
      select *, coalesce(target ->> 'selector', '') as selector from (${stuck(tx, wanted)}) one
    ), place as (
      select *, row_number() over (order by minutes desc, struggles desc, last_at desc, page, selector) as place_no from (
        select site_id, page, selector, ${totals(tx)}, max(at) as last_at, (array_agg(target order by at desc))[1] as target
        from stuck group by site_id, page, selector
      ) one
      order by place_no limit ${most}
    ), placed as (
      select place_no, at, reasons, fingerprints, stuck.organisation_id from place join stuck using (site_id, page, selector)
    ), place_day as (
      select place_no, json_agg(json_build_object('day', day, 'struggles', struggles) order by day) as list from (
        select place_no, ${day(tx)} as day, count(*) as struggles from placed group by 1, 2
      ) one group by place_no
    ), place_reason as (
      select place_no, json_agg(json_build_object('code', code, 'params', params) order by times desc, code) as list from (
        select *, row_number() over (partition by place_no order by times desc, code) as reason_no from (
          select place_no, reason ->> 'code' as code, count(*) as times,
            (array_agg(reason -> 'params' order by at desc))[1] as params
          from placed cross join jsonb_array_elements(reasons) as reason group by 1, 2
        ) one
      ) one
      where reason_no <= ${mostReasons} group by place_no
    ), place_mark as (
      select place_no, array_agg(fingerprint order by times desc, fingerprint) as marks from (
        select *, row_number() over (partition by place_no order by times desc, fingerprint) as mark_no from (
          select place_no, told.fingerprint, count(*) as times
          from placed cross join unnest(fingerprints) as told (fingerprint) group by 1, 2
        ) one
      ) one
      where mark_no <= ${mostMarks} group by place_no
    ), place_article as (
      select distinct on (place_no) place_no, article_id, title from (
        select place_no, known.article_id, known.title, count(*) as times
        from placed cross join unnest(fingerprints) as told (fingerprint)
        join known_fingerprint known on known.organisation_id = placed.organisation_id and known.fingerprint = told.fingerprint
        group by 1, 2, 3
      ) one order by place_no, times desc, article_id
    )
    select site_id, page, target, struggles, people, minutes, last_at, place_reason.list as reasons, marks as fingerprints,
      place_day.list as days, article_id, title as article_title
    from place left join place_day using (place_no) left join place_reason using (place_no)
      left join place_mark using (place_no) left join place_article using (place_no)
    order by place_no`;
}
