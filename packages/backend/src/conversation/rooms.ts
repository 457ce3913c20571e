import type { Connection } from '../platform/live/live.ts';
import { isSame, type Person } from './message.ts';
import type { News } from './news.ts';
import type { Seat } from './seats.ts';

/** Which connections of this node follow which conversations. */
export interface Rooms {
  /** Takes a seat; a connection has one per conversation, the newest. */
  enter(seat: Seat): void;
  find(connection: Connection, conversationId: string): Seat | undefined;
  /** Leaves every conversation. @returns the seats that were left */
  leaveAll(connection: Connection): Seat[];
  /** Whether any connection of the person on this node looks at the conversation. */
  isHere(conversationId: string, person: Person): boolean;
  /** Whether somebody looks on here without taking part. */
  isLookedAt(conversationId: string, person: Person): boolean;
  /** Those on this node who look on without taking part. */
  onlookers(): Seat[];
  /** Everybody who is here, once per conversation. */
  whoIsHere(): { organisationId: string; conversationId: string; person: Person }[];
  /** Hands news to everybody whom they concern. */
  tell(news: News): void;
}

export const createRooms = (): Rooms => {
  const rooms = new Map<string, Map<string, Seat>>();
  const seatsIn = (conversationId: string): Seat[] => [...(rooms.get(conversationId)?.values() ?? [])];

  const drop = ({ connection, conversationId }: Seat): void => {
    const room = rooms.get(conversationId);
    room?.get(connection.id)?.leave();
    room?.delete(connection.id);
    if (room?.size === 0) rooms.delete(conversationId);
  };

  return {
    enter: (seat) => {
      const room = rooms.get(seat.conversationId) ?? new Map<string, Seat>();
      room.get(seat.connection.id)?.leave();
      rooms.set(seat.conversationId, room.set(seat.connection.id, seat));
    },
    find: (connection, conversationId) => rooms.get(conversationId)?.get(connection.id),
    leaveAll: (connection) => {
      const left: Seat[] = [];
      for (const room of [...rooms.values()]) {
        const seat = room.get(connection.id);
        if (seat === undefined) continue;
        left.push(seat);
        drop(seat);
      }
      return left;
    },
    isHere: (conversationId, person) =>
      seatsIn(conversationId).some((seat) => seat.isHere && !seat.isOnlooker && isSame(seat.person, person)),
    isLookedAt: (conversationId, person) =>
      seatsIn(conversationId).some((seat) => seat.isHere && seat.isOnlooker && isSame(seat.person, person)),
    onlookers: () =>
      [...rooms.values()].flatMap((room) => [...room.values()]).filter((seat) => seat.isHere && seat.isOnlooker),
    whoIsHere: () => {
      const here = [...rooms.values()]
        .flatMap((room) => [...room.values()])
        .filter((seat) => seat.isHere && !seat.isOnlooker);
      const distinct = new Map(here.map((seat) => [`${seat.conversationId} ${seat.person.id}`, seat]));
      return [...distinct.values()].map(({ connection, conversationId, person }) => ({
        organisationId: connection.caller.organisationId,
        conversationId,
        person,
      }));
    },
    tell: ({ conversationId, frame, by, only }) => {
      for (const seat of seatsIn(conversationId)) {
        if (only !== undefined && seat.connection.id !== only) continue;
        if (frame.frame === 'message') {
          const { frame: _name, conversationId: _id, ...message } = frame;
          seat.offer(message);
          // They take no part any more; what comes later is not for them.
          if (frame.kind === 'left' && isSame(seat.person, frame.from)) drop(seat);
        } else if (frame.frame === 'colleague') {
          if (seat.person.kind === 'member' && !isSame(seat.person, frame.from)) seat.connection.send(frame);
        } else if (frame.frame === 'call.state' || frame.frame === 'call.signal') seat.connection.send(frame);
        else if (isFor(seat, frame, by)) seat.connection.send(frame);
      }
    },
  };
};

/** What a person reads on one device is read on the others; their typing and presence concern the others alone. */
const isFor = (
  seat: Seat,
  { frame, from }: Exclude<News['frame'], { frame: 'message' | 'colleague' | 'call.state' | 'call.signal' }>,
  by?: string,
): boolean => (frame === 'read' ? seat.connection.id !== by : !isSame(seat.person, from));
