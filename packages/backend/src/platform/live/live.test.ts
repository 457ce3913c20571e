import { once } from 'node:events';
import { createConnection } from 'node:net';
import { maxFrameBytes, type ServerFrames } from '@harmony-live/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, conversationId, id, openHouse, page, type LiveHouse } from './live.fixture.ts';

const code = (name: string) => `urn:harmony:problem:${name}`;
const queue: ServerFrames['queue'] = { frame: 'queue', waiting: 3 };
let house: LiveHouse;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.app.close());

describe('hello', () => {
  it('says who speaks, what time it is, and how often we ping', async () => {
    const visitor = await connect(house, 'visitor:v1', page);
    expect(visitor.frames[0]).toEqual({
      frame: 'ok',
      ref: 'hi',
      me: { kind: 'visitor', id: 'v1' },
      serverAt: new Date(house.clock.now()).toISOString(),
      pingMs: 25_000,
    });
  });

  it('rides on the cookie for members, from our own pages alone', async () => {
    const hello = { frame: 'hello', ref: 'hi', v: 1 };
    const own = await house.socket({ cookie: 'member:m1', origin: 'https://help.example.com' });
    own.send(hello);
    expect(await own.gets({ ref: 'hi' })).toMatchObject({
      frame: 'ok',
      me: { kind: 'member', id: 'm1', role: 'expert' },
    });
    for (const headers of [{ cookie: 'member:m1', origin: page }, { cookie: 'member:m1' }]) {
      const foreign = await house.socket(headers);
      foreign.send(hello);
      expect(await foreign.gets({ ref: 'hi' })).toMatchObject({ frame: 'problem', type: code('origin/not-allowed') });
    }
  });

  it('is refused to nobody, to expired tokens, and to pages of other sites', async () => {
    const tries = [
      { token: 'nobody', origin: page, expected: 'auth/required' },
      { token: 'expired', origin: page, expected: 'token/expired' },
      { token: 'visitor:v1', origin: 'https://evil.example', expected: 'origin/not-allowed' },
    ];
    for (const { token, origin, expected } of tries) {
      const socket = await house.socket({ origin });
      socket.send({ frame: 'hello', ref: 'hi', v: 1, token });
      expect(await socket.gets({ ref: 'hi' })).toMatchObject({ frame: 'problem', type: code(expected) });
    }
  });

  it('has to come first, and soon', async () => {
    const socket = await house.socket();
    socket.send({ frame: 'join', ref: 'j', conversationId, after: 0 });
    expect(await socket.gets({ ref: 'j' })).toMatchObject({ type: code('auth/required') });
    house.clock.advance(10_001);
    await house.hub.sweep();
    expect(await socket.closed).toBe(1008);
  });

  it('may come again with a fresh token, but not as somebody else', async () => {
    const socket = await connect(house, 'visitor:v1');
    socket.send({ frame: 'hello', ref: 'other', v: 1, token: 'visitor:v2' });
    expect(await socket.gets({ ref: 'other' })).toMatchObject({ type: code('token/invalid') });
    socket.send({ frame: 'hello', ref: 'fresh', v: 1, token: 'visitor:v1:fresh' });
    await socket.gets({ frame: 'ok', ref: 'fresh' });
    house.clock.advance(10 * 60_000);
    await house.hub.sweep();
    expect(house.hub.countOf({ kind: 'visitor', id: 'v1' })).toBe(1);
  });

  it('that is not renewed ends the connection after its grace', async () => {
    const socket = await connect(house, 'visitor:v1');
    house.clock.advance(60_000 + 59_000);
    await house.hub.sweep();
    expect(socket.frames.at(-1)).toMatchObject({ frame: 'ok' });
    house.clock.advance(1_001);
    await house.hub.sweep();
    expect(await socket.gets({ frame: 'bye' })).toMatchObject({ reason: 'revoked' });
    expect(await socket.closed).toBe(1008);
  });
});

