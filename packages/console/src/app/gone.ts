/** Why a request that somebody had accepted is another's now. */
export type Gone = 'handed-back' | 'someone-else' | 'no-answer';

const reasons: readonly string[] = ['handed-back', 'someone-else', 'no-answer'] satisfies Gone[];

/** Whether a conversation's new state says that it is this expert's no more. */
export const isGone = (state: string): state is Gone => reasons.includes(state);
