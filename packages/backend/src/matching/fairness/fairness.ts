import type { Fairness, FairnessItem, MemberRole } from '@harmony-live/protocol';
import { expertOver, speaks } from '../../experts/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { askedSince } from '../answers/store.ts';
import { newcomersShare } from '../contenders.ts';
import { fatigueMs } from '../terms/answers.ts';
import { newcomerFrom, newnessOf } from '../terms/record.ts';
import { explain, type MemberSeen } from './explain.ts';
import * as store from './store.ts';

/** So many requests are listed; the numbers count all of them. */
const mostListed = 100;
/** So many domains are named of what went by. */
const mostWentBy = 3;
const hourMs = 3_600_000;

/** Reasons that say nothing of what a request was about: whoever is not there gets none, whatever they know. */
const notThere: readonly string[] = [
  'off-duty',
  'break',
  'wrapping-up',
  'away',
  'not-recorded',
  'language',
  'own-block',
];

/**
 * What came to a member since the midnight that so many days begin with, what went by them, and why. Of words only those are in it
 * that they may read anyway: who leads all, others what waits in the queue or was put before them.
 */
export const fairnessOf = async (
  { clock }: Pick<Platform, 'clock'>,
  tx: Tx,
  { memberId, role }: { memberId: string; role: MemberRole },
  days: number,
): Promise<Fairness> => {
  const now = clock.now();
  const expert = await expertOver(tx, memberId, days, now);
  const { from } = expert;
  // Whatever stood before them when the time began may have been put there a little before.
  const questions = await store.questionsTo(tx, memberId, Math.min(from, now - fatigueMs) - hourMs);
  const member: MemberSeen = {
    stretches: expert.stretches,
    questions: questions
      .filter(({ timeoutMs }) => timeoutMs > 0)
      .map(({ offeredAt, endedAt }) => ({ from: offeredAt, until: endedAt ?? Infinity })),
  };
  const requests = await store.requestsBetween(tx, memberId, from, now, mostListed);
  const rankings = await store.rankingsFor(
    tx,
    requests.map(({ id }) => id),
    memberId,
  );
  const byRequest = Map.groupBy(questions, ({ requestId }) => requestId);
  const items = requests.map((request): FairnessItem => {
    const mine = byRequest.get(request.id) ?? [];
    const explained = explain(
      {
        ...request,
        questions: mine,
        rankings: rankings.get(request.id) ?? [],
        isSpoken: speaks(expert.languages, request.language),
        isUnasked: !request.isAsked,
      },
      member,
    );
    const isReadable = role !== 'expert' || request.isQueued || mine.length > 0;
    return {
      requestId: request.id,
      createdAt: new Date(request.createdAt).toISOString(),
      language: request.language,
      domain: request.domain,
      text: isReadable ? request.text : null,
      wentTo: wentTo(request.acceptedBy, memberId),
      isWaiting: request.isQueued,
      ...explained,
    };
  });
  const inTime = questions.filter(({ offeredAt }) => offeredAt >= from);
  const asked = inTime.filter(({ timeoutMs }) => timeoutMs > 0);
  const count = (...states: string[]): number => asked.filter(({ state }) => states.includes(state)).length;
  return {
    from: new Date(from).toISOString(),
    to: new Date(now).toISOString(),
    state: expert.state,
    quietUntil: expert.quietUntil === null ? null : new Date(expert.quietUntil).toISOString(),
    onDutyMs: expert.onDutyMs,
    requests: await store.countRequests(tx, from, now),
    asked: asked.length,
    accepted: count('accepted', 'returned'),
    refused: count('declined', 'timed-out'),
    taken: inTime.length - asked.length,
    newcomers: await newcomersNow(tx, expert.solved, now),
    fatigue: fatigueNow(questions, now),
    items,
    wentBy: wentBy(items),
  };
};

const wentTo = (acceptedBy: string | null, memberId: string): FairnessItem['wentTo'] => {
  if (acceptedBy === null) return 'nobody';
  return acceptedBy === memberId ? 'me' : 'somebody';
};

/** How the rule about newcomers stands this hour, and whether it speaks of this member. */
const newcomersNow = async (tx: Tx, solved: number, now: number): Promise<Fairness['newcomers']> => {
  const { all, newcomers } = await askedSince(tx, now - hourMs, now, newcomerFrom);
  return {
    share: newcomersShare,
    asked: all,
    toNewcomers: newcomers,
    isFull: newcomers > 0 && newcomers >= newcomersShare * all,
    isMine: newnessOf({ solved: Array.from({ length: solved }) }) >= newcomerFrom,
  };
};

/** What they refused in the last hour, and when the last of it stops counting. */
const fatigueNow = (questions: readonly store.QuestionRow[], now: number): Fairness['fatigue'] => {
  const ends = questions.flatMap(({ state, endedAt }) =>
    (state === 'declined' || state === 'timed-out') && endedAt !== null && endedAt > now - fatigueMs ? [endedAt] : [],
  );
  const until = ends.length === 0 ? null : new Date(Math.max(...ends) + fatigueMs).toISOString();
  return { refused: ends.length, until };
};

/** What those requests were about that others were asked about while this member was there. */
const wentBy = (items: readonly FairnessItem[]): Fairness['wentBy'] => {
  const others = items.filter(
    ({ asked, domain, reasons }) =>
      asked === null && domain !== 'other' && !reasons.some(({ code }) => notThere.includes(code)),
  );
  return [...Map.groupBy(others, ({ domain }) => domain)]
    .map(([domain, { length: count }]) => ({ domain, count }))
    .toSorted((a, b) => b.count - a.count || a.domain.localeCompare(b.domain))
    .slice(0, mostWentBy);
};
