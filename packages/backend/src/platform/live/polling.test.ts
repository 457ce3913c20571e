import type { ServerFrames } from '@harmony-live/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationId, id, openHouse, page, type LiveHouse } from './live.fixture.ts';

const code = (name: string) => `urn:harmony:problem:${name}`;
const queue: ServerFrames['queue'] = { frame: 'queue', waiting: 3 };
const asVisitor = (name = 'v1') => ({ authorization: `Bearer visitor:${name}`, origin: page });
let house: LiveHouse;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.app.close());

type Frames = Record<string, unknown>[];
const sessions = '/v1/live/sessions';
const open = (token = 'visitor:v1', headers: Record<string, string> = { origin: page }) =>
  house.app.inject({ method: 'POST', url: sessions, headers, payload: { frame: 'hello', ref: 'hi', v: 1, token } });
const opened = async (name = 'v1'): Promise<string> =>
  (await open(`visitor:${name}`)).json<{ sessionId: string }>().sessionId;
const send = (session: string, frames: unknown[], headers = asVisitor()) =>
  house.app.inject({ method: 'POST', url: `${sessions}/${session}/frames`, headers, payload: frames });
const poll = (session: string, wait = 0, headers = asVisitor()) =>
  house.app.inject({ url: `${sessions}/${session}/frames?wait=${wait}`, headers });

describe('long polling', () => {
  it('says hello like the socket, and its page may read the answer', async () => {
    const answer = await open();
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['access-control-allow-origin']).toBe(page);
    const { sessionId, ok } = answer.json<{ sessionId: string; ok: object }>();
    expect(sessionId).toMatch(/^[\w-]{43}$/);
    expect(ok).toMatchObject({ frame: 'ok', ref: 'hi', me: { kind: 'visitor', id: 'v1' }, pingMs: 25_000 });
  });

  it('refuses hello with the same problems', async () => {
    for (const [token, origin, expected] of [
      ['nobody', page, 'auth/required'],
      ['expired', page, 'token/expired'],
      ['visitor:v1', 'https://evil.example', 'origin/not-allowed'],
    ] as const) {
      expect((await open(token, { origin })).json()).toMatchObject({ type: code(expected) });
    }
  });

  it('answers frames in their order, what they brought before their ok', async () => {
    house.hub.onFrame('join', async (connection, { after }) => {
      connection.send({ ...queue, waiting: after });
      return { lastSeq: after };
    });
    const session = await opened();
    const frames = [1, 2].map((after) => ({ frame: 'join', ref: `${after}`, conversationId, after }));
    const answer = await send(session, [...frames, { frame: 'shout', ref: '3' }, 'nonsense']);
    expect(answer.json()).toMatchObject([
      { frame: 'queue', waiting: 1 },
      { frame: 'ok', ref: '1', lastSeq: 1 },
      { frame: 'queue', waiting: 2 },
      { frame: 'ok', ref: '2', lastSeq: 2 },
      { frame: 'problem', ref: '3', type: code('frame/unknown-type') },
      { frame: 'problem', type: code('body/invalid'), reason: 'must be an object' },
    ]);
  });

  it('brings news at once to who waits, and later to who comes later', async () => {
    const session = await opened();
    const waiting = poll(session, 20_000);
    await new Promise(setImmediate);
    house.hub.toVisitor('o', 'v1', queue);
    expect((await waiting).json()).toEqual([queue]);
    house.hub.toVisitor('o', 'v1', { ...queue, waiting: 4 });
    await new Promise(setImmediate);
    expect((await poll(session)).json()).toEqual([{ ...queue, waiting: 4 }]);
    expect((await poll(session, 1)).json()).toEqual([]);
  });

  it('keeps news for the answer of frames that are being handled, so that they stay in order', async () => {
    let finish = (): void => {};
    house.hub.onFrame('join', async (connection) => {
      connection.send(queue);
      await new Promise<void>((resolve) => (finish = resolve));
      return { lastSeq: 7 };
    });
    const session = await opened();
    const waiting = poll(session, 50);
    const sending = send(session, [{ frame: 'join', ref: 'j', conversationId, after: 0 }]);
    expect((await waiting).json()).toEqual([]);
    finish();
    expect((await sending).json<Frames>().map(({ frame }) => frame)).toEqual(['queue', 'ok']);
  });

  it('belongs to whoever opened it', async () => {
    const session = await opened();
    for (const headers of [asVisitor('v2'), { authorization: 'Bearer member:m1', origin: page }]) {
      const answer = await poll(session, 0, headers);
      expect([403, 404]).toContain(answer.statusCode);
    }
    expect((await poll(session, 0, asVisitor('v2'))).json()).toMatchObject({ type: code('session/not-found') });
    expect((await poll('nonsense')).json()).toMatchObject({ type: code('session/not-found') });
    expect((await house.app.inject({ url: `${sessions}/${session}/frames` })).json()).toMatchObject({
      type: code('auth/required'),
    });
    expect((await poll(session)).statusCode).toBe(200);
  });

  it('has the limits of the socket', async () => {
    house.hub.onFrame('typing', async () => ({}));
    const session = await opened();
    const typing = (ref: string) => ({ frame: 'typing', ref, conversationId, isTyping: true });
    const answers = (
      await send(
        session,
        Array.from({ length: 60 }, (_, index) => typing(`${index}`)),
      )
    ).json<Frames>();
    expect(answers.filter(({ frame }) => frame === 'ok')).toHaveLength(59);
    expect(answers.find(({ frame }) => frame === 'problem')).toMatchObject({
      type: code('rate/limited'),
      ref: '59',
      retryAfterMs: 50,
    });
    const message = {
      frame: 'message',
      ref: 'big',
      conversationId,
      clientId: id(1),
      kind: 'text',
      body: 'x'.repeat(70_000),
    };
    expect((await send(session, [message])).json()).toMatchObject([{ ref: 'big', type: code('body/too-large') }]);
    expect((await poll(session)).statusCode).toBe(404);
  });

  it('ends when it is deleted, when nobody asks for a minute, and for the oldest of many', async () => {
    const deleted = await opened();
    await house.app.inject({ method: 'DELETE', url: `${sessions}/${deleted}`, headers: asVisitor() });
    expect((await poll(deleted)).statusCode).toBe(404);
    const left = await opened('v2');
    for (let count = 0; count < 3; count += 1) {
      house.clock.advance(25_000);
      await house.hub.sweep();
    }
    expect(house.hub.countOf({ kind: 'visitor', id: 'v2' })).toBe(0);
    expect(left).toBeTruthy();
    const many = [];
    for (let count = 0; count < 9; count += 1) many.push(await opened('v3'));
    expect((await poll(many[0]!, 0, asVisitor('v3'))).json()).toMatchObject([{ frame: 'bye', reason: 'replaced' }]);
    expect((await poll(many[0]!, 0, asVisitor('v3'))).statusCode).toBe(404);
    expect(house.hub.countOf({ kind: 'visitor', id: 'v3' })).toBe(8);
  });

  it('says goodbye to who waits when the server stops', async () => {
    const session = await opened();
    const waiting = fetch(`${house.url}${sessions}/${session}/frames?wait=20000`, { headers: asVisitor() });
    await new Promise((resolve) => house.app.server.once('request', resolve));
    await new Promise(setImmediate);
    await house.app.close();
    expect(await (await waiting).json()).toMatchObject([{ frame: 'bye', reason: 'draining' }]);
  });
});
