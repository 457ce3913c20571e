import { expect, test } from 'vitest';
import { createLive } from './live.ts';
import type { LiveState } from './live-types.ts';
import { ClientProblem } from './problem.ts';
import { conversationId, createFakeTimers, createHints, FakeServer, settle } from './world.fixture.ts';

const setUp = () => {
  const timers = createFakeTimers();
  const server = new FakeServer();
  const hints = createHints();
  const live = createLive({
    url: 'ws://test',
    http: server.http,
    timers,
    WebSocket: server.Socket,
    onHint: hints.onHint,
  });
  const states: LiveState[] = [];
  live.onState(({ state }) => states.at(-1) !== state && states.push(state));
  return { timers, server, hints, live, states };
};
const online = async () => {
  const world = setUp();
  world.live.connect();
  await settle();
  return world;
};

test('is idle until it is told to connect, then says hello and is online', async () => {
  const { live, server, states } = setUp();
  expect(server.sockets).toHaveLength(0);
  live.connect();
  await settle();
  expect(states).toEqual(['idle', 'connecting', 'online']);
  expect(live.status).toMatchObject({ via: 'socket', me: { kind: 'visitor' } });
});

test('a dropped socket is replaced within half a second, with a new hello', async () => {
  const { timers, server, states } = await online();
  server.socket.drop();
  await timers.pass(500);
  expect(states.slice(-2)).toEqual(['reconnecting', 'online']);
  expect(server.sockets).toHaveLength(2);
  expect(server.socket.received[0]).toMatchObject({ frame: 'hello', v: 1 });
});

test('tries grow rarer up to half a minute, and after three the state is offline, since the connection was lost', async () => {
  const { timers, server, live, states } = await online();
  const lostAt = timers.now();
  server.letsSocketsIn = false;
  server.answers = false;
  server.isReachable = false;
  server.socket.drop();
  await timers.pass(10 * 60_000);
  expect(states.at(-1)).toBe('offline');
  expect(live.status.since).toBe(lostAt);
  expect(live.status.nextTryAt! - timers.now()).toBeLessThanOrEqual(15_000);
  const tries = server.sockets.length;
  await timers.pass(60_000);
  expect(server.sockets.length - tries).toBeLessThanOrEqual(4);
});

test('a request fails when the connection breaks, unless it may be sent again', async () => {
  const { timers, server, live } = await online();
  server.answers = false;
  const once = live.request({ frame: 'join', conversationId, after: 0 });
  const again = live.request({ frame: 'join', conversationId, after: 7 }, { resend: true });
  const failure = once.catch((problem: unknown) => problem);
  server.socket.drop();
  expect(await failure).toMatchObject({ code: 'network/unreachable' });
  server.answers = true;
  await timers.pass(500);
  expect(await again).toMatchObject({ lastSeq: 0 });
  expect(server.socket.received.filter(({ frame }) => frame === 'join')).toMatchObject([{ after: 7 }]);
});

test('a request without an answer fails after ten seconds, and a late answer hurts nobody', async () => {
  const { timers, server, live } = await online();
  server.answers = false;
  const failure = live.request({ frame: 'join', conversationId, after: 0 }).catch((problem: unknown) => problem);
  await timers.pass(10_000);
  expect(await failure).toMatchObject({ code: 'network/unreachable', reason: 'timeout' });
  server.socket.push({ frame: 'ok', ref: String(server.socket.received.at(-1)!.ref), lastSeq: 1 });
  expect(live.status.state).toBe('online');
});

test('requests fail at once and notices are dropped while offline', async () => {
  const { server, live } = setUp();
  live.notify({ frame: 'typing', conversationId, isTyping: true });
  await expect(live.request({ frame: 'join', conversationId, after: 0 })).rejects.toMatchObject({ status: 0 });
  expect(server.sockets).toHaveLength(0);
});

test('a problem rejects with its code, field and reason', async () => {
  const { server, live } = await online();
  server.refusal = { code: 'body/invalid', status: 400 };
  const failure = live.request({ frame: 'message', conversationId, clientId: 'c', kind: 'text', body: ' ' });
  await expect(failure).rejects.toBeInstanceOf(ClientProblem);
  await expect(failure).rejects.toMatchObject({ code: 'body/invalid', status: 400 });
});

test('hello is said again at the interval of the server, with the token as it is then', async () => {
  const { timers, server, live } = setUp();
  server.token = 'token-a';
  live.connect();
  await settle();
  server.token = 'token-b';
  await timers.pass(25_000);
  expect(server.socket.received.map(({ token }) => token)).toEqual(['token-a', 'token-b']);
});

