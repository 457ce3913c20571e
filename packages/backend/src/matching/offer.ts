import type { Media } from '@harmony-live/protocol';
import { countAvailable } from '../experts/index.ts';
import { siteOf } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { seededRandom } from '../platform/seeded-random.ts';
import { claimWaiting, placeOf, wordsOf, type HelpRequestRow } from '../requests/index.ts';
import { exclusions, howManyNext, type Asked } from './assignment.ts';
import { contendersFor, hasNewcomersShare, type Problem } from './contenders.ts';
import { newcomersChanceFor } from './newcomers.ts';
import { rankExperts, type Contender, type Ranked } from './rank.ts';
import { routingOf } from './settings/store.ts';
import { mostLookedAt, nextOf, type Standing } from './overtaking.ts';
import { armFor, orderFor, type Arm } from './split/split.ts';
import * as store from './store.ts';
import { isHeldForBooked, timeToAccept, wishedFirst } from './wish.ts';
import { defaultWeights, type Weights } from './weights.ts';

/** Most requests that one pass looks at; the rest comes with the next event, or with the sweep. */
const mostAtOnce = 100;
/** So long whoever speaks the person's language is waited for, if they are only busy; then English will do (`matching.md`). */
const ownLanguageForMs = 30_000;
/** Beyond these nobody asks who would have been next. */
const mostKept = 20;

/**
 * Puts waiting requests about which nobody is being asked before the best experts who are free: the longest-waiting urgent one
 * first, and where more wait than can be asked whoever of the first few suits (`overtaking.ts`). Inside `withOrganisation`;
 * called on every event that may make a match possible.
 */
export const matchWaiting = async (platform: Platform, tx: Tx, organisationId: string): Promise<void> => {
  const now = platform.clock.now();
  const open = await store.openOffers(tx);
  const busy = new Set(open.map(({ memberId }) => memberId));
  // Most passes end here: everybody is busy, or nobody is there.
  let free = await countAvailable(tx, now, [...busy]);
  if (free === 0) return;
  const asked = new Set(open.map(({ requestId }) => requestId));
  let waiting = await claimWaiting(tx, now, mostAtOnce, [...asked]);
  while (waiting.length > 0 && free > 0) {
    const looked = waiting.slice(0, waiting.length > free ? mostLookedAt : 1);
    const choices: Choice[] = [];
    for (const request of looked) {
      const choice = await choose(platform, tx, { ...request, organisationId }, busy, now);
      if (choice !== undefined) choices.push(choice);
    }
    const next = choices.length === 0 ? undefined : choices[nextOf(choices)];
    // Whom nobody who is free can help waits for another pass.
    const idle = looked.filter(({ id }) => choices.every(({ request }) => request.id !== id));
    waiting = waiting.filter((request) => request.id !== next?.request.id && !idle.includes(request));
    if (next === undefined) continue;
    for (const memberId of await ask(platform, tx, next, now)) {
      busy.add(memberId);
      free -= 1;
    }
  }
};

/** Who would be asked about a request, in this order, and where it stands among those who wait. */
interface Choice extends Standing {
  request: HelpRequestRow;
  before: readonly Asked[];
  candidates: readonly Contender[];
  ranked: readonly Ranked[];
  order: readonly Ranked[];
  seed: number;
  weights: Weights;
  arm: Arm | null;
}

/** @returns undefined where nobody is left to ask */
const choose = async (
  platform: Platform,
  tx: Tx,
  request: HelpRequestRow,
  busy: ReadonlySet<string>,
  now: number,
): Promise<Choice | undefined> => {
  const { random } = platform.clock;
  const before = await store.assignmentsOf(tx, [request.id]);
  // Asked at once, so that the database does not wait for us in between.
  const [all, isNewcomersShareFull, { weights, baselineShare }] = await Promise.all([
    candidatesOf(platform, tx, request, before, busy, now),
    hasNewcomersShare(tx, now),
    routingOf(tx, request.siteId),
  ]);
  const wish = request.preferredMemberId;
  const isHeld = isHeldForBooked(request, before, now);
  const candidates = isHeld ? all.filter(({ memberId }) => memberId === wish) : all;
  if (candidates.length === 0) return undefined;
  const seed = Math.floor(random() * 0x1_0000_0000);
  const asked = {
    language: request.language,
    isNewcomersShareFull,
    newcomersChance: newcomersChanceFor(request.urgency),
  };
  const ranked = rankExperts(asked, candidates, weights, now, seededRandom(seed));
  // Whom the person chose themselves says nothing about our choice.
  const arm = wish === null ? await armFor(tx, request.id, baselineShare, random) : null;
  const order = wishedFirst(wish, orderFor(arm, ranked, candidates), request.slotAt === null ? 'wished' : 'booked');
  // Whom chance puts first, for a comparison or for a newcomer, has no part in whose turn it is.
  const fit = order[0]!.memberId === wish ? 1 : Math.max(...ranked.map(nearness));
  return { request, before, candidates, ranked, order, seed, weights, arm, place: placeOf(request), fit };
};

