import type { Conversation } from '@harmony-live/protocol';

/** What is known of the page at this moment. */
export interface Here {
  /** Path template. */
  page: string | undefined;
  /** Marks of what was noticed on it. */
  fingerprints: readonly string[];
}

/** A conversation of before, and what it has to do with the page: the problem that is noticed here now, or the page alone. */
export interface PastConversation {
  conversation: Conversation;
  about: 'this-problem' | 'this-page' | 'something-else';
}

const order: readonly PastConversation['about'][] = ['this-problem', 'this-page', 'something-else'];

/** Solved ones apart from the others; each list has first what is about the problem here, then the page, then the liveliest. */
export const sortPast = (
  conversations: readonly Conversation[],
  here: Here,
): { solved: PastConversation[]; others: PastConversation[] } => {
  const sorted = conversations
    .map((conversation) => ({ conversation, about: aboutHere(conversation, here) }))
    .toSorted((one, other) => order.indexOf(one.about) - order.indexOf(other.about));
  const isSolved = ({ conversation }: PastConversation): boolean => conversation.state === 'resolved';
  return { solved: sorted.filter(isSolved), others: sorted.filter((one) => !isSolved(one)) };
};

const aboutHere = ({ about }: Conversation, { page, fingerprints }: Here): PastConversation['about'] => {
  if (about?.fingerprints.some((mark) => fingerprints.includes(mark))) return 'this-problem';
  return about?.page !== undefined && about.page === page ? 'this-page' : 'something-else';
};

/** For this long what was solved may turn out not to be, milliseconds: the server's rule. */
const reopenWithinMs = 7 * 24 * 60 * 60_000;

/** Whether **It came back** can still open the same conversation again. */
export const canComeBack = ({ state, resolution }: Conversation, now: number): boolean =>
  state === 'resolved' && resolution.resolvedAt !== null && now - Date.parse(resolution.resolvedAt) < reopenWithinMs;
