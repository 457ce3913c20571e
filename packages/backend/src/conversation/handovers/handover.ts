import {
  problem,
  type Colleague,
  type ConversationState,
  type HandoverKind,
  type Problem,
} from '@harmony-live/protocol';

/** So long a colleague may take to answer: enough to end a sentence elsewhere, too short for the visitor to be forgotten. */
export const answerWithinMs = 5 * 60_000;

/** What the rules look at: who asked for what. */
export interface Question {
  kind: HandoverKind;
  fromMemberId: string;
}

/** The conversation as it is by now. */
export interface Situation {
  state: ConversationState;
  /** The members in it. */
  memberIds: readonly string[];
}

/**
 * Why nobody can come into a conversation in this situation; null where somebody can. A conversation that nobody has waits in
 * the queue: whoever should have it takes it from there.
 */
export const whyNobodyComes = ({ state, memberIds }: Situation): Problem | null => {
  if (state !== 'open') return problem('conversation/closed', 'It is resolved or has ended, so nobody needs to come.');
  if (memberIds.length > 0) return null;
  return problem('conversation/closed', 'Nobody has it: it waits in the queue, and a colleague can take it there.');
};

/**
 * Who goes once a colleague has come. Nobody after an invitation. After a transfer whoever asked for it; where that is somebody
 * who leads and was never in it, all who were: they are relieved.
 */
export const leaversOf = ({ kind, fromMemberId }: Question, { memberIds }: Pick<Situation, 'memberIds'>): string[] => {
  if (kind === 'invite') return [];
  return memberIds.includes(fromMemberId) ? [fromMemberId] : [...memberIds];
};

/** Why it is theirs no more: they gave it to a colleague, or somebody who leads did. */
export const goneBecause = (leaverId: string, { fromMemberId }: Question): 'handed-over' | 'reassigned' =>
  leaverId === fromMemberId ? 'handed-over' : 'reassigned';

/** Sooner or later asked: who can answer at once first. */
const order: readonly Colleague['state'][] = ['available', 'full', 'quiet', 'away', 'offline'];

/** The available first, those with the most room before the others, then by name. */
export const inOrder = (colleagues: readonly Colleague[]): Colleague[] =>
  colleagues.toSorted(
    (a, b) =>
      order.indexOf(a.state) - order.indexOf(b.state) ||
      (a.state === 'available' ? a.load / a.capacity - b.load / b.capacity : 0) ||
      a.name.localeCompare(b.name),
  );
