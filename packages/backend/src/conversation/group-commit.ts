import type { Database } from '../platform/database/index.ts';
import type { Log } from './log.ts';
import type { Outcome, StoredMessage, Submission } from './message.ts';

/** The most messages that one transaction stores: it stays short, and what is told of it small. */
const mostAtOnce = 100;

interface Waiting {
  submission: Submission;
  settle: (outcome: Outcome) => void;
  fail: (error: unknown) => void;
}

/**
 * Stores messages of one organisation one transaction after another; what arrives while one is under way goes together into
 * the next. Why: each commit waits for the disk, and the embedded engine runs one transaction at a time, so that a commit per
 * message would make the busiest moment the slowest. Nothing is held back for company: a lone message is stored at once.
 *
 * The function it makes resolves after the commit.
 *
 * @throws Problem `conversation/not-found`, `conversation/closed`, `key/reused`; what the database threw
 */
export const createGroupCommit = (db: Pick<Database, 'withOrganisation'>, log: Log) => {
  const queues = new Map<string, Waiting[]>();

  const run = async (organisationId: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, mostAtOnce);
      try {
        const outcomes = await db.withOrganisation(organisationId, (tx) =>
          log.append(
            tx,
            organisationId,
            batch.map(({ submission }) => submission),
          ),
        );
        batch.forEach(({ settle }, index) => settle(outcomes[index]!));
      } catch (error) {
        batch.forEach(({ fail }) => fail(error));
      }
    }
    queues.delete(organisationId);
  };

  return async (organisationId: string, submission: Submission): Promise<StoredMessage> => {
    const outcome = await new Promise<Outcome>((settle, fail) => {
      const waiting = { submission, settle, fail };
      const queue = queues.get(organisationId);
      if (queue !== undefined) return void queue.push(waiting);
      const fresh = [waiting];
      queues.set(organisationId, fresh);
      void run(organisationId, fresh);
    });
    if ('refusal' in outcome) throw outcome.refusal;
    return outcome.stored;
  };
};

export type StoreMessage = ReturnType<typeof createGroupCommit>;