describe('frames', () => {
  it('of one connection are handled in their order, and hold up nobody else', async () => {
    const gates = new Map<string, () => void>();
    const seen: string[] = [];
    house.hub.onFrame('message', async (_connection, { clientId, body }) => {
      if (body === 'slow') await new Promise<void>((resolve) => gates.set(body, resolve));
      seen.push(body);
      return { id: clientId, seq: seen.length, at: new Date(0).toISOString() };
    });
    const message = (ref: string, body: string) => ({
      frame: 'message',
      ref,
      conversationId,
      clientId: id(1),
      kind: 'text',
      body,
    });
    const first = await connect(house, 'visitor:v1');
    const second = await connect(house, 'visitor:v2');
    first.send(message('1', 'slow'));
    first.send(message('2', 'quick'));
    second.send(message('3', 'other'));
    await second.gets({ frame: 'ok', ref: '3' });
    expect(seen).toEqual(['other']);
    gates.get('slow')!();
    await first.gets({ frame: 'ok', ref: '2' });
    expect(seen).toEqual(['other', 'slow', 'quick']);
    expect(first.frames.map(({ ref }) => ref)).toEqual(['hi', '1', '2']);
  });

  it('are refused by role, by name and by shape, each with its ref, and the connection goes on', async () => {
    const visitor = await connect(house, 'visitor:v1');
    visitor.send({ frame: 'assignment.accept', ref: '1', assignmentId: id(1) });
    visitor.send({ frame: 'shout', ref: '2' });
    visitor.send({ frame: 'join', ref: '3', conversationId: 'x', after: 0 });
    visitor.send('{ not json');
    expect(await visitor.gets({ ref: '1' })).toMatchObject({ type: code('role/insufficient') });
    expect(await visitor.gets({ ref: '2' })).toMatchObject({ type: code('frame/unknown-type') });
    expect(await visitor.gets({ ref: '3' })).toMatchObject({
      type: code('body/invalid'),
      field: '/conversationId',
      reason: 'must be a valid uuid',
    });
    expect(await visitor.gets({ reason: 'is not JSON' })).toMatchObject({ type: code('body/invalid') });
    expect(visitor.raw.readyState).toBe(visitor.raw.OPEN);
  });

  it('that fail unexpectedly tell nothing of it', async () => {
    house.hub.onFrame('join', async () => {
      throw new TypeError('secrets of undefined');
    });
    const visitor = await connect(house, 'visitor:v1');
    visitor.send({ frame: 'join', ref: 'j', conversationId, after: 0 });
    const answer = await visitor.gets({ ref: 'j' });
    expect(answer).toMatchObject({ frame: 'problem', type: code('server/error') });
    expect(JSON.stringify(answer)).not.toContain('secrets');
  });

  it('without a ref get no ok', async () => {
    house.hub.onFrame('typing', async () => ({}));
    const visitor = await connect(house, 'visitor:v1');
    visitor.send({ frame: 'typing', conversationId, isTyping: true });
    visitor.send({ frame: 'typing', ref: 't', conversationId, isTyping: false });
    await visitor.gets({ ref: 't' });
    expect(visitor.frames).toHaveLength(2);
  });

  it('that are too large end the connection, once it was said why', async () => {
    const visitor = await connect(house, 'visitor:v1');
    visitor.send(JSON.stringify({ frame: 'message', ref: 'big', body: 'x'.repeat(maxFrameBytes) }));
    expect(await visitor.gets({ ref: 'big' })).toMatchObject({ type: code('body/too-large') });
    expect(await visitor.closed).toBe(1009);
  });

  it('beyond all measure end it at once', async () => {
    const visitor = await connect(house, 'visitor:v1');
    visitor.send('x'.repeat(5 * maxFrameBytes));
    expect(await visitor.closed).toBe(1009);
    expect(house.hub.countOf({ kind: 'visitor', id: 'v1' })).toBe(0);
  });

  it('that come too fast are refused with a pause, and in the end the connection is', async () => {
    house.hub.onFrame('typing', async () => ({}));
    const visitor = await connect(house, 'visitor:v1');
    for (let count = 0; count < 60; count += 1)
      visitor.send({ frame: 'typing', ref: `${count}`, conversationId, isTyping: true });
    expect(await visitor.gets({ ref: '59' })).toMatchObject({ type: code('rate/limited'), retryAfterMs: 50 });
    house.clock.advance(1_000);
    visitor.send({ frame: 'typing', ref: 'rested', conversationId, isTyping: true });
    await visitor.gets({ frame: 'ok', ref: 'rested' });
    for (let count = 0; count < 60; count += 1) visitor.send({ frame: 'typing', conversationId, isTyping: true });
    expect(await visitor.gets({ frame: 'bye' })).toMatchObject({ reason: 'revoked' });
  });

  it('have one handler each, and only those of the role table', () => {
    house.hub.onFrame('join', async () => ({ lastSeq: 0 }));
    expect(() => house.hub.onFrame('join', async () => ({ lastSeq: 0 }))).toThrow(/has a handler already/);
    expect(() => house.hub.onFrame('shout' as 'join', async () => ({ lastSeq: 0 }))).toThrow(/not in the role table/);
    expect(() => house.hub.requireAllFrames()).toThrow(/message, read, typing/);
  });
});

