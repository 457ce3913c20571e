import type { FastifyInstance } from 'fastify';
import type { Connection } from '../platform/live/live.ts';
import { existing, partOf } from './access.ts';
import { registerFollowers } from './followers.ts';
import { createAnswering } from './giving-back/answering.ts';
import type { StoreMessage } from './group-commit.ts';
import type { Log } from './log.ts';
import { isSame, personOf, readWords, toMessage, toSender, type Person } from './message.ts';
import type { Names } from './names.ts';
import type { News, NewsChannel } from './news.ts';
import { createOnlookers, refuseOnlooker } from './onlookers.ts';
import { isFresh, type Presence } from './presence.ts';
import type { Rooms } from './rooms.ts';
import { Seat, type ReadMessages } from './seats.ts';
import * as store from './store.ts';

interface Parts {
  markRead: Log['markRead'];
  names: Names;
  news: NewsChannel;
  presence: Presence;
  rooms: Rooms;
  storeMessage: StoreMessage;
}

/** Frames of a conversation: `join`, `message`, and what is told but not kept. */
export const registerFrames = (
  app: FastifyInstance,
  { markRead, names, news, presence, rooms, storeMessage }: Parts,
): void => {
  const { clock, db, live, log } = app.platform;
  const onlookers = createOnlookers(news, rooms);
  registerFollowers(app, news, rooms);
  const answering = createAnswering(app.platform);

  live.onFrame('join', async (connection, { conversationId: given, after }) => {
    const { caller } = connection;
    const conversationId = given.toLowerCase();
    const me = personOf(caller);
    const { row, named } = await db.withOrganisation(caller.organisationId, async (tx) => {
      const found = await existing(tx, caller, conversationId, 'reader');
      return {
        row: found,
        named: await names(
          tx,
          found.participants.map(({ person }) => person),
        ),
      };
    });
    // Seated before the log is read: what is stored meanwhile is either read or heard of.
    const onTrouble = (error: unknown): void =>
      log.warn({ err: error, conversationId }, 'a connection could not catch up yet');
    const isOnlooker = partOf(caller, row) === 'reader';
    const seat = new Seat(
      ...([connection, conversationId, me, Math.min(after, row.lastSeq), readMessages, onTrouble] as const),
      isOnlooker,
    );
    rooms.enter(seat);
    await seat.catchUp();
    onlookers.greet(connection, seat);
    for (const { person, readSeq, seenAt } of row.participants) {
      if (isSame(person, me)) continue;
      const from = toSender(person, named);
      const isHere = rooms.isHere(conversationId, person) || isFresh(seenAt, clock.now());
      connection.send({ frame: 'read', conversationId, from, seq: readSeq });
      connection.send({ frame: 'presence', conversationId, from, status: isHere ? 'here' : 'away' });
    }
    if (isOnlooker) onlookers.check(seat);
    else presence.check(caller.organisationId, conversationId, me);
    return { lastSeq: seat.cursor };
  });

  const readMessages: ReadMessages = (organisationId, conversationId, after, limit) =>
    db.withOrganisation(organisationId, async (tx) => {
      const stored = await store.messagesAfter(tx, conversationId, after, limit);
      const named = await names(
        tx,
        stored.flatMap(({ from }) => (from === null ? [] : [from])),
      );
      return stored.map((message) => toMessage(message, named));
    });

  live.onFrame('message', async ({ caller }, { conversationId, clientId, kind, body }) => {
    const { id, seq, at } = await storeMessage(caller.organisationId, {
      conversationId: conversationId.toLowerCase(),
      id: clock.newId(),
      clientId: clientId.toLowerCase(),
      from: personOf(caller),
      kind,
      body: readWords(body),
      at: new Date(clock.now()),
    });
    return { id, seq, at: at.toISOString() };
  });

  live.onFrame('read', async (connection, { conversationId: given, seq }) => {
    const { caller } = connection;
    const conversationId = given.toLowerCase();
    const mark = { conversationId, person: personOf(caller), seq, by: connection.id };
    await db.withOrganisation(caller.organisationId, async (tx) => {
      if (rooms.find(connection, conversationId) === undefined)
        await existing(tx, caller, conversationId, 'participant');
      await markRead(tx, caller.organisationId, mark);
    });
    return {};
  });

  live.onFrame('typing', async (connection, { conversationId: given, isTyping }) => {
    const conversationId = given.toLowerCase();
    const from = await nameIn(connection, conversationId);
    tell(connection, conversationId, { frame: 'typing', conversationId, from, isTyping });
    if (isTyping) await answering.note(connection.caller, conversationId);
    return {};
  });

  live.onFrame('presence', async (connection, { conversationId: given, status }) => {
    const conversationId = given.toLowerCase();
    const seat = rooms.find(connection, conversationId);
    if (seat?.isOnlooker === true) {
      seat.isHere = status === 'here';
      onlookers.check(seat);
      return {};
    }
    await nameIn(connection, conversationId);
    if (seat === undefined) return {};
    seat.isHere = status === 'here';
    presence.check(connection.caller.organisationId, conversationId, seat.person);
    return {};
  });

  live.onDisconnected((connection) => {
    for (const seat of rooms.leaveAll(connection)) {
      if (seat.isOnlooker) onlookers.check(seat);
      else presence.check(connection.caller.organisationId, seat.conversationId, seat.person);
    }
  });

  live.onHeartbeat(async () => {
    onlookers.repeat();
    await presence.keepAlive();
  });

  /** As others see them, once it is sure that they take part. */
  const nameIn = async (connection: Connection, conversationId: string) => {
    const { caller } = connection;
    const me: Person = personOf(caller);
    refuseOnlooker(rooms.find(connection, conversationId));
    if (caller.kind === 'member' && rooms.find(connection, conversationId)) return { ...me, name: caller.name };
    const named = await db.withOrganisation(caller.organisationId, async (tx) => {
      if (rooms.find(connection, conversationId) === undefined)
        await existing(tx, caller, conversationId, 'participant');
      return names(tx, [me]);
    });
    return toSender(me, named);
  };

  const tell = ({ id, caller }: Connection, conversationId: string, frame: News['frame']): void =>
    news.publish({ organisationId: caller.organisationId, conversationId, frame, by: id });
};
