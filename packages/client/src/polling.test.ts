import type { ServerFrame } from '@harmony-live/protocol';
import { expect, test } from 'vitest';
import type { Http } from './http.ts';
import { createLive } from './live.ts';
import { ClientProblem, unreachable } from './problem.ts';
import { conversationId, createFakeTimers, FakeServer, me, settle } from './world.fixture.ts';

/** Long polling as the server does it, with news at the test's command. */
const createPollServer = () => {
  const waiting: ((frames: ServerFrame[]) => void)[] = [];
  const sent: { frame: string; ref: string }[][] = [];
  const deleted: string[] = [];
  let failure: ClientProblem | null = null;
  const server = {
    sent,
    deleted,
    isOpen: true,
    sessions: 0,
    fail: (problem: ClientProblem | null) => void (failure = problem),
    push: async (...frames: object[]) => {
      waiting.shift()!(frames as ServerFrame[]);
      await settle();
    },
    http: {
      post: async (path: string, body: unknown) => {
        if (failure !== null) throw failure;
        if (path === '/v1/live/sessions') {
          server.sessions += 1;
          const { ref } = body as { ref: string };
          return { sessionId: `s${server.sessions}`, ok: { frame: 'ok', ref, me, serverAt: '', pingMs: 25_000 } };
        }
        sent.push(body as (typeof sent)[number]);
        return (body as { ref: string; frame: string }[]).map(({ ref, frame }) => ({
          frame: 'ok',
          ref,
          lastSeq: 0,
          ...(frame === 'hello' ? { me, serverAt: '', pingMs: 25_000 } : {}),
        }));
      },
      get: (_path: string, options: { signal: AbortSignal }) =>
        new Promise((resolve, reject) => {
          waiting.push(resolve);
          options.signal.addEventListener('abort', () => reject(options.signal.reason as Error));
        }),
      delete: async (path: string) => void deleted.push(path),
      token: () => null,
      renew: async () => false,
    } as unknown as Http,
  };
  return server;
};

const setUp = () => {
  const timers = createFakeTimers();
  const sockets = new FakeServer();
  const polls = createPollServer();
  const live = createLive({
    url: 'ws://test',
    http: polls.http,
    timers,
    WebSocket: sockets.Socket,
    onHint: () => () => {},
  });
  return { timers, sockets, polls, live };
};

test('falls back to long polling when sockets have failed to open twice', async () => {
  const { timers, sockets, live } = setUp();
  sockets.letsSocketsIn = false;
  live.connect();
  await timers.pass(2_000);
  expect(sockets.sockets).toHaveLength(2);
  expect(live.status).toMatchObject({ state: 'online', via: 'polling' });
});

test('polling carries requests, notices and news', async () => {
  const { polls, live, timers, sockets } = setUp();
  sockets.letsSocketsIn = false;
  live.connect();
  await timers.pass(2_000);
  const heard: unknown[] = [];
  live.on('typing', (frame) => heard.push(frame.isTyping));
  live.notify({ frame: 'typing', conversationId, isTyping: true });
  expect(await live.request({ frame: 'join', conversationId, after: 0 })).toMatchObject({ lastSeq: 0 });
  await polls.push(
    { frame: 'typing', conversationId, from: me, isTyping: true },
    { frame: 'typing', conversationId, isTyping: false },
  );
  await polls.push({ frame: 'typing', conversationId, from: me, isTyping: true });
  expect(heard).toEqual([true, false, true]);
  expect(polls.sent.flat().map(({ frame }) => frame)).toEqual(['typing', 'join']);
});

test('goes back to a socket as soon as one opens, and ends the session', async () => {
  const { polls, live, timers, sockets } = setUp();
  sockets.letsSocketsIn = false;
  live.connect();
  await timers.pass(2_000);
  let connected = 0;
  live.onConnected(() => (connected += 1));
  await timers.pass(20_000);
  expect(live.status.via).toBe('polling');
  sockets.letsSocketsIn = true;
  await timers.pass(60_000);
  expect(live.status).toMatchObject({ state: 'online', via: 'socket' });
  expect(connected).toBe(2);
  expect(polls.deleted).toEqual(['/v1/live/sessions/s1']);
});

test('a lost answer ends the session, because it may have carried news', async () => {
  const { polls, live, timers } = setUp();
  const pollingOnly = createLive({ url: '', http: polls.http, timers, WebSocket: null, onHint: () => () => {} });
  pollingOnly.connect();
  await settle();
  expect(pollingOnly.status.via).toBe('polling');
  polls.fail(unreachable());
  const failure = pollingOnly.request({ frame: 'join', conversationId, after: 0 }).catch((problem: unknown) => problem);
  expect(await failure).toMatchObject({ code: 'network/unreachable' });
  polls.fail(null);
  await timers.pass(1_000);
  expect(pollingOnly.status.state).toBe('online');
  expect(polls.sessions).toBe(2);
  expect(live.status.state).toBe('idle');
});

test('a refused hello ends it, as on a socket', async () => {
  const { polls, timers } = setUp();
  const live = createLive({ url: '', http: polls.http, timers, WebSocket: null, onHint: () => () => {} });
  polls.fail(new ClientProblem('token/invalid', 401, 'no'));
  live.connect();
  await settle();
  expect(live.status).toMatchObject({ state: 'ended', ended: { code: 'token/invalid' } });
});

test('after polling failed too, sockets have their turn again', async () => {
  const { polls, live, timers, sockets } = setUp();
  sockets.letsSocketsIn = false;
  polls.fail(unreachable());
  live.connect();
  await timers.pass(60_000);
  expect(sockets.sockets.length).toBeGreaterThan(3);
  sockets.letsSocketsIn = true;
  await timers.pass(60_000);
  expect(live.status).toMatchObject({ state: 'online', via: 'socket' });
});
