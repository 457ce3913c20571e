import { expect, test } from 'vitest';
import type { KeyValueStorage } from './conversation-types.ts';
import { createConversation } from './conversation.ts';
import { createLive } from './live.ts';
import { createMemoryStorage } from './outgoing.ts';
import { ada, conversationId, createFakeTimers, FakeServer, me, settle, type FakeTimers } from './world.fixture.ts';

/** A tab of a person: a connection and the model on it. */
const openTab = (server: FakeServer, timers: FakeTimers, storage: KeyValueStorage = createMemoryStorage()) => {
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

const setUp = async (before: string[] = []) => {
  const timers = createFakeTimers();
  const server = new FakeServer();
  before.forEach((body) => server.add(ada, body));
  const storage = createMemoryStorage();
  const tab = openTab(server, timers, storage);
  tab.live.connect();
  await settle();
  return { timers, server, storage, ...tab };
};

const frames = (server: FakeServer, name: string) =>
  server.sockets.flatMap(({ received }) => received).filter(({ frame }) => frame === name);

test('reads all pages of the history, then joins where they end', async () => {
  const { model, server, bodies } = await setUp(['one', 'two', 'three', 'four', 'five']);
  expect(bodies()).toEqual(['one', 'two', 'three', 'four', 'five']);
  expect(model.state).toMatchObject({ isLoaded: true, lastSeq: 5, state: 'open', canWrite: true, unreadCount: 5 });
  expect(frames(server, 'join')).toMatchObject([{ after: 5 }]);
});

test('a message is sending, then sent, then read', async () => {
  const { model, server, deliveries } = await setUp();
  const clientId = model.send('  hello  ');
  expect(model.state.messages).toMatchObject([
    { body: 'hello', delivery: 'sending', seq: null, isMine: true, key: clientId },
  ]);
  await settle();
  expect(model.state.messages).toMatchObject([{ body: 'hello', delivery: 'sent', seq: 1, key: clientId }]);
  server.tell({ frame: 'read', conversationId, from: ada, seq: 1 });
  expect(deliveries()).toEqual(['read']);
});

test('nothing but white space is not sent', async () => {
  const { model, server } = await setUp();
  expect(model.send(' \n ')).toBeNull();
  await settle();
  expect(frames(server, 'message')).toEqual([]);
});

test('messages go one after another in the order of writing', async () => {
  const { model, server, bodies } = await setUp();
  for (const word of ['a', 'b', 'c']) model.send(word);
  expect(bodies()).toEqual(['a', 'b', 'c']);
  await settle();
  expect(server.log.map(({ body }) => body)).toEqual(['a', 'b', 'c']);
  expect(frames(server, 'message').map(({ body }) => body)).toEqual(['a', 'b', 'c']);
});

test('what is written while offline waits, and goes in order once there is a connection', async () => {
  const { model, server, timers, deliveries } = await setUp();
  server.letsSocketsIn = false;
  server.socket.drop();
  model.send('a');
  model.send('b');
  await timers.pass(30_000);
  expect(deliveries()).toEqual(['waiting', 'waiting']);
  server.letsSocketsIn = true;
  await timers.pass(60_000);
  expect(deliveries()).toEqual(['sent', 'sent']);
  expect(server.log.map(({ body }) => body)).toEqual(['a', 'b']);
});

test('a receipt that is lost with the connection does not double the message', async () => {
  const { model, server, timers, bodies } = await setUp();
  server.losesReceipts = true;
  model.send('once');
  await settle();
  expect(server.log).toHaveLength(1);
  server.losesReceipts = false;
  server.socket.drop();
  await timers.pass(1_000);
  expect(bodies()).toEqual(['once']);
  expect(model.state.messages[0]).toMatchObject({ delivery: 'sent', seq: 1 });
  expect(server.log).toHaveLength(1);
});

test('a receipt that is lost on a connection that stays is asked for again', async () => {
  const { model, server, timers } = await setUp();
  server.losesReceipts = true;
  model.send('once');
  await timers.pass(5_000);
  server.losesReceipts = false;
  await timers.pass(10_000);
  expect(model.state.messages).toMatchObject([{ delivery: 'sent' }]);
  expect(server.log).toHaveLength(1);
  expect(frames(server, 'message')).toHaveLength(2);
});

test('a reload loses nothing that was written', async () => {
  const { model, live, server, timers, storage } = await setUp();
  server.letsSocketsIn = false;
  server.socket.drop();
  const clientId = model.send('kept');
  model.dispose();
  live.close();
  server.letsSocketsIn = true;
  const again = openTab(server, timers, storage);
  expect(again.model.state.messages).toMatchObject([{ body: 'kept', delivery: 'waiting', clientId }]);
  again.live.connect();
  await settle();
  expect(again.model.state.messages).toMatchObject([{ body: 'kept', delivery: 'sent', seq: 1 }]);
  expect(storage.length).toBe(0);
});

test('two tabs of one person show the same, and double nothing', async () => {
  const { model, server, timers, storage, bodies } = await setUp();
  server.losesReceipts = true;
  model.send('from the first');
  await settle();
  const second = openTab(server, timers, storage);
  server.losesReceipts = false;
  second.live.connect();
  await settle();
  second.model.send('from the second');
  await timers.pass(20_000);
  expect(server.log.map(({ body }) => body)).toEqual(['from the first', 'from the second']);
  expect(bodies()).toEqual(['from the first', 'from the second']);
  expect(second.bodies()).toEqual(bodies());
  expect(storage.length).toBe(0);
});

test('frames that come twice are shown once', async () => {
  const { server, bodies } = await setUp();
  const message = server.add(ada, 'once');
  server.tell({ frame: 'message', conversationId, ...message });
  expect(bodies()).toEqual(['once']);
});

test('frames that come in another order are shown in the order of their numbers', async () => {
  const { server, bodies, timers, model } = await setUp();
  server.losesReceipts = true;
  const [one, two] = [server.add(ada, 'one'), server.add(ada, 'two')];
  server.tell({ frame: 'message', conversationId, ...two });
  expect(model.state.lastSeq).toBe(0);
  server.tell({ frame: 'message', conversationId, ...one });
  await timers.pass(1_000);
  expect(bodies()).toEqual(['one', 'two']);
  expect(model.state.lastSeq).toBe(2);
});

test('a hole in the numbers is filled from the history', async () => {
  const { server, bodies, timers } = await setUp();
  server.losesReceipts = true;
  for (const word of ['one', 'two', 'three']) server.add(ada, word);
  server.tell({ frame: 'message', conversationId, ...server.log[2]! });
  await timers.pass(500);
  expect(bodies()).toEqual(['one', 'two', 'three']);
});

test('what others wrote while the connection was away comes with the next join', async () => {
  const { server, bodies, timers } = await setUp(['one']);
  server.socket.drop();
  server.add(ada, 'two');
  await timers.pass(1_000);
  expect(bodies()).toEqual(['one', 'two']);
  expect(frames(server, 'join').at(-1)).toMatchObject({ after: 1 });
});

test('a refused message says why, lets the next ones pass, and can be tried again or removed', async () => {
  const { model, server, timers, deliveries, storage } = await setUp();
  server.refusal = { code: 'body/invalid', status: 400 };
  const [first, second] = [model.send('bad')!, model.send('worse')!];
  await settle();
  expect(model.state.messages).toMatchObject([
    { delivery: 'failed', problem: { code: 'body/invalid' } },
    { delivery: 'failed' },
  ]);
  server.refusal = null;
  model.retry(first);
  expect(deliveries()).toEqual(['sending', 'failed']);
  model.remove(second);
  await timers.pass(1_000);
  expect(deliveries()).toEqual(['sent']);
  expect(storage.length).toBe(0);
});

test('a server that is busy is asked again when it says so, and the message never fails', async () => {
  const { model, server, timers, deliveries } = await setUp();
  server.refusal = { code: 'rate/limited', status: 429, retryAfterMs: 2_000 };
  model.send('patient');
  await timers.pass(20_000);
  expect(deliveries()).toEqual(['sending']);
  expect(frames(server, 'message').length).toBeLessThanOrEqual(11);
  server.refusal = null;
  await timers.pass(2_000);
  expect(deliveries()).toEqual(['sent']);
});

test('a message on which the server breaks each time fails in the end and frees the way', async () => {
  const { model, server, timers, deliveries } = await setUp();
  server.refusal = { code: 'server/error', status: 500 };
  model.send('poison');
  await timers.pass(60_000);
  expect(deliveries()).toEqual(['failed']);
});

test('read marks go to the server once, move between devices, and count what is unread', async () => {
  const { model, server, timers } = await setUp(['one', 'two']);
  model.markRead();
  model.markRead();
  await settle();
  expect(frames(server, 'read')).toMatchObject([{ seq: 2 }]);
  expect(model.state.unreadCount).toBe(0);
  server.add(ada, 'three');
  expect(model.state.unreadCount).toBe(1);
  server.tell({ frame: 'read', conversationId, from: me, seq: 3 });
  expect(model.state.unreadCount).toBe(0);
  server.socket.drop();
  await timers.pass(1_000);
  expect(frames(server, 'read').at(-1)).toMatchObject({ seq: 3 });
});

test('typing is said at most every three seconds and stops by itself after six', async () => {
  const { model, server, timers } = await setUp();
  for (let key = 0; key < 8; key += 1) {
    model.setTyping(true);
    await timers.pass(500);
  }
  expect(frames(server, 'typing')).toMatchObject([{ isTyping: true }, { isTyping: true }]);
  await timers.pass(6_000);
  expect(frames(server, 'typing').map(({ isTyping }) => isTyping)).toEqual([true, true, false]);
});

test('who else is typing shows until they stop, write, or fall silent', async () => {
  const { model, server, timers } = await setUp();
  const type = (isTyping: boolean): void => server.tell({ frame: 'typing', conversationId, from: ada, isTyping });
  type(true);
  expect(model.state.typing).toMatchObject([{ name: 'Ada' }]);
  type(false);
  expect(model.state.typing).toEqual([]);
  type(true);
  server.add(ada, 'done');
  expect(model.state.typing).toEqual([]);
  type(true);
  await timers.pass(8_000);
  expect(model.state.typing).toEqual([]);
});

test('presence of others follows their frames, and being away is said again after a reconnect', async () => {
  const { model, server, timers } = await setUp();
  server.tell({ frame: 'presence', conversationId, from: ada, status: 'away' });
  expect(model.state.others).toMatchObject([{ name: 'Ada', isHere: false }]);
  model.setPresence('away');
  server.socket.drop();
  await timers.pass(1_000);
  expect(frames(server, 'presence').map(({ status }) => status)).toEqual(['away', 'away']);
});

test('the end told by the server closes it, and what is written then fails with the reason', async () => {
  const { model, server } = await setUp();
  server.log.push({ id: 'm1', seq: 1, clientId: null, from: ada, kind: 'closed', body: '', at: '' });
  server.tell({ frame: 'message', conversationId, ...server.log[0]! });
  expect(model.state).toMatchObject({ state: 'closed', canWrite: false });
  server.refusal = { code: 'conversation/closed', status: 409 };
  model.send('too late');
  await settle();
  expect(model.state.messages.at(-1)).toMatchObject({ delivery: 'failed', problem: { code: 'conversation/closed' } });
});

test('close ends it over HTTP', async () => {
  const { model, server } = await setUp();
  await model.close();
  expect(server.posts.map(({ path }) => path)).toEqual([`/v1/conversations/${conversationId}/close`]);
  expect(model.state.state).toBe('closed');
});

test('an erased conversation leaves nothing on the screen or the device', async () => {
  const { model, server, storage } = await setUp(['secret']);
  server.answers = false;
  model.send('mine');
  server.state = 'gone';
  server.tell({ frame: 'conversation', conversationId, state: 'closed' });
  await settle();
  expect(model.state).toMatchObject({ messages: [], problem: { code: 'conversation/not-found' }, canWrite: false });
  expect(storage.length).toBe(0);
});

test('a history that cannot be read yet is read as soon as it can', async () => {
  const timers = createFakeTimers();
  const server = new FakeServer();
  server.add(ada, 'one');
  server.isReachable = false;
  const { live, model, bodies } = openTab(server, timers);
  live.connect();
  await timers.pass(3_000);
  expect(model.state).toMatchObject({ isLoaded: false, problem: null });
  server.isReachable = true;
  await timers.pass(30_000);
  expect(bodies()).toEqual(['one']);
});

test('frames of other conversations are none of its business', async () => {
  const { model, server } = await setUp();
  server.tell({
    frame: 'message',
    conversationId: 'other',
    id: 'x',
    seq: 1,
    clientId: null,
    from: ada,
    kind: 'text',
    body: '?',
    at: '',
  });
  expect(model.state.messages).toEqual([]);
});

test('subscribers hear of changes once per turn, and the view is the same object until then', async () => {
  const { model, server } = await setUp();
  let calls = 0;
  model.subscribe(() => (calls += 1));
  const before = model.state;
  expect(model.state).toBe(before);
  server.add(ada, 'one');
  server.add(ada, 'two');
  expect(model.state).not.toBe(before);
  await settle();
  expect(calls).toBe(1);
});

test('after dispose nothing is sent, heard or kept waiting', async () => {
  const { model, server, timers } = await setUp();
  model.dispose();
  await settle();
  const received = frames(server, 'message').length;
  server.add(ada, 'unheard');
  model.send('into the void');
  await timers.pass(60_000);
  expect(model.state.messages.map(({ body }) => body)).toEqual(['into the void']);
  expect(frames(server, 'message')).toHaveLength(received);
});

test('a storage that throws is one that keeps nothing', async () => {
  const timers = createFakeTimers();
  const server = new FakeServer();
  const broken = new Proxy({} as KeyValueStorage, {
    get: () => {
      throw new Error('blocked by the browser');
    },
  });
  const { live, model } = openTab(server, timers, broken);
  live.connect();
  await settle();
  model.send('still sent');
  await settle();
  expect(model.state.messages).toMatchObject([{ delivery: 'sent' }]);
});
