import type { KeyValueStorage } from './conversation-types.ts';
import { createConversation } from './conversation.ts';
import { createLive } from './live.ts';
import { createMemoryStorage } from './outgoing.ts';
import { ada, conversationId, createFakeTimers, FakeServer, me, settle, type FakeTimers } from './world.fixture.ts';

/** A tab of a person: a connection and the model on it. */
export const openTab = (server: FakeServer, timers: FakeTimers, storage: KeyValueStorage = createMemoryStorage()) => {
  const live = createLive({
    url: 'ws://t',
    http: server.http,
    timers,
    WebSocket: server.Socket,
    onHint: () => () => {},
  });
  let ids = 0;
  const newId = (): string => `client-${timers.now()}-${(ids += 1)}-${tabs++}`;
  const model = createConversation({ live, http: server.http, conversationId, me, storage, timers, newId });
  return {
    live,
    model,
    bodies: () => model.state.messages.map(({ body }) => body),
    deliveries: () => model.state.messages.map(({ delivery }) => delivery),
  };
};
let tabs = 0;

/** One tab of a person, connected to a server that already holds these messages of Ada. */
export const setUp = async (before: string[] = []) => {
  const timers = createFakeTimers();
  const server = new FakeServer();
  before.forEach((body) => server.add(ada, body));
  const storage = createMemoryStorage();
  const tab = openTab(server, timers, storage);
  tab.live.connect();
  await settle();
  return { timers, server, storage, ...tab };
};

/** What the server was sent under this name. */
export const frames = (server: FakeServer, name: string) =>
  server.sockets.flatMap(({ received }) => received).filter(({ frame }) => frame === name);
