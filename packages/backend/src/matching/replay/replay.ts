import type { AssignmentState, Term } from '@harmony-live/protocol';
import { scoreOf } from '../rank.ts';
import { termNames, type Weights } from '../weights.ts';

/** A ranking as it was made, and what came of it. */
export interface Decision {
  /** Best first, as ranked then. */
  candidates: readonly { memberId: string; terms: readonly Pick<Term, 'name' | 'value'>[] }[];
  /** Who was asked, and how that ended; null where nobody could be. */
  asked: { memberId: string; state: AssignmentState } | null;
  /** Who took the request in the end, then or after another ranking. */
  takenBy: string | null;
  /** It was solved with whoever took it. */
  isSolved: boolean;
}

/** What came of some decisions. */
export interface Outcomes {
  decisions: number;
  /** The one who was asked accepted. */
  accepted: number;
  /** They declined, or let it pass. */
  refused: number;
  /** In the end it was solved, by whomever. */
  solved: number;
}

/** Past decisions looked at with other weights. */
export interface Replay {
  decisions: number;
  /** The same person would have been asked. */
  same: Outcomes;
  /** Another would have been. */
  other: Outcomes & {
    /** The other one took the request in the end: they would have been asked sooner. */
    tookItInTheEnd: number;
  };
}

/** @returns a counter of decisions under these weights; `add` each, then look at `result` */
export const createReplay = (weights: Weights): { add(decision: Decision): void; result: Replay } => {
  const result: Replay = { decisions: 0, same: none(), other: { ...none(), tookItInTheEnd: 0 } };
  return {
    result,
    add: (decision) => {
      const { asked } = decision;
      const first = firstUnder(decision.candidates, weights);
      if (asked === null || first === undefined) return;
      result.decisions += 1;
      const outcomes = first === asked.memberId ? result.same : result.other;
      outcomes.decisions += 1;
      if (asked.state === 'accepted' || asked.state === 'returned') outcomes.accepted += 1;
      if (asked.state === 'declined' || asked.state === 'timed-out') outcomes.refused += 1;
      if (decision.isSolved) outcomes.solved += 1;
      if (outcomes === result.other && decision.takenBy === first) result.other.tookItInTheEnd += 1;
    },
  };
};

/** Who comes first; among equals whoever did then. Terms that were not known then count nothing. */
export const firstUnder = (candidates: Decision['candidates'], weights: Weights): string | undefined =>
  candidates
    .map(({ memberId, terms }) => {
      const values = new Map(terms.map(({ name, value }) => [name, value]));
      return {
        memberId,
        score: scoreOf(termNames.map((name) => ({ value: values.get(name) ?? 0, weight: weights[name] }))),
      };
    })
    .toSorted((a, b) => b.score - a.score)[0]?.memberId;

const none = (): Outcomes => ({ decisions: 0, accepted: 0, refused: 0, solved: 0 });