describe('news', () => {
  it('reach every connection of that person, in order, and nobody else', async () => {
    const [one, two, other] = await Promise.all(
      ['visitor:v1', 'visitor:v1', 'visitor:v2'].map((token) => connect(house, token)),
    );
    house.hub.toVisitor('o', 'v1', queue);
    house.hub.toVisitor('o', 'v1', { ...queue, waiting: 4 });
    house.hub.toVisitor('o', 'v2', { ...queue, waiting: 9 });
    await Promise.all([one!.gets({ waiting: 4 }), two!.gets({ waiting: 4 }), other!.gets({ waiting: 9 })]);
    expect(one!.frames.slice(1).map(({ waiting }) => waiting)).toEqual([3, 4]);
    expect(other!.frames).toHaveLength(2);
  });

  it('never cross organisations', async () => {
    const member = await connect(house, 'member:m1', 'https://help.example.com');
    house.hub.toMember('another', 'm1', { ...queue, waiting: 1 });
    house.hub.toMembers('another', { ...queue, waiting: 2 });
    house.hub.toMembers('o', { ...queue, waiting: 3 });
    await member.gets({ waiting: 3 });
    expect(member.frames).toHaveLength(2);
  });

  it('end a connection that is revoked', async () => {
    const visitor = await connect(house, 'visitor:v1');
    house.hub.revoke('visitor', 'o', 'v1');
    expect(await visitor.gets({ frame: 'bye' })).toMatchObject({ reason: 'revoked', reconnectAfterMs: 0 });
    await visitor.closed;
  });
});

describe('connections', () => {
  it('are told to modules: at hello, each 15 s, and at the end', async () => {
    const told: string[] = [];
    house.hub.onConnected(async ({ caller }) => void told.push(`in ${caller.organisationId}`));
    house.hub.onDisconnected(() => void told.push('out'));
    house.hub.onHeartbeat(async (connections) => void told.push(`${connections.length} here`));
    const silent = await house.socket();
    const visitor = await connect(house, 'visitor:v1');
    house.clock.advance(14_999);
    await house.hub.sweep();
    expect(told).toEqual(['in o']);
    house.clock.advance(1);
    await house.hub.sweep();
    visitor.raw.close();
    silent.raw.close();
    await visitor.closed;
    await house.app.close();
    expect(told).toEqual(['in o', '1 here', 'out']);
  });

  it('that answer no ping are dropped', async () => {
    const visitor = await connect(house, 'member:m1', 'https://help.example.com');
    visitor.raw.pause();
    for (let count = 0; count < 2; count += 1) {
      house.clock.advance(25_000);
      await house.hub.sweep();
    }
    expect(house.hub.countOf({ kind: 'member', id: 'm1' })).toBe(0);
    visitor.raw.resume();
    expect(await visitor.closed).toBe(1006);
  });

  it('whose reader is too slow are told so and closed, and memory stays bounded', async () => {
    const visitor = await connect(house, 'visitor:v1');
    visitor.raw.pause();
    const big: ServerFrames['conversation'] = { frame: 'conversation', conversationId, state: 'x'.repeat(60_000) };
    for (let count = 0; count < 400 && house.hub.countOf({ kind: 'visitor', id: 'v1' }) > 0; count += 1) {
      house.hub.toVisitor('o', 'v1', big);
      if (count % 50 === 0) {
        house.clock.advance(1_000);
        await house.hub.sweep();
      }
    }
    house.clock.advance(6_000);
    await house.hub.sweep();
    expect(house.hub.countOf({ kind: 'visitor', id: 'v1' })).toBe(0);
  });

  it('are said goodbye to when the server stops, with a time to come back', async () => {
    const visitor = await connect(house, 'visitor:v1');
    await house.app.close();
    expect(await visitor.gets({ frame: 'bye' })).toMatchObject({ reason: 'draining', reconnectAfterMs: 1500 });
    expect(await visitor.closed).toBe(1001);
  });

  it('who asks for a socket in that moment keeps nobody waiting, even without ever hanging up', async () => {
    const { port } = new URL(house.url);
    const line = createConnection({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    line.write('GET /v1/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n');
    await once(house.app.server, 'connection');
    const closed = house.app.close();
    await new Promise(setImmediate);
    line.write('Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
    line.on('error', () => {});
    await closed;
    line.destroy();
  }, 8_000);
});
