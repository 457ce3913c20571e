import { solvedConversations } from '../../experts/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Weights } from '../weights.ts';
import { createReplay, type Replay } from './replay.ts';
import { decisionsAfter } from './store.ts';

export type { Outcomes, Replay } from './replay.ts';

/** Rankings that are read in one transaction. */
const page = 500;

/** Looks at every decision of an organisation with other weights; nobody is asked, nothing is changed. */
export const replayDecisions = async (db: Database, organisationId: string, weights: Weights): Promise<Replay> => {
  const replay = createReplay(weights);
  for (let after: string | null = null, isMore = true; isMore;) {
    const last: string | null = after;
    const { rows, solved } = await db.withOrganisation(organisationId, async (tx) => {
      const found = await decisionsAfter(tx, last, page);
      const ids = found.flatMap(({ conversationId }) => conversationId ?? []);
      return { rows: found, solved: await solvedConversations(tx, ids) };
    });
    for (const { candidates, memberId, state, takenBy, conversationId } of rows) {
      const asked = memberId === null || state === null ? null : { memberId, state };
      const isSolved = conversationId !== null && solved.has(conversationId);
      replay.add({ candidates, asked, takenBy, isSolved });
    }
    after = rows.at(-1)?.id ?? after;
    isMore = rows.length === page;
  }
  return replay.result;
};
