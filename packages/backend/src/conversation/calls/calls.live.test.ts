import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../../../../../test/fixtures/until.ts';
import { pageOrigin, type Somebody } from '../../../test/app.ts';
import { meet, openTalk, type Talk } from '../talk.fixture.ts';

interface Heard {
  frame: string;
  ref?: string;
  callId?: string;
  state?: string;
  reason?: string;
  isReady?: boolean;
  type?: string;
  field?: string;
  data?: { type: string };
}

/** A tab that has joined the conversation. */
interface Tab {
  heard: Heard[];
  say(state: string, more?: object): Promise<Heard>;
  signal(data: object): Promise<Heard>;
  states(): (string | undefined)[];
  close(): void;
}

let talk: Talk;
let conversationId: string;
let callId: string;
const tabs: Tab[] = [];

beforeAll(async () => {
  talk = await openTalk();
  await talk.app.listen({ port: 0, host: '127.0.0.1' });
}, 60_000);
afterAll(() => talk.close());
beforeEach(async () => {
  ({ conversationId } = await meet(talk, talk.house, talk.visitor, talk.expert, 'The page stays white'));
  callId = talk.app.platform.clock.newId();
});
afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));

const openTab = async (who: Somebody & { token?: string }, hasJoined = true): Promise<Tab> => {
  const origin = `ws://127.0.0.1:${(talk.app.server.address() as AddressInfo).port}`;
  const isVisitor = who.token !== undefined;
  const socket = new WebSocket(`${origin}/v1/live`, { headers: isVisitor ? { origin: pageOrigin } : who.headers });
  const heard: Heard[] = [];
  socket.on('message', (text: Buffer) => heard.push(JSON.parse(text.toString('utf8')) as Heard));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let refs = 0;
  const ask = async (frame: string, fields: object): Promise<Heard> => {
    const ref = `r${++refs}`;
    socket.send(JSON.stringify({ frame, ref, ...fields }));
    await until(async () => heard.some((one) => one.ref === ref));
    return heard.find((one) => one.ref === ref)!;
  };
  await ask('hello', { v: 1, ...(isVisitor ? { token: who.token } : {}) });
  if (hasJoined) await ask('join', { conversationId, after: 0 });
  const tab: Tab = {
    heard,
    say: (state, more = {}) => ask('call.state', { conversationId, callId, media: 'screen', state, ...more }),
    signal: (data) => ask('call.signal', { callId, data }),
    states: () => heard.filter(({ frame }) => frame === 'call.state').map(({ state }) => state),
    close: () => socket.close(),
  };
  tabs.push(tab);
  return tab;
};
const hears = (tab: Tab, expected: object) =>
  expect.poll(() => tab.heard.filter(({ frame }) => frame.startsWith('call.')).at(-1)).toMatchObject(expected);
const code = ({ frame, type }: Heard) => (frame === 'ok' ? 'ok' : type?.replace('urn:harmony:problem:', ''));

describe('a shared screen', () => {
  it('is asked for, agreed to, connected and stopped, and both are told each time', async () => {
    const [visitor, expert] = [await openTab(talk.visitor), await openTab(talk.expert)];
    await expert.say('asked');
    await hears(visitor, { state: 'asked', isReady: false });
    expect(code(await visitor.say('connecting'))).toBe('consent/missing');
    await visitor.say('connecting', { consent: true });
    await hears(expert, { state: 'connecting', isReady: true });
    await visitor.signal({ type: 'offer', sdp: 'v=0' });
    await hears(expert, { frame: 'call.signal', data: { type: 'offer', sdp: 'v=0' } });
    await expert.say('connected');
    await visitor.say('ended', { reason: 'stopped' });
    await hears(expert, { state: 'ended', reason: 'stopped' });
    expect(code(await expert.say('connected'))).toBe('call/not-found');
    const kinds = (await talk.call(talk.visitor, 'GET', `/v1/conversations/${conversationId}/messages`)).body.items;
    expect(kinds.map(({ kind, body }: { kind: string; body: string }) => [kind, body])).toContainEqual([
      'call',
      'screen',
    ]);
  });

  it('is kept with the person’s yes, and is in their export', async () => {
    const visitor = await openTab(talk.visitor);
    await visitor.say('connecting', { consent: true });
    const { body } = await talk.call(talk.visitor, 'GET', '/v1/me/data');
    expect(JSON.stringify(body.identity)).toContain('"view"');
    expect(JSON.stringify(body.conversation)).toContain('"media":"screen"');
    await visitor.say('ended');
  });

  it('goes on in one tab: another one of the same person has no part in it', async () => {
    const [first, second, expert] = [
      await openTab(talk.visitor),
      await openTab(talk.visitor),
      await openTab(talk.expert),
    ];
    await first.say('connecting', { consent: true });
    await expert.say('connecting');
    expect(code(await second.signal({ type: 'offer', sdp: 'v=0' }))).toBe('call/not-found');
    const mine = callId;
    callId = talk.app.platform.clock.newId();
    expect(code(await second.say('connecting', { consent: true }))).toBe('version/stale');
    callId = mine;
    await first.signal({ type: 'answer', sdp: 'v=0' });
    await hears(expert, { data: { type: 'answer' } });
    expect(second.heard.some(({ frame }) => frame === 'call.signal')).toBe(false);
    await first.say('ended');
  });

  it('ends with the conversation', async () => {
    const visitor = await openTab(talk.visitor);
    await visitor.say('connecting', { consent: true });
    await talk.call(talk.expert, 'POST', `/v1/conversations/${conversationId}/close`);
    await expect.poll(() => visitor.states()).toContain('ended');
    callId = talk.app.platform.clock.newId();
    expect(code(await visitor.say('connecting', { consent: true }))).toBe('conversation/closed');
  });
});

