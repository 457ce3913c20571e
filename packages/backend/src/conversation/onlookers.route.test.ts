import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../../../../test/fixtures/until.ts';
import type { Somebody } from '../../test/app.ts';
import { openTalk, type Talk } from './talk.fixture.ts';

interface Heard {
  frame: string;
  ref?: string;
  [field: string]: unknown;
}

let talk: Talk;
let coordinator: Somebody;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  talk = await openTalk();
  coordinator = await talk.house.signInAs('coordinator', 'Cleo');
  await talk.app.listen({ port: 0, host: '127.0.0.1' });
}, 60_000);
afterEach(() => sockets.splice(0).forEach((socket) => socket.close()));
afterAll(() => talk.close());

/** Connects and looks at the conversation. */
const look = async (who: Somebody & { token?: string }) => {
  const { port } = talk.app.server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`, { headers: who.headers });
  sockets.push(socket);
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
  const { conversationId } = talk;
  await ask('hello', { v: 1, ...(who.token === undefined ? {} : { token: who.token }) });
  const joined = await ask('join', { conversationId, after: 0 });
  const of = (name: string) => heard.filter(({ frame }) => frame === name);
  return {
    heard,
    joined,
    of,
    ask: (frame: string, fields: object) => ask(frame, { conversationId, ...fields }),
    close: () => socket.close(),
  };
};

test('a colleague who looks on hears what is said; those who help know it, the visitor does not', async () => {
  const page = await look(talk.visitor as Somebody & { token: string });
  const expert = await look(talk.expert);
  const lead = await look(coordinator);
  expect(lead.joined).toMatchObject({ frame: 'ok' });
  await until(async () => expert.of('colleague').length > 0);
  expect(expert.of('colleague')[0]).toMatchObject({ from: { kind: 'member', name: 'Cleo' }, status: 'reading' });

  await talk.say(talk.visitor, 'Are you there?');
  await until(async () => lead.of('message').some(({ body }) => body === 'Are you there?'));
  lead.close();
  await until(async () => expert.of('colleague').at(-1)?.status === 'away');
  await talk.say(talk.expert, 'Yes');
  await until(async () => page.of('message').some(({ body }) => body === 'Yes'));
  expect(page.of('colleague')).toEqual([]);
  expect(JSON.stringify(page.heard)).not.toContain('Cleo');
});

test('whoever comes later is told who looks on already, and that they look elsewhere', async () => {
  const lead = await look(coordinator);
  const expert = await look(talk.expert);
  await until(async () => expert.of('colleague').at(-1)?.status === 'reading');
  expect(await lead.ask('presence', { status: 'away' })).toMatchObject({ frame: 'ok' });
  await until(async () => expert.of('colleague').at(-1)?.status === 'away');
});

test('looking on is not taking part: no message, no typing, no mark of what was read', async () => {
  const page = await look(talk.visitor as Somebody & { token: string });
  const lead = await look(coordinator);
  expect(await lead.ask('typing', { isTyping: true })).toMatchObject({
    frame: 'problem',
    type: 'urn:harmony:problem:role/insufficient',
  });
  const clientId = talk.app.platform.clock.newId();
  expect(await lead.ask('message', { clientId, kind: 'text', body: 'Hello' })).toMatchObject({ frame: 'problem' });
  expect(await lead.ask('read', { seq: 1 })).toMatchObject({ frame: 'ok' });
  await talk.say(talk.expert, 'Only me');
  await until(async () => page.of('message').some(({ body }) => body === 'Only me'));
  expect([
    ...page.of('typing'),
    ...page.of('read').filter(({ from }) => JSON.stringify(from).includes('Cleo')),
  ]).toEqual([]);
  const { body } = await talk.call(talk.visitor, 'GET', `/v1/conversations/${talk.conversationId}`);
  expect(JSON.stringify(body)).not.toContain('Cleo');
});

test('a colleague who may not read it cannot look on', async () => {
  const stranger = await look(await talk.house.signInAs('expert', 'Linus'));
  expect(stranger.joined).toMatchObject({ frame: 'problem', type: 'urn:harmony:problem:conversation/not-found' });
});
