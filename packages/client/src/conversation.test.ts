import { expect, test } from 'vitest';
import { frames, openTab, setUp } from './tab.fixture.ts';
import { ada, conversationId, createFakeTimers, FakeServer, me, settle } from './world.fixture.ts';

test('reads all pages of the history, then joins where they end', async () => {
  const { model, server, bodies } = await setUp(['one', 'two', 'three', 'four', 'five']);
  expect(bodies()).toEqual(['one', 'two', 'three', 'four', 'five']);
  expect(model.state).toMatchObject({ isLoaded: true, lastSeq: 5, state: 'open', canWrite: true, unreadCount: 5 });
  expect(frames(server, 'join')).toMatchObject([{ after: 5 }]);
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

test('a file counts as unread like words, and says what it is', async () => {
  const { server, model } = await setUp();
  const file = { id: 'f1', name: 'invoice.png', type: 'image/png', size: 48, width: 8, height: 6 };
  const message = { id: 'm1', seq: 1, clientId: null, kind: 'file', at: '2026-11-24T09:00:00.000Z' };
  server.tell({ frame: 'message', conversationId, ...message, from: ada, body: JSON.stringify(file) });
  const mine = { ...message, id: 'm2', seq: 2, from: me, body: 'what a newer server says' };
  server.tell({ frame: 'message', conversationId, ...mine });
  await settle();
  expect(model.state.messages).toMatchObject([
    { file, delivery: null },
    { kind: 'file', delivery: 'sent' },
  ]);
  expect(model.state.messages[0]?.file).toBe(model.state.messages[0]?.file);
  expect(model.state.unreadCount).toBe(1);
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

test('whoever comes is among the others, and whoever left is not any more', async () => {
  const { model, server } = await setUp();
  const grace = { kind: 'member', id: 'grace', name: 'Grace' } as const;
  const happens = async (seq: number, kind: string, from: object): Promise<void> => {
    const entry = { id: `e${seq}`, seq, clientId: null, kind, body: '', at: '2026-11-24T09:00:00.000Z' };
    server.tell({ frame: 'message', conversationId, ...entry, from });
    await settle();
  };
  server.people = [me, ada, grace];
  await happens(1, 'joined', grace);
  expect(model.state.others.map(({ name }) => name)).toEqual(['Ada', 'Grace']);
  server.people = [me, grace];
  await happens(2, 'left', ada);
  expect(model.state.others.map(({ name }) => name)).toEqual(['Grace']);
});

test('whoever was out of it and comes back finds everything, and may write', async () => {
  const { model, server, bodies } = await setUp(['one', 'two']);
  server.state = 'gone';
  server.tell({ frame: 'conversation', conversationId, state: 'handed-over' });
  await settle();
  expect(model.state).toMatchObject({ problem: { code: 'conversation/not-found' }, canWrite: false });
  server.state = 'open';
  server.add(ada, 'three');
  server.tell({ frame: 'conversation', conversationId, state: 'open' });
  await settle();
  expect(model.state).toMatchObject({ problem: null, isLoaded: true, canWrite: true });
  expect(bodies()).toEqual(['one', 'two', 'three']);
  model.send('here again');
  await settle();
  expect(server.log.at(-1)?.body).toBe('here again');
});

test('a change of part joins anew: who looked on writes, and who left looks on', async () => {
  const { model, server } = await setUp(['one']);
  const change = async (people: typeof server.people): Promise<void> => {
    server.people = people;
    server.tell({ frame: 'conversation', conversationId, state: 'open' });
    await settle();
  };
  const joins = frames(server, 'join').length;
  await change([me, ada]);
  expect(frames(server, 'join')).toHaveLength(joins);
  await change([ada]);
  expect(model.state.canWrite).toBe(false);
  await change([me, ada]);
  expect(model.state.canWrite).toBe(true);
  expect(frames(server, 'join').length).toBeGreaterThan(joins);
  model.send('with you');
  await settle();
  expect(server.log.at(-1)?.body).toBe('with you');
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

test('a solution that is still on its way is marked before it is said that it is solved', async () => {
  const { server, model } = await setUp(['one']);
  const marked = model.markSolution(1);
  const resolved = model.resolve('solved');
  expect(server.posts.map(({ path }) => path.split('/').at(-1))).toEqual(['solution']);
  await Promise.all([marked, resolved]);
  expect(server.posts.map(({ path }) => path.split('/').at(-1))).toEqual(['solution', 'resolve']);
});