describe('a member who hands the conversation over', () => {
  const handOver = async (): Promise<void> => {
    const grace = await talk.house.signInAs('expert', 'Grace');
    const words = { memberId: grace.id, brief: 'Yours' };
    const asked = await talk.call(talk.expert, 'POST', `/v1/conversations/${conversationId}/transfer`, words);
    expect((await talk.call(grace, 'POST', `/v1/handovers/${asked.body.id}/accept`)).status).toBe(200);
  };

  it('sees the screen no more', async () => {
    const [visitor, expert] = [await openTab(talk.visitor), await openTab(talk.expert)];
    await visitor.say('connecting', { consent: true });
    await expert.say('connecting');
    await expert.say('connected');
    await handOver();
    await hears(visitor, { state: 'ended', reason: 'gone' });
    expect(code(await expert.signal({ type: 'offer', sdp: 'v=0' }))).toBe('call/not-found');
  });

  it('leaves what the visitor has only asked for to whoever comes', async () => {
    const visitor = await openTab(talk.visitor);
    await visitor.say('connecting', { consent: true });
    await handOver();
    await talk.call(talk.visitor, 'POST', `/v1/conversations/${conversationId}/messages`, {
      ...{ clientId: talk.app.platform.clock.newId(), kind: 'text', body: 'Are you there?' },
    });
    await expect.poll(() => visitor.heard.some(({ frame }) => frame === 'message')).toBe(true);
    expect(visitor.states()).not.toContain('ended');
    await visitor.say('ended');
  });
});

describe('whoever takes no part', () => {
  it('can neither begin nor hear nor signal', async () => {
    const [visitor, stranger] = [await openTab(talk.visitor), await openTab(await talk.house.visitor(), false)];
    const colleague = await openTab(await talk.house.signInAs('expert', 'Grace'), false);
    await visitor.say('connecting', { consent: true });
    for (const tab of [stranger, colleague]) {
      expect(code(await tab.say('connecting', { consent: true }))).toBe('conversation/not-found');
      expect(code(await tab.signal({ type: 'offer', sdp: 'v=0' }))).toBe('call/not-found');
      expect(tab.states()).toEqual([]);
    }
    await visitor.say('ended');
  });

  it.each([
    ['an unknown type', { type: 'pranswer', sdp: 'v=0' }],
    ['sdp that is no text', { type: 'offer', sdp: 5 }],
    ['more than a peer ever says', { type: 'offer', sdp: 'x'.repeat(33_000) }],
    ['a candidate without one', { type: 'candidate' }],
  ])('is told what is wrong with %s', async (_, data) => {
    const visitor = await openTab(talk.visitor);
    await visitor.say('connecting', { consent: true });
    expect(code(await visitor.signal(data))).toBe('body/invalid');
    await visitor.say('ended');
  });
});

it('gives participants alone the addresses of relays', async () => {
  const { status, body } = await talk.call(talk.visitor, 'GET', '/v1/ice-servers');
  expect(status).toBe(200);
  expect(body).toMatchObject({ iceServers: [] });
  expect((await talk.app.inject({ method: 'GET', url: '/v1/ice-servers' })).statusCode).toBe(401);
});
