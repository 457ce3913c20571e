import { solvedConversations } from '../../experts/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Weights } from '../weights.ts';
import { createReplay, type Decision, type Replay } from './replay.ts';
import { decisionsBefore } from './store.ts';

export type { Outcomes, Replay } from './replay.ts';

/** Rankings that are read in one transaction: between two pages others have their turn. */
const page = 100;

/** Which decisions are looked at. */
export interface ReplayOptions {
  /** Those of one site; of all sites when absent. */
  siteId?: string;
  /** The newest so many rankings; all of them when absent. */
  most?: number;
}

/** What was looked at. */
export interface Looked {
  rankings: number;
  /** There are older ones. */
  isCut: boolean;
  /** When the oldest of them was made. */
  since: Date | null;
}

/** Looks at every decision of an organisation with other weights; nobody is asked, nothing is changed. */
export const replayDecisions = async (
  db: Database,
  organisationId: string,
  weights: Weights,
  options: ReplayOptions = {},
): Promise<Replay> => {
  const replay = createReplay(weights);
  await eachDecision(db, organisationId, options, replay.add);
  return replay.result;
};

/** Reads decisions page by page, newest first, and tells each. */
export const eachDecision = async (
  db: Database,
  organisationId: string,
  { siteId = null, most = Infinity }: { siteId?: string | null; most?: number },
  tell: (decision: Decision) => void,
): Promise<Looked> => {
  const looked: Looked = { rankings: 0, isCut: false, since: null };
  for (let before: string | null = null, isMore = true; isMore;) {
    const last: string | null = before;
    const room = most - looked.rankings;
    // One more than there is room for, to know whether there are others.
    const limit = Math.min(page, room + 1);
    const { rows, solved } = await db.withOrganisation(organisationId, async (tx) => {
      const found = await decisionsBefore(tx, siteId, last, limit);
      const ids = found.flatMap(({ conversationId }) => conversationId ?? []);
      return { rows: found, solved: await solvedConversations(tx, ids) };
    });
    for (const { at, candidates, memberId, state, takenBy, conversationId } of rows.slice(0, room)) {
      const asked = memberId === null || state === null ? null : { memberId, state };
      tell({ candidates, asked, takenBy, isSolved: conversationId !== null && solved.has(conversationId) });
      looked.rankings += 1;
      looked.since = at;
    }
    looked.isCut = rows.length > room;
    before = rows.at(-1)?.id ?? before;
    isMore = !looked.isCut && rows.length === limit;
  }
  return looked;
};
