/** Why a conversation that somebody had is another's now. */
export type Gone = 'handed-back' | 'someone-else' | 'no-answer' | 'handed-over' | 'reassigned';

const reasons: readonly string[] = [
  'handed-back',
  'someone-else',
  'no-answer',
  'handed-over',
  'reassigned',
] satisfies Gone[];

/** Whether a conversation's new state says that it is this expert's no more. */
export const isGone = (state: string): state is Gone => reasons.includes(state);
