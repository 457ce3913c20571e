import { problem, type AssignmentState } from '@harmony-live/protocol';

/** Whoever let a request run out may be asked about it again after this long, when nobody else is left. */
export const askAgainAfterMs = 60_000;

/** An assignment as far as the rules look at it; times in milliseconds since the epoch. */
export interface Asked {
  memberId: string;
  state: AssignmentState;
  expiresAt: number;
  endedAt: number | null;
}

/**
 * Who may not be asked about a request, in two rounds: first everybody is asked once; then those who let it run out a minute
 * ago or longer may be asked again. Whoever declined, or gave it back, is not asked again.
 */
export const exclusions = (
  asked: readonly Asked[],
  exclude: readonly string[],
  now: number,
): { first: string[]; second: string[] } => {
  const members = (isExcluded: (one: Asked) => boolean): string[] => [
    ...new Set([...exclude, ...asked.filter(isExcluded).map(({ memberId }) => memberId)]),
  ];
  return {
    first: members(({ state }) => state !== 'withdrawn'),
    second: members(({ state, endedAt }) => {
      if (state === 'timed-out') return now - (endedAt ?? now) < askAgainAfterMs;
      return state !== 'withdrawn';
    }),
  };
};

/** Asked one after the other, before several are asked at once; and how many then (`matching.md`, Assignment). */
const oneByOne = 3;
const atOnce = 3;

/** Those of them who were asked and did not take it. */
export const refusals = (asked: readonly Pick<Asked, 'state'>[]): number =>
  asked.filter(({ state }) => state === 'declined' || state === 'timed-out').length;

/** How many are asked next, at the same time: whoever accepts first has it. */
export const howManyNext = (asked: readonly Pick<Asked, 'state'>[]): number =>
  refusals(asked) < oneByOne ? 1 : atOnce;

/**
 * Whether an offered assignment may still be accepted at `now`.
 *
 * @param isWaiting whether its request still waits in the queue
 * @param takenBy who else has accepted the request
 * @throws Problem `assignment/taken`, `assignment/expired`
 */
export const checkAcceptable = (
  { state, expiresAt }: Pick<Asked, 'state' | 'expiresAt'>,
  now: number,
  isWaiting: boolean,
  takenBy: string | undefined,
): void => {
  if (takenBy !== undefined) {
    throw problem('assignment/taken', `${takenBy} took this a moment ago. You are free for the next one.`);
  }
  if (!isWaiting) throw problem('assignment/expired', 'The person no longer waits. You are free for the next one.');
  if (state === 'declined')
    throw problem('assignment/expired', 'You declined this one; it has gone to the next expert.');
  if (state !== 'offered' || expiresAt <= now) {
    throw problem('assignment/expired', 'It has gone to the next expert. You are free for the next one.');
  }
};
