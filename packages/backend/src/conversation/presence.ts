import type { Presence as Status } from '@harmony-live/protocol';
import type { Platform } from '../platform/platform.ts';
import { personKey, toSender, type Person } from './message.ts';
import type { Names } from './names.ts';
import type { NewsChannel } from './news.ts';
import type { Rooms } from './rooms.ts';
import * as store from './store.ts';

/** A reload, a changed network: whoever is back this soon was never away. */
export const graceMs = 5_000;
/** A sign of life in the database holds this long: two and a half of the hub's heartbeats, then the node must be gone. */
export const seenHoldsMs = 40_000;

export const isFresh = (seenAt: Date | null, now: number): boolean =>
  seenAt !== null && now - seenAt.getTime() < seenHoldsMs;

/** Says who is here: derived from connections that joined, told on change, kept in the database for lists and other nodes. */
export interface Presence {
  /** Something may have changed for this person: a connection came, went, or looks elsewhere. */
  check(organisationId: string, conversationId: string, person: Person): void;
  /** Another node says that the person went away; here we may know better. */
  heardAway(organisationId: string, conversationId: string, person: Person): void;
  /** Keeps those who are here alive in the database. */
  keepAlive(): Promise<void>;
  stop(): void;
}

export const createPresence = (
  { clock, db, log }: Pick<Platform, 'clock' | 'db' | 'log'>,
  rooms: Rooms,
  names: Names,
  news: NewsChannel,
): Presence => {
  /** Who was said to be here; with a timer while that is about to end. */
  const told = new Map<string, { timer?: NodeJS.Timeout }>();

  const say = (organisationId: string, conversationId: string, person: Person, status: Status): void => {
    db.withOrganisation(organisationId, async (tx) => {
      await store.markSeen(tx, [{ conversationId, person }], status === 'here' ? new Date(clock.now()) : null);
      const from = toSender(person, await names(tx, [person]));
      db.afterCommit(tx, () =>
        news.publish({ organisationId, conversationId, frame: { frame: 'presence', conversationId, from, status } }),
      );
    }).catch((error: unknown) => log.warn({ err: error, conversationId }, 'presence could not be noted'));
  };

  return {
    check: (organisationId, conversationId, person) => {
      const key = `${conversationId} ${personKey(person)}`;
      const entry = told.get(key);
      if (rooms.isHere(conversationId, person)) {
        clearTimeout(entry?.timer);
        told.set(key, {});
        if (entry === undefined) say(organisationId, conversationId, person, 'here');
      } else if (entry !== undefined && entry.timer === undefined) {
        entry.timer = setTimeout(() => {
          told.delete(key);
          say(organisationId, conversationId, person, 'away');
        }, graceMs);
      }
    },
    heardAway: (organisationId, conversationId, person) => {
      if (rooms.isHere(conversationId, person)) say(organisationId, conversationId, person, 'here');
    },
    keepAlive: async () => {
      const byOrganisation = Map.groupBy(rooms.whoIsHere(), ({ organisationId }) => organisationId);
      for (const [organisationId, here] of byOrganisation) {
        await db.withOrganisation(organisationId, (tx) => store.markSeen(tx, here, new Date(clock.now())));
      }
    },
    stop: () => {
      for (const { timer } of told.values()) clearTimeout(timer);
      told.clear();
    },
  };
};
