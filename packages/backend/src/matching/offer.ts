import { countAvailable } from '../experts/index.ts';
import { siteOf } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { seededRandom } from '../platform/seeded-random.ts';
import { claimWaiting, wordsOf, type HelpRequestRow } from '../requests/index.ts';
import { exclusions } from './assignment.ts';
import { contendersFor, isNewcomersShareFull, type Problem } from './contenders.ts';
import { newcomersChanceFor } from './newcomers.ts';
import { rankExperts, type Contender, type Ranked } from './rank.ts';
import { routingOf } from './settings/store.ts';
import * as store from './store.ts';
import { defaultWeights } from './weights.ts';

/** Most requests that one pass looks at; the rest comes with the next event, or with the sweep. */
const mostAtOnce = 100;
/** Beyond these nobody asks who would have been next. */
const mostKept = 20;

/**
 * Puts each waiting request about which nobody is being asked before the best expert who is free, the longest-waiting urgent
 * one first. Inside `withOrganisation`; called on every event that may make a match possible.
 */
export const matchWaiting = async (platform: Platform, tx: Tx, organisationId: string): Promise<void> => {
  const now = platform.clock.now();
  const open = await store.openOffers(tx);
  const busy = new Set(open.map(({ memberId }) => memberId));
  // Most passes end here: everybody is busy, or nobody is there.
  if ((await countAvailable(tx, now, [...busy])) === 0) return;
  const asked = new Set(open.map(({ requestId }) => requestId));
  for (const request of await claimWaiting(tx, mostAtOnce, [...asked])) {
    const memberId = await offer(platform, tx, { ...request, organisationId }, busy, now);
    if (memberId !== undefined) busy.add(memberId);
  }
};

/** @returns who is asked now, if there is anybody left to ask */
const offer = async (
  platform: Platform,
  tx: Tx,
  request: HelpRequestRow,
  busy: ReadonlySet<string>,
  now: number,
): Promise<string | undefined> => {
  const { clock, outbox } = platform;
  const { organisationId } = request;
  const candidates = await candidatesOf(platform, tx, request, busy, now);
  if (candidates.length === 0) return undefined;
  const seed = Math.floor(clock.random() * 0x1_0000_0000);
  const { weights } = await routingOf(tx, request.siteId);
  const asked = {
    language: request.language,
    isNewcomersShareFull: await isNewcomersShareFull(tx, now),
    newcomersChance: newcomersChanceFor(request.urgency),
  };
  const ranked = rankExperts(asked, candidates, weights, now, seededRandom(seed));
  const rankingId = clock.newId();
  await store.insertRanking(tx, {
    id: rankingId,
    organisationId,
    requestId: request.id,
    now,
    seed,
    weights,
    ranked: ranked.slice(0, mostKept),
  });
  const { acceptTimeoutMs: timeoutMs } = await siteOf(tx, request.siteId);
  for (const [index, { memberId, score, terms, reasons }] of ranked.entries()) {
    const id = clock.newId();
    const isAsked = await store.insertOffer(tx, {
      id,
      organisationId,
      requestId: request.id,
      memberId,
      rankingId,
      rank: index + 1,
      score,
      terms,
      reasons,
      timeoutMs,
      offeredAt: now,
      expiresAt: now + timeoutMs,
    });
    if (!isAsked) continue; // another node has just asked them about another request
    await outbox.emit(tx, 'assignment.offered', organisationId, {
      ...{ assignmentId: id, requestId: request.id, memberId },
      expiresAt: new Date(now + timeoutMs).toISOString(),
    });
    return memberId;
  }
  return undefined;
};

/** Those who were not asked yet; when all were, those who let it run out a while ago. */
const candidatesOf = async (
  platform: Platform,
  tx: Tx,
  request: HelpRequestRow,
  busy: ReadonlySet<string>,
  now: number,
): Promise<Contender[]> => {
  const { organisationId, language, visitorId, domains } = request;
  const asked = await store.assignmentsOf(tx, [request.id]);
  const { first, second } = exclusions(asked, request.exclude, now);
  const problem = { text: wordsOf(request), language, visitorId, domains, ignoreAvailability: false };
  const find = (exclude: readonly string[]): Promise<Contender[]> =>
    contendersFor(platform, tx, organisationId, { ...problem, exclude: [...busy, ...exclude] }, now);
  const fresh = await find(first);
  return fresh.length > 0 || second.length === first.length ? fresh : find(second);
};

/** What the ranking would say about a problem as of `now`, without asking anybody. */
export const rankProblem = async (
  platform: Pick<Platform, 'embeddings'>,
  tx: Tx,
  organisationId: string,
  problem: Problem,
  now: number,
): Promise<Ranked[]> => {
  const candidates = await contendersFor(platform, tx, organisationId, problem, now);
  const asked = { language: problem.language, isNewcomersShareFull: await isNewcomersShareFull(tx, now) };
  // Nothing is decided by it, so chance has no part in it either.
  return rankExperts(asked, candidates, defaultWeights, now, seededRandom(0));
};
