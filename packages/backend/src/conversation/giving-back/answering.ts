import type { PersonCaller } from '../../platform/caller.ts';
import type { Platform } from '../../platform/platform.ts';
import { lookedAtForMs } from './give-back.ts';
import { markAnswering } from './store.ts';

/** While somebody writes, it is noted once in so long: it only has to be known within the minute they have. */
const notedEveryMs = 15_000;

/** Notes that a member writes their first answer, so that nobody else is sent for meanwhile. */
export const createAnswering = ({ clock, db }: Pick<Platform, 'clock' | 'db'>) => {
  /** When each was noted last, by member and conversation; forgotten once it no longer matters. */
  const noted = new Map<string, number>();
  return {
    note: async (caller: PersonCaller, conversationId: string): Promise<void> => {
      if (caller.kind !== 'member') return;
      const now = clock.now();
      const key = `${caller.memberId} ${conversationId}`;
      if (now - (noted.get(key) ?? -Infinity) < notedEveryMs) return;
      for (const [old, at] of noted) if (now - at >= lookedAtForMs) noted.delete(old);
      noted.set(key, now);
      await db.withOrganisation(caller.organisationId, (tx) =>
        markAnswering(tx, conversationId, caller.memberId, new Date(now)),
      );
    },
  };
};
