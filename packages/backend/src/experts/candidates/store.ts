import type { Tx } from '../../platform/database/index.ts';
import { countLoad, isAvailable, isThere } from '../store.ts';
import type { Candidate, Question, Solved } from '../candidates.ts';

/** The latest solved problems of the organisation, among which those who are most active are looked for. */
const lately = 500;
/** After so many seconds a solved problem counts a quarter (`matching/terms/record.ts`). */
const activityS = 60 * 86_400;
/** Vectors of as many dimensions have an index (migration 026). */
const indexedDimensions = 384;

/** A part of a statement. */
type Fragment = ReturnType<Tx>;

/** How many come in for being active, however far from the question; and for having helped this person. */
const mostActive = 10;
const mostFamiliar = 5;
/** Of the most active so many are looked at, should some of them not be available. */
const mostLookedAt = 30;

/**
 * See `candidates.ts`. Several short lists (nearest by what they say, nearest by what they solved, most active of late, those
 * who helped this person, longest idle, among them the newcomers) are merged place by place until there are enough; then
 * everything that the score needs is read for those alone.
 */
export async function selectCandidates(
  tx: Tx,
  question: Question,
  now: number,
  mostSolved: number,
): Promise<Candidate[]> {
  const { vector, model, exclude, busy = [], limit, visitorId, domains } = question;
  const at = new Date(now);
  const isIndexed = vector.length === indexedDimensions;
  // The question's vector is read once, not once for each text.
  const distance: Fragment = tx`embedding <=> (select vector from asked)`;
  const indexedDistance: Fragment = isIndexed ? tx`topic_of(embedding) <=> (select vector from asked)` : distance;
  const hasIndex: Fragment = isIndexed ? tx`has_topic(embedding)` : tx`true`;
  const tongue = await tongueOf(tx, question, now);
  if (tongue === 'awaited') return [];
  const canBeAsked: Fragment = tx`
    ${question.ignoreAvailability ? tx`true` : isAvailable(tx, now)}
    and e.member_id <> all (${[...exclude, ...busy]}::uuid[]) and ${speaks(tx, tongue, question.language)}
    and ${takes(tx, question.media)} and ${isAmong(tx, question.among)}`;
  // `offset 0` keeps it a question about one expert: joined, a planner without statistics (right after an import) reads
  // all experts for each text.
  const isFree = (id: Fragment): Fragment => tx`exists (
    select from expert e, lateral (${countLoad(tx, now)}) l where e.id = ${id} and ${canBeAsked} offset 0)`;
  // An index on vectors is gone through from end to end where hardly anybody can be asked; all of those are looked at anyway.
  const areMany: Fragment = tx`(select count(*) from longest_idle) > ${limit}`;
  // Limits of lists are written out: the planner, which plans once for all questions, would take them for thousands. An index on
  // vectors finds 40 at a time.
  const rows = await tx<RawCandidate[]>`
    with asked as materialized (select ${vector as number[]}::real[]::vector as vector),
    longest_idle as materialized (
      -- Every third place: they fill what is left, and most of them are neither near nor active. One more than can be chosen tells
      -- whether anything has to be chosen at all.
      select e.id, 3 * row_number() over (order by e.idle_since, e.id) as place
      from expert e, lateral (${countLoad(tx, now)}) l
      where e.organisation_id = app_organisation() and ${canBeAsked}
      order by e.idle_since, e.id limit 51
    ),
    by_statement as (
      select expert_id as id, row_number() over (order by distance) as place from (
        select s.expert_id, ${indexedDistance} as distance from expert_statement s
        where ${areMany} and s.model = ${model} and ${hasIndex} and ${isFree(tx`s.expert_id`)}
        order by distance limit 36
      ) near
    ),
    by_evidence as (
      select expert_id as id, row_number() over (order by distance) as place from (
        select v.expert_id, ${indexedDistance} as distance from expert_evidence v
        where ${areMany} and v.model = ${model} and ${hasIndex} and v.solved_at <= ${at} and ${isFree(tx`v.expert_id`)}
        order by distance limit 36
      ) near
    ),
    by_activity as (
      select expert_id as id, row_number() over (order by work desc, expert_id) as place from (
        -- Faded as the score fades it: a site with few problems has those of years among its latest.
        select expert_id, sum(1 / (1 + date_part('epoch', ${at} - solved_at) / ${activityS}) ^ 2) as work from (
          select expert_id, solved_at from expert_evidence
          where organisation_id = app_organisation() and solved_at <= ${at} order by solved_at desc limit ${lately}
        ) latest
        group by expert_id order by work desc, expert_id limit ${mostLookedAt}
      ) active
      where ${areMany} and ${isFree(tx`active.expert_id`)}
      order by work desc, expert_id limit ${mostActive}
    ),
    wished as (
      select w.id, 0 as place from expert w where w.member_id = ${question.wished ?? null} and ${isFree(tx`w.id`)}
    ),
    familiar as (
      select v.expert_id as id, 1 as place from expert_evidence v
      where v.visitor_id = ${visitorId} and v.solved_at <= ${at} and ${isFree(tx`v.expert_id`)}
      group by v.expert_id order by max(v.solved_at) desc limit ${mostFamiliar}
    ),
    chosen as (
      select id, min(place) as place from (
        select id, place from by_statement union all select id, place from by_evidence
        union all select id, place from by_activity union all select id, place from familiar
        union all select id, place from longest_idle union all select id, place from wished
      ) lists
      group by id order by min(place), id limit ${limit}
    )
    select e.id as expert_id, e.member_id, e.languages, e.capacity, e.idle_since, e.has_more_time, l.load, s.statements, v.solved
    from chosen join expert e using (id), lateral (${countLoad(tx, now)}) l, lateral (
      select coalesce(json_agg(json_build_object('text', text, 'similarity',
        ${similarity(tx, distance, model)}) order by position), '[]') as statements
      from expert_statement where expert_id = e.id
    ) s, lateral (
      select coalesce(json_agg(json_build_array(
          id, (${similarity(tx, distance, model)})::real, date_part('epoch', solved_at), is_accepted, votes,
          coalesce(visitor_id = ${visitorId}, false), domains && ${domains as string[]}::text[]
        ) order by solved_at desc), '[]') as solved
      from (
        select * from expert_evidence
        where expert_id = e.id and solved_at <= ${at} order by solved_at desc limit ${mostSolved}
      ) newest
    ) v
    order by chosen.place, e.id`;
  return rows.map(({ solved, ...row }) => ({
    ...row,
    idleSince: row.idleSince.getTime(),
    solved: solved.map(toSolved),
  }));
}

