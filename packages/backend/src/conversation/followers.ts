import type { FastifyInstance } from 'fastify';
import type { PersonCaller } from '../platform/caller.ts';
import type { Connection } from '../platform/live/live.ts';
import type { News, NewsChannel } from './news.ts';
import type { Rooms } from './rooms.ts';

/**
 * What was told this long ago, in milliseconds, is told to a new connection too: it may have read its list just before, and
 * is known here only after the hub has greeted it. Telling once too often costs one look at a list.
 */
const greetingMs = 5_000;

/**
 * Tells members that a conversation of theirs has changed where they do not look at it: a screen that shows another view, or
 * a tab that never opened it. They read their list again, so that it and what they count as unread are right by themselves.
 *
 * Whoever looks at it hears the message itself; whoever was not connected reads the list once they are.
 */
export const registerFollowers = (app: FastifyInstance, news: NewsChannel, rooms: Rooms): void => {
  const { clock, live } = app.platform;
  /** Connections of members on this node, by organisation and member. */
  const connections = new Map<string, Set<Connection>>();
  /** What was told lately, and when: by the same key, then by conversation. */
  const recent = new Map<string, Map<string, number>>();

  const tell = (connection: Connection, conversationId: string): void => {
    if (rooms.find(connection, conversationId)?.isHere === true) return;
    connection.send({ frame: 'conversation', conversationId, state: 'changed' });
  };
  const isRecent = (at: number): boolean => at > clock.now() - greetingMs;

  live.onConnected(async (connection) => {
    const key = keyOf(connection.caller);
    // It may have ended while earlier handlers ran.
    if (key === null || !connection.isOpen) return;
    connections.set(key, (connections.get(key) ?? new Set()).add(connection));
    for (const [conversationId, at] of recent.get(key) ?? []) if (isRecent(at)) tell(connection, conversationId);
  });

  live.onDisconnected((connection) => {
    const key = keyOf(connection.caller);
    if (key === null) return;
    const others = connections.get(key);
    others?.delete(connection);
    if (others?.size === 0) connections.delete(key);
  });

  live.onHeartbeat(async () => {
    for (const [key, told] of recent) if (![...told.values()].some(isRecent)) recent.delete(key);
  });

  const stopHearing = news.subscribe((one) => {
    const { organisationId, conversationId } = one;
    for (const memberId of toldBy(one)) {
      const key = `${organisationId} ${memberId}`;
      recent.set(key, (recent.get(key) ?? new Map<string, number>()).set(conversationId, clock.now()));
      for (const connection of connections.get(key) ?? []) {
        if (connection.id !== one.by) tell(connection, conversationId);
      }
    }
  });
  app.addHook('preClose', async () => stopHearing());
};

/** Whose lists look different after this: all members' after a message, the reader's own after reading. */
const toldBy = ({ frame, memberIds = [] }: News): readonly string[] => {
  if (frame.frame === 'message') return memberIds;
  if (frame.frame === 'call.state' || frame.frame === 'call.signal' || frame.frame === 'colleague') return [];
  const { kind, id } = frame.from;
  return frame.frame === 'read' && kind === 'member' && id !== undefined ? [id] : [];
};

const keyOf = (caller: PersonCaller): string | null =>
  caller.kind === 'member' ? `${caller.organisationId} ${caller.memberId}` : null;
