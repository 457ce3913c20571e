import { problem, type ConversationState, type Problem } from '@harmony-live/protocol';

/** After this long without an answer a proposal counts as solved (`domain.md`, "Conversation"). */
export const assumedAfterMs = 24 * 60 * 60_000;
/** For this long what was solved may turn out not to be. */
export const reopenWithinMs = 7 * 24 * 60 * 60_000;

/** What somebody says about the outcome; `silence` is the clock's. */
export type Said = 'member-solved' | 'member-not-yet' | 'visitor-solved' | 'visitor-not-yet' | 'silence';

export interface Standing {
  state: ConversationState;
  /** Null as long as it is not resolved. */
  resolvedAt: Date | null;
}

/** The step a conversation takes, named by the entry that the log gets. */
export type Step =
  | { entry: 'proposed'; state: 'proposed' }
  | { entry: 'resolved'; state: 'resolved'; how: 'confirmed' | 'assumed' }
  | { entry: 'reopened'; state: 'open' };

/**
 * What follows from what was said; null where it says what is so already.
 *
 * @throws Problem `conversation/closed` where nothing can change any more
 */
export const stepAfter = ({ state, resolvedAt }: Standing, said: Said, now: number): Step | null => {
  if (state === 'closed') throw ended('It ended without a solution. Ask for help again.');
  if (said === 'member-solved') return state === 'open' ? { entry: 'proposed', state: 'proposed' } : null;
  if (said === 'silence') return state === 'proposed' ? { entry: 'resolved', state: 'resolved', how: 'assumed' } : null;
  if (said === 'visitor-solved') {
    return state === 'resolved' ? null : { entry: 'resolved', state: 'resolved', how: 'confirmed' };
  }
  if (state === 'open') return null;
  if (resolvedAt !== null && now - resolvedAt.getTime() > reopenWithinMs) {
    throw ended('It was solved more than seven days ago. Ask for help again.');
  }
  return { entry: 'reopened', state: 'open' };
};

const ended = (detail: string): Problem => problem('conversation/closed', detail);

/** What was given before, and what is given now. */
export interface Rated {
  rating: number | null;
  thanks: string | null;
}

/**
 * A rating is given once; thanks may follow it once. @returns what changes, or null where nothing does
 *
 * @throws Problem `key/reused` for another rating or other thanks
 */
export const ratingAfter = (before: Rated, rating: number, thanks: string | null): Rated | null => {
  if (before.rating === null) return { rating, thanks };
  if (before.rating !== rating) throw given('/rating', 'was given before; it cannot be changed');
  if (thanks === null || thanks === before.thanks) return null;
  if (before.thanks !== null) throw given('/thanks', 'were said before; they cannot be changed');
  return { rating, thanks };
};

const given = (field: string, reason: string): Problem =>
  problem('key/reused', `This conversation has its rating: ${field} ${reason}.`, { field, reason });