const nearness = ({ terms }: Ranked): number => terms.find(({ name }) => name === 'meaning')?.value ?? 0;

/** @returns who is asked now: one, or several once some did not take it */
const ask = async (
  { clock, outbox }: Platform,
  tx: Tx,
  { request, before, candidates, ranked, order, seed, weights, arm }: Choice,
  now: number,
): Promise<string[]> => {
  const { id: requestId, organisationId } = request;
  const rankingId = clock.newId();
  await store.insertRanking(tx, {
    ...{ id: rankingId, organisationId, requestId, now, seed, weights, arm },
    ranked: ranked.filter((one, index) => index < mostKept || one.memberId === order[0]?.memberId),
  });
  const { acceptTimeoutMs } = await siteOf(tx, request.siteId);
  const slower = new Set(candidates.filter((one) => one.hasMoreTime).map((one) => one.memberId));
  const wanted = howManyNext(before);
  const asking: string[] = [];
  for (const [index, { memberId, score, terms, reasons }] of order.entries()) {
    if (asking.length === wanted) break;
    const id = clock.newId();
    const timeoutMs = timeToAccept(request, memberId, acceptTimeoutMs * (slower.has(memberId) ? 2 : 1), now);
    const isAsked = await store.insertOffer(tx, {
      ...{ id, organisationId, requestId, memberId, rankingId },
      ...{ rank: index + 1, score, terms, reasons, timeoutMs, offeredAt: now, expiresAt: now + timeoutMs },
    });
    if (!isAsked) continue; // another node has just asked them about another request
    await outbox.emit(tx, 'assignment.offered', organisationId, {
      ...{ assignmentId: id, requestId, memberId },
      expiresAt: new Date(now + timeoutMs).toISOString(),
    });
    asking.push(memberId);
  }
  return asking;
};

/** Those who were not asked yet; when all were, those who let it run out a while ago. */
const candidatesOf = async (
  platform: Platform,
  tx: Tx,
  request: HelpRequestRow,
  asked: readonly Asked[],
  busy: ReadonlySet<string>,
  now: number,
): Promise<Contender[]> => {
  const { organisationId, language, visitorId, domains, media, preferredMemberId: wished } = request;
  const { first, second } = exclusions(asked, request.exclude, now);
  const problem = {
    ...{ text: wordsOf(request), language, visitorId, domains, wished, ignoreAvailability: false, busy: [...busy] },
    isLanguageRequired: now - request.queuedAt < ownLanguageForMs,
  };
  const look = (exclude: readonly string[], wanted: readonly Media[]): Promise<Contender[]> =>
    contendersFor(platform, tx, organisationId, { ...problem, media: wanted, exclude }, now);
  // Where nobody free takes calls, somebody who writes is better than nobody.
  const find = async (exclude: readonly string[]): Promise<Contender[]> => {
    const found = await look(exclude, media);
    return found.length > 0 || media.every((one) => one === 'text') ? found : look(exclude, []);
  };
  const fresh = await find(first);
  return fresh.length > 0 || second.length === first.length ? fresh : find(second);
};

/** What the ranking would say about a problem as of `now` with these weights, without asking anybody. */
export const rankProblem = async (
  platform: Pick<Platform, 'embeddings'>,
  tx: Tx,
  organisationId: string,
  problem: Problem,
  now: number,
  weights: Weights = defaultWeights,
): Promise<Ranked[]> => {
  const [candidates, isNewcomersShareFull] = await Promise.all([
    contendersFor(platform, tx, organisationId, problem, now),
    hasNewcomersShare(tx, now),
  ]);
  const asked = { language: problem.language, isNewcomersShareFull };
  // Nothing is decided by it, so chance has no part in it either.
  return rankExperts(asked, candidates, weights, now, seededRandom(0));
};
