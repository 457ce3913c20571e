import { problem } from '@harmony-live/protocol';
import type { Connection } from '../platform/live/live.ts';
import type { NewsChannel } from './news.ts';
import type { Rooms } from './rooms.ts';
import type { Seat } from './seats.ts';

/**
 * Members who look at a conversation without taking part: its other members are told, the visitor is not. Nothing of it is
 * kept; it is told again at each heartbeat, so that whoever comes later or hears of a node that died knows soon.
 */
export const createOnlookers = (news: NewsChannel, rooms: Rooms) => {
  const tell = (organisationId: string, conversationId: string, seat: Seat, status: 'reading' | 'away'): void => {
    const { caller } = seat.connection;
    if (caller.kind !== 'member') return;
    const from = { ...seat.person, name: caller.name };
    news.publish({ organisationId, conversationId, frame: { frame: 'colleague', conversationId, from, status } });
  };

  return {
    /** The connection came, went, or looks elsewhere. */
    check: (seat: Seat): void => {
      const { conversationId, person, connection } = seat;
      const isLooking = rooms.isLookedAt(conversationId, person);
      tell(connection.caller.organisationId, conversationId, seat, isLooking ? 'reading' : 'away');
    },
    /** Tells again who looks on. */
    repeat: (): void => {
      for (const seat of rooms.onlookers()) {
        tell(seat.connection.caller.organisationId, seat.conversationId, seat, 'reading');
      }
    },
    /** To somebody who has just come: who looks on already, as far as this node knows. */
    greet: (connection: Connection, { conversationId }: Seat): void => {
      if (connection.caller.kind !== 'member') return;
      for (const { conversationId: looked, person, connection: other } of rooms.onlookers()) {
        if (looked !== conversationId || other.id === connection.id || other.caller.kind !== 'member') continue;
        const from = { ...person, name: other.caller.name };
        connection.send({ frame: 'colleague', conversationId, from, status: 'reading' });
      }
    },
  };
};

export type Onlookers = ReturnType<typeof createOnlookers>;

/** @throws Problem `role/insufficient` for what only those who take part may do, from somebody who looks on */
export const refuseOnlooker = (seat: Seat | undefined): void => {
  if (seat?.isOnlooker === true) {
    throw problem('role/insufficient', 'Only those who take part can write here; you may read.');
  }
};
