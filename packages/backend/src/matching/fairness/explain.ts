import type { AssignmentState, ComparedTerm, FairnessItem, PassedReason, Term } from '@harmony-live/protocol';
import type { DutyStretch, Standing } from '../../experts/index.ts';

/** A ranking as far as it concerns one member; milliseconds since the epoch. */
export interface RankingSeen {
  at: number;
  /** It went to whoever was free the longest, whatever the score. */
  isBaseline: boolean;
  /** How many were kept of those who were looked at. */
  among: number;
  /** Null: they are not among those who were kept. */
  rank: number | null;
  mine: readonly Term[] | null;
  /** Of whoever was asked by it; null where nobody was. */
  theirs: readonly Term[] | null;
}

/** What is known of one request and one member. */
export interface RequestSeen {
  queuedAt: number;
  /** Questions to this member about it, oldest first; with no time to answer they took it themselves. */
  questions: readonly { state: AssignmentState; timeoutMs: number }[];
  /** Oldest first. */
  rankings: readonly RankingSeen[];
  isBlocked: boolean;
  /** The member speaks its language, by the profile as it is now. */
  isSpoken: boolean;
  /** Nobody else was ever asked about it. */
  isUnasked: boolean;
}

/** What is known of the member in the time that is looked at. */
export interface MemberSeen {
  /** How they stood, in order. */
  stretches: readonly DutyStretch[];
  /** When something stood before them, whatever it was. */
  questions: readonly { from: number; until: number }[];
}

type Explained = Pick<FairnessItem, 'asked' | 'reasons' | 'place' | 'terms'>;

const codes: Partial<Record<Standing, string>> = {
  offline: 'off-duty',
  quiet: 'break',
  'wrapping-up': 'wrapping-up',
  away: 'away',
  full: 'full',
};

/**
 * Why a request came to a member or went by them, read off what is kept anyway: the rankings, the questions, and how the member
 * stood. Nothing more is written down when it is decided. That whoever asked does not want to meet the member is never said: it
 * reads as for anybody who is not among the first.
 */
export const explain = (request: RequestSeen, member: MemberSeen): Explained => {
  const asked = askedOf(request.questions);
  const ranked = request.rankings.findLast(({ rank }) => rank !== null);
  const place = ranked === undefined ? null : { rank: ranked.rank!, among: ranked.among };
  if (asked !== null) return { asked, reasons: [], place, terms: [] };
  if (ranked !== undefined) {
    // First, and not asked: something else was just put before them.
    const code = ranked.isBaseline ? 'baseline' : ranked.rank === 1 ? 'asked-elsewhere' : 'ranked-lower';
    return { asked, reasons: [{ code }], place, terms: compared(ranked) };
  }
  return { asked, reasons: whyNotLookedAt(request, member), place, terms: [] };
};

const askedOf = (questions: RequestSeen['questions']): FairnessItem['asked'] => {
  // What came of it in the end: accepted once, or the last question.
  const last = questions.find(({ state }) => state === 'accepted') ?? questions.at(-1);
  if (last === undefined) return null;
  return last.timeoutMs === 0 && last.state === 'accepted' ? 'taken' : last.state;
};

const compared = ({ mine, theirs }: RankingSeen): ComparedTerm[] => {
  const other = new Map((theirs ?? []).map(({ name, value }) => [name, value]));
  return (mine ?? []).flatMap(({ name, value, weight }) => {
    const theirValue = other.get(name);
    return theirValue === undefined ? [] : [{ name, mine: value, theirs: theirValue, weight }];
  });
};

/** All that stood against it when it was first decided; else that others came first. */
const whyNotLookedAt = (request: RequestSeen, member: MemberSeen): PassedReason[] => {
  const at = request.rankings[0]?.at ?? request.queuedAt;
  const reasons: PassedReason[] = [];
  if (request.isBlocked) reasons.push({ code: 'own-block' });
  if (!request.isSpoken) reasons.push({ code: 'language' });
  const stretch = member.stretches.find(({ beganAt, endedAt }) => beganAt <= at && (endedAt === null || endedAt > at));
  if (stretch === undefined) reasons.push({ code: 'not-recorded' });
  else if (stretch.standing !== 'available') reasons.push(standingReason(stretch));
  else if (member.questions.some(({ from, until }) => from <= at && at < until)) {
    reasons.push({ code: 'asked-elsewhere' });
  }
  if (reasons.length > 0) return reasons;
  return [{ code: request.isUnasked ? 'nobody-asked' : 'not-among-first' }];
};

const standingReason = ({ standing, beganAt, endedAt }: DutyStretch): PassedReason => ({
  code: codes[standing] ?? 'not-recorded',
  from: new Date(beganAt).toISOString(),
  ...(endedAt === null ? {} : { until: new Date(endedAt).toISOString() }),
});