test('a socket that says nothing any more is replaced, though it looks open', async () => {
  const { timers, server, live } = await online();
  server.answers = false;
  await timers.pass(25_000);
  expect(live.status.state).toBe('online');
  await timers.pass(30_000);
  expect(server.sockets[0]!.isClosed).toBe(true);
  expect(live.status.state).not.toBe('online');
  server.answers = true;
  await timers.pass(60_000);
  expect(live.status.state).toBe('online');
});

test('timers that were held up for minutes, as in a hidden tab, do not end a healthy connection', async () => {
  const { timers, server, live } = await online();
  await timers.pass(5 * 60_000);
  expect(server.sockets).toHaveLength(1);
  expect(live.status.state).toBe('online');
});

test('an expired token is renewed once and hello said again on the same connection', async () => {
  const { server, live } = setUp();
  server.token = 'old';
  server.helloRefusal = { code: 'token/expired', status: 401 };
  live.connect();
  await settle();
  expect(live.status.state).toBe('online');
  expect(server.renewals).toBe(1);
  expect(server.sockets).toHaveLength(1);
  expect(server.socket.received.map(({ token }) => token)).toEqual(['old', 'token-1']);
});

test('it ends where nobody is signed in, says why, and can be started again', async () => {
  const { server, live } = setUp();
  server.helloRefusal = { code: 'auth/required', status: 401 };
  live.connect();
  await settle();
  expect(live.status).toMatchObject({ state: 'ended', ended: { code: 'auth/required' } });
  server.helloRefusal = null;
  live.connect();
  await settle();
  expect(live.status).toMatchObject({ state: 'online', ended: null });
});

test('bye draining: comes back when it was told to', async () => {
  const { timers, server, live } = await online();
  server.socket.push({ frame: 'bye', reason: 'draining', reconnectAfterMs: 2_000 });
  await timers.pass(1_900);
  expect(live.status.state).toBe('reconnecting');
  await timers.pass(200);
  expect(live.status.state).toBe('online');
});

test('bye revoked: one hello decides whether it was meant', async () => {
  const { timers, server, live } = await online();
  server.helloRefusal = { code: 'auth/required', status: 401 };
  server.socket.push({ frame: 'bye', reason: 'revoked', reconnectAfterMs: 0 });
  await timers.pass(1);
  expect(live.status).toMatchObject({ state: 'ended', ended: 'revoked' });
});

test('bye revoked again within a minute ends it, whatever hello would say', async () => {
  const { timers, server, live } = await online();
  server.socket.push({ frame: 'bye', reason: 'revoked', reconnectAfterMs: 0 });
  await timers.pass(1);
  expect(live.status.state).toBe('online');
  server.socket.push({ frame: 'bye', reason: 'revoked', reconnectAfterMs: 0 });
  expect(live.status).toMatchObject({ state: 'ended', ended: 'revoked' });
});

test('bye replaced ends it', async () => {
  const { timers, server, live } = await online();
  server.socket.push({ frame: 'bye', reason: 'replaced', reconnectAfterMs: 0 });
  await timers.pass(60_000);
  expect(live.status).toMatchObject({ state: 'ended', ended: 'replaced' });
  expect(server.sockets).toHaveLength(1);
});

test('a hint of the network tries at once instead of waiting', async () => {
  const { timers, server, live, hints } = await online();
  server.letsSocketsIn = false;
  server.socket.drop();
  await timers.pass(120_000);
  hints.give('no-network');
  expect(live.status.state).toBe('offline');
  server.letsSocketsIn = true;
  hints.give('network');
  await settle();
  expect(live.status.state).toBe('online');
});

test('a page that comes to the front checks its connection, and replaces a dead one within seconds', async () => {
  const { timers, server, live, hints } = await online();
  server.answers = false;
  hints.give('visible');
  await timers.pass(5_000);
  server.answers = true;
  await timers.pass(500);
  expect(live.status.state).toBe('online');
  expect(server.sockets).toHaveLength(2);
});

test('what a listener throws stops neither other listeners nor the connection', async () => {
  const { server, live } = await online();
  const heard: string[] = [];
  live.on('typing', () => {
    throw new Error('a bug on the screen');
  });
  live.on('typing', () => heard.push('typing'));
  server.tell({ frame: 'typing', conversationId, from: {}, isTyping: true });
  server.socket.push({ frame: 'a-frame-of-tomorrow' });
  server.socket.onmessage?.({ data: '<html>' });
  expect(heard).toEqual(['typing']);
  expect(live.status.state).toBe('online');
});

test('close fails what is under way and tries no more', async () => {
  const { timers, server, live } = await online();
  server.answers = false;
  const failure = live.request({ frame: 'join', conversationId, after: 0 }, { resend: true }).catch((e: unknown) => e);
  live.close();
  expect(await failure).toMatchObject({ code: 'network/unreachable' });
  await timers.pass(60_000);
  expect(live.status.state).toBe('idle');
  expect(server.sockets).toHaveLength(1);
});