/** What these solved problems were about, by id; those that are gone are missing. */
export async function problemTexts(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx<{ id: string; text: string }[]>`
    select id, text from expert_evidence where id = any (${ids as string[]}::uuid[])`;
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** A text without a known word has no direction: its distance is NaN, and it is near to nothing. */
const similarity = (tx: Tx, distance: Fragment, model: string): Fragment => tx`
  case when model = ${model} then coalesce(1 - nullif(${distance}, 'NaN'), 0) else 0 end`;

/** Whether `e` helps in this way. Nobody says anything about text, so that most questions ask nothing here. */
const takes = (tx: Tx, media: Question['media'] = []): Fragment => {
  const calls = media.filter((one) => one === 'voice' || one === 'screen');
  return calls.length === 0
    ? tx`true`
    : tx`not exists (
        select from jsonb_each_text(e.call_capacity) kind where kind.value = '0' and kind.key = any (${calls}::text[])
      )`;
};

/** Whether `e` is one of these. Most questions name none, and ask nothing here. */
const isAmong = (tx: Tx, among: Question['among']): Fragment =>
  among === undefined ? tx`true` : tx`e.member_id = any (${among as string[]}::uuid[])`;

/** Whose language will do: those who speak the question's own, English, or any. */
type Tongue = 'own' | 'english' | 'any';

/** Whether `e` speaks it. Whoever names no language is taken to speak English. */
const speaks = (tx: Tx, tongue: Tongue, language: string): Fragment => {
  if (tongue === 'any') return tx`true`;
  const tag = tongue === 'english' ? 'en' : language;
  return tx`(${tag} = 'en' and e.languages = '[]' or exists (
    select from jsonb_array_elements(e.languages) spoken
    where lower(split_part(spoken ->> 'tag', '-', 1)) = ${tag}
  ))`;
};

/**
 * Which language candidates must speak: the question's where anybody speaks it, else English, else any; `awaited` where it must
 * be the question's and those who speak it are busy. Asked first, it also lets an index on vectors go on until enough pass
 * the filters (without that it gives up early), and the search be planned once for all: planning it takes as long as the search.
 */
const tongueOf = async (
  tx: Tx,
  { language, exclude, among, busy = [], media, ignoreAvailability, isLanguageRequired = false }: Question,
  now: number,
): Promise<Tongue | 'awaited'> => {
  const anybody = (tongue: Tongue, isPresent: Fragment, apart: readonly string[]): Fragment => tx`exists (
    select from expert e, lateral (${countLoad(tx, now)}) l
    where ${isPresent} and e.member_id <> all (${[...apart]}::uuid[]) and ${speaks(tx, tongue, language)}
      and ${takes(tx, media)} and ${isAmong(tx, among)})`;
  const anybodyFree = (tongue: Tongue): Fragment =>
    anybody(tongue, ignoreAvailability ? tx`true` : tx`${isAvailable(tx, now)}`, [...exclude, ...busy]);
  const isAwaited = isLanguageRequired ? anybody('own', tx`${isThere(tx, now)}`, exclude) : tx`false`;
  const planOnce = tx`
    select set_config('hnsw.iterative_scan', 'strict_order', true),
      set_config('plan_cache_mode', 'force_generic_plan', true)`;
  const [, [row]] = await Promise.all([
    planOnce,
    tx<{ tongue: Tongue | 'awaited' }[]>`
      select case when ${anybodyFree('own')} then 'own' when ${isAwaited} then 'awaited'
        when ${anybodyFree('english')} then 'english' else 'any' end as tongue`,
  ]);
  return row!.tongue;
};

type RawSolved = [
  id: string,
  similarity: number,
  solvedAtS: number,
  isAccepted: boolean,
  votes: number,
  isTheirs: boolean,
  isSameDomain: boolean,
];
type RawCandidate = Omit<Candidate, 'idleSince' | 'solved'> & { idleSince: Date; solved: RawSolved[] };

const toSolved = ([id, similarity, solvedAtS, isAccepted, votes, isTheirs, isSameDomain]: RawSolved): Solved => ({
  ...{ id, similarity, solvedAt: Math.round(solvedAtS * 1_000), isAccepted, votes, isTheirs, isSameDomain },
});
