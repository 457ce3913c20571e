import { candidatesFor, countAvailable, mostCandidates, wordsOf, type Candidate } from '../experts/index.ts';
import { siteOf } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { claimWaiting, type HelpRequestRow } from '../requests/index.ts';
import { exclusions } from './assignment.ts';
import { defaultWeights, firstSubtag, rankExperts, seededRandom, type Ranked } from './rank.ts';
import * as store from './store.ts';

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
  const ranked = rankExperts(request, candidates, defaultWeights, now, seededRandom(seed));
  const rankingId = clock.newId();
  await store.insertRanking(tx, {
    id: rankingId,
    organisationId,
    requestId: request.id,
    now,
    seed,
    weights: defaultWeights,
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
): Promise<Candidate[]> => {
  const asked = await store.assignmentsOf(tx, [request.id]);
  const { first, second } = exclusions(asked, request.exclude, now);
  const vector = await questionVector(platform, tx, request.organisationId, wordsOf(request), request.language);
  const find = (exclude: readonly string[]): Promise<Candidate[]> =>
    candidatesFor(
      tx,
      {
        vector,
        model: platform.embeddings.model,
        language: firstSubtag(request.language),
        exclude: [...busy, ...exclude],
        ignoreAvailability: false,
        limit: mostCandidates,
      },
      now,
    );
  const fresh = await find(first);
  return fresh.length > 0 || second.length === first.length ? fresh : find(second);
};

const questionVector = async (
  { embeddings }: Platform,
  tx: Tx,
  organisationId: string,
  text: string,
  language: string,
): Promise<number[]> => (await embeddings.embed(tx, organisationId, 'query', [text], [language]))[0]!;

/** What the ranking would say about a text, without asking anybody. */
export const rankText = async (
  platform: Platform,
  tx: Tx,
  organisationId: string,
  question: { text: string; language: string; limit: number; now: number; ignoreAvailability: boolean },
): Promise<Ranked[]> => {
  const { text, language, limit, now, ignoreAvailability } = question;
  const vector = await questionVector(platform, tx, organisationId, text, language);
  const candidates = await candidatesFor(
    tx,
    {
      vector,
      model: platform.embeddings.model,
      language: firstSubtag(language),
      exclude: [],
      ignoreAvailability,
      limit: mostCandidates,
    },
    now,
  );
  // Nothing is decided by it, so chance has no part in it either.
  return rankExperts({ language }, candidates, defaultWeights, now, seededRandom(0)).slice(0, limit);
};
