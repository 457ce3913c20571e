import type { Database } from '../database/index.ts';
import { tidyEmbedded } from '../database/tidy.ts';
import type { Outbox } from '../outbox/index.ts';
import type { Jobs } from './index.ts';

/** Registers what the platform itself does from time to time; before `jobs.start()`. */
export function registerMaintenance({ db, jobs, outbox }: { db: Database; jobs: Jobs; outbox: Outbox }): void {
  jobs.work('outbox.prune', async () => {
    await outbox.prune();
  });
  jobs.schedule('outbox.prune', '17 * * * *');
  if (db.engine === 'postgresql') return; // a server has its own autovacuum and checkpoints
  jobs.work('database.analyze', () => tidyEmbedded(db, 'analyze'));
  jobs.schedule('database.analyze', '* * * * *');
  jobs.work('database.checkpoint', () => tidyEmbedded(db, 'checkpoint'));
  jobs.schedule('database.checkpoint', '*/5 * * * *');
  jobs.work('database.vacuum', () => tidyEmbedded(db, 'vacuum'));
  jobs.schedule('database.vacuum', '41 * * * *');
}
