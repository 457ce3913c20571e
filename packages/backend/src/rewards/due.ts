import type { Platform } from '../platform/platform.ts';
import { awardResolution, settle } from './award.ts';
import { lockHead } from './ledger/store.ts';
import * as store from './store.ts';

/** Most that one transaction takes, so that nobody waits long for the end of the chain. */
const batchSize = 100;

/**
 * Makes the awards whose rating has not come in time, and settles those whose hold is over. May run on any number of nodes
 * at once. What fails in one organisation is logged and holds no other one up.
 */
export const doWhatIsDue = async (platform: Pick<Platform, 'clock' | 'db' | 'log' | 'outbox'>): Promise<void> => {
  const { clock, db, log } = platform;
  const now = new Date(clock.now());
  const organisations = await db.asSystem('rewards: where something is due', (tx) =>
    store.organisationsWithDue(tx, now),
  );
  for (const organisationId of organisations) {
    try {
      while (await doBatch(platform, organisationId, now));
    } catch (error) {
      log.error({ err: error, organisationId }, 'what was due in the ledger could not be done; it is tried again');
    }
  }
};

/** @returns whether there may be more */
const doBatch = (
  { clock, db, outbox }: Pick<Platform, 'clock' | 'db' | 'outbox'>,
  organisationId: string,
  now: Date,
): Promise<boolean> =>
  db.withOrganisation(organisationId, async (tx) => {
    await lockHead(tx, organisationId);
    const due = await store.takeDue(tx, now, batchSize);
    for (const row of due) await awardResolution({ clock, outbox }, tx, organisationId, row);
    const held = await store.heldUntil(tx, now, batchSize);
    await settle({ clock, outbox }, tx, organisationId, held);
    return due.length === batchSize || held.length === batchSize;
  });
