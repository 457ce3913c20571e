import type { Platform } from '../../platform/platform.ts';
import * as store from './store.ts';

/** Bytes that are no message after so long never become one, in milliseconds: nobody uploads 20 MB for an hour. */
export const mostUploadMs = 60 * 60_000;
const atOnce = 100;

/**
 * Deletes bytes whose message is gone, or never came. Deleting twice does no harm, so that any number of nodes may do it; a
 * note is crossed out once the bytes are gone, so that a crash between only does it again.
 */
export const sweepWaste = async ({ clock, db, storage }: Pick<Platform, 'clock' | 'db' | 'storage'>): Promise<void> => {
  for (;;) {
    const ids = await db.asSystem('attachments: what is waste', (tx) =>
      store.dueWaste(tx, new Date(clock.now()), atOnce),
    );
    if (ids.length === 0) return;
    for (const id of ids) await storage.delete(id);
    await db.asSystem('attachments: waste is gone', (tx) => store.crossOut(tx, ids));
  }
};

/** The same at once, after something was erased; what goes wrong is left to the sweep. */
export const sweepWasteSoon = (platform: Platform): void => {
  sweepWaste(platform).catch((error: unknown) =>
    platform.log.warn({ err: error }, 'files could not be deleted yet; the sweep tries again'),
  );
};
