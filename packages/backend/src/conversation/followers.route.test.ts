import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../../../../test/fixtures/until.ts';
import { fakeClock, type Somebody } from '../../test/app.ts';
import { meet, openTalk, type Talk } from './talk.fixture.ts';

interface Heard {
  frame: string;
  ref?: string;
  conversationId?: string;
  state?: string;
}

/** Longer than what was told is repeated to those who have just connected. */
const laterMs = 6_000;

/** A screen of a member: what it was told since it connected. */
interface Screen {
  heard: Heard[];
  /** How often it was told that the conversation changed. */
  changes(conversationId?: string): number;
  ask(frame: string, fields?: object): Promise<Heard>;
  close(): void;
}

const clock = fakeClock();
let talk: Talk;
let origin: string;
const screens: Screen[] = [];

beforeAll(async () => {
  talk = await openTalk('The save button does nothing', clock);
  await talk.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `ws://127.0.0.1:${(talk.app.server.address() as AddressInfo).port}`;
}, 60_000);
beforeEach(() => clock.advance(laterMs));
afterEach(() => screens.splice(0).forEach((screen) => screen.close()));
afterAll(() => talk.close());

const openScreen = async ({ headers }: Somebody): Promise<Screen> => {
  const socket = new WebSocket(`${origin}/v1/live`, { headers });
  const heard: Heard[] = [];
  socket.on('message', (text: Buffer) => heard.push(JSON.parse(text.toString('utf8')) as Heard));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let refs = 0;
  const ask: Screen['ask'] = async (frame, fields = {}) => {
    const ref = `r${++refs}`;
    const isAnswer = (one: Heard): boolean => one.ref === ref;
    socket.send(JSON.stringify({ frame, ref, ...fields }));
    await until(async () => heard.some(isAnswer));
    return heard.find(isAnswer)!;
  };
  expect(await ask('hello', { v: 1 })).toMatchObject({ frame: 'ok' });
  const screen: Screen = {
    heard,
    ask,
    changes: (id = talk.conversationId) =>
      heard.filter(({ frame, conversationId }) => frame === 'conversation' && conversationId === id).length,
    close: () => socket.close(),
  };
  screens.push(screen);
  return screen;
};
const lookAt = (screen: Screen) => screen.ask('join', { conversationId: talk.conversationId, after: 0 });
const newest = async (): Promise<number> => (await talk.log()).at(-1)!.seq;

test('a member who looks elsewhere is told that something unread has come, and nobody else is', async () => {
  const [screen, grace] = [await openScreen(talk.expert), await openScreen(await talk.house.signInAs('expert'))];
  await talk.say(talk.visitor, 'Are you there?');
  await until(async () => screen.changes() > 0);
  expect(screen.heard.find(({ frame }) => frame === 'conversation')).toMatchObject({ state: 'changed' });
  const { body } = await talk.call(talk.expert, 'GET', '/v1/conversations');
  expect(body.items[0]).toMatchObject({ id: talk.conversationId, snippet: 'Are you there?' });
  expect(body.items[0].readSeq).toBeLessThan(body.items[0].lastSeq);
  expect(grace.changes()).toBe(0);
});

test('a screen that looks at the conversation hears the message alone; once it looks away it is told again', async () => {
  const [looking, other] = [await openScreen(talk.expert), await openScreen(talk.expert)];
  await lookAt(looking);
  await talk.say(talk.visitor, 'First');
  await until(async () => other.changes() === 1);
  expect(looking.changes()).toBe(0);

  await looking.ask('presence', { conversationId: talk.conversationId, status: 'away' });
  await talk.say(talk.visitor, 'Second');
  await until(async () => looking.changes() === 1);
});

test('what is read on one screen is told to the other, so that its count falls', async () => {
  const [looking, other] = [await openScreen(talk.expert), await openScreen(talk.expert)];
  await lookAt(looking);
  await talk.say(talk.visitor, 'Read me');
  await until(async () => other.changes() === 1);
  await looking.ask('read', { conversationId: talk.conversationId, seq: await newest() });
  await until(async () => other.changes() === 2);
  expect(looking.changes()).toBe(0);
});

test('what came while nobody was connected is in the list, and told once more to whoever connects just then', async () => {
  (await openScreen(talk.expert)).close();
  await talk.say(talk.visitor, 'While you were gone');
  const screen = await openScreen(talk.expert);
  const { body } = await talk.call(talk.expert, 'GET', '/v1/conversations');
  expect(body.items[0]).toMatchObject({ id: talk.conversationId, snippet: 'While you were gone' });
  await until(async () => screen.changes() === 1);

  clock.advance(laterMs);
  const late = await openScreen(talk.expert);
  await talk.say(talk.visitor, 'Back again');
  await until(async () => late.changes() > 0);
  await lookAt(late);
  expect(late.changes()).toBe(1);
});

test('each conversation is told by itself', async () => {
  const other = await meet(talk, talk.house, await talk.house.visitor(), talk.expert, 'Another thing');
  clock.advance(laterMs);
  const screen = await openScreen(talk.expert);
  await talk.say(talk.visitor, 'Only here');
  await until(async () => screen.changes() === 1);
  expect(screen.changes(other.conversationId)).toBe(0);
});

test('one’s own words never count as unread, and what another wrote before them still does', async () => {
  const { conversationId } = await meet(talk, talk.house, await talk.house.visitor(), talk.expert, '');
  const readSeq = async (): Promise<[number, number]> => {
    const { body } = await talk.call(talk.expert, 'GET', `/v1/conversations/${conversationId}`);
    return [body.readSeq, body.lastSeq];
  };
  expect(await readSeq()).toEqual([1, 1]);

  const before = await talk.call(talk.expert, 'GET', `/v1/conversations/${talk.conversationId}`);
  await talk.say(talk.visitor, 'Not read yet');
  await talk.say(talk.expert, 'Written without looking');
  const after = await talk.call(talk.expert, 'GET', `/v1/conversations/${talk.conversationId}`);
  expect(after.body.readSeq).toBe(before.body.readSeq);
  expect(after.body.lastSeq).toBe(before.body.lastSeq + 2);
});
