import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { ServerFrames } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type Somebody, type TestApp, type TestWorkspace } from '../../packages/backend/test/app.ts';
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';
import { createHttp, createMemoryStorage, newId, type ConversationModel } from '../../packages/client/src/index.ts';
import { copyEmbeddedTemplate } from '../fixtures/database.ts';
import { until } from '../fixtures/until.ts';
import { isWhole, openTab, shows, textsOf, type Tab } from './people.ts';

let dataDir: string;
let server: TestApp;
let origin: string;
let house: TestWorkspace;
let expert: Somebody;
let expertTab: Tab;
const tabs: Tab[] = [];

const start = async (port = 0): Promise<void> => {
  server = await buildTestApp({ db: await openDatabase({ dataDir }) });
  await server.app.listen({ port, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
};

const open = (...args: Parameters<typeof openTab> extends [string, ...infer Rest] ? Rest : never): Tab => {
  const tab = openTab(origin, ...args);
  tabs.push(tab);
  return tab;
};

beforeAll(async () => {
  dataDir = await copyEmbeddedTemplate();
  await start();
  house = await server.workspace();
  expert = await house.signInAs('expert', 'Ada');
  expertTab = openTab(origin, expert, 'member');
  await until(async () => expertTab.live.status.state === 'online');
  await expertTab.http.put('/v1/experts/me', {
    version: (await expertTab.http.get<{ version: number }>('/v1/experts/me')).version,
    statements: ['Forms and saving'],
    languages: [{ tag: 'en', level: 2 }],
    capacity: 50,
  });
  await expertTab.live.request({ frame: 'availability', switch: true });
}, 120_000);
afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));
afterAll(async () => {
  expertTab.close();
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The whole way: somebody asks, the expert accepts, both have the conversation open. */
const meet = async (isPollingOnly = false) => {
  const visitor = await house.visitor();
  const visitorTab = open(visitor, 'visitor', createMemoryStorage(), isPollingOnly);
  const asked = new Promise<ServerFrames['assignment']>((resolve) => expertTab.live.on('assignment', resolve));
  const opened = new Promise<string>((resolve) =>
    visitorTab.live.on('conversation', ({ conversationId }) => resolve(conversationId)),
  );
  await until(async () => visitorTab.live.status.state === 'online');
  await visitorTab.http.post('/v1/help-requests', { clientId: newId(), text: 'Saving fails' });
  const { assignmentId } = await asked;
  const { conversationId } = await expertTab.live.request(
    { frame: 'assignment.accept', assignmentId },
    { resend: true },
  );
  expect(await opened).toBe(conversationId);
  const hers = visitorTab.talk(conversationId);
  const theirs = expertTab.talk(conversationId);
  await shows(hers, ({ isLoaded, canWrite }) => isLoaded && canWrite);
  await shows(theirs, ({ isLoaded }) => isLoaded);
  return { visitor, visitorTab, conversationId, hers, theirs };
};

/** The line is cut, without a goodbye: now one side's, now the other's. */
const cutOne = (at: number): void => {
  const sockets = [...server.app.websocketServer.clients];
  sockets[at % sockets.length]?.terminate();
};
const words = (who: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${who} ${index}`);
const interleave = async (
  hers: ConversationModel,
  theirs: ConversationModel,
  count: number,
  fault: (at: number) => void,
) => {
  for (let at = 0; at < count; at += 1) {
    hers.send(`hers ${at}`);
    theirs.send(`theirs ${at}`);
    fault(at);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
/** Everything that was written is there once, each side's in the order of writing, the same on all screens. */
const expectNothingLost = async (count: number, ...models: ConversationModel[]): Promise<void> => {
  for (const model of models) {
    await shows(model, () => isWhole(model) && textsOf(model).length === 2 * count + 1);
    const texts = textsOf(model);
    for (const who of ['hers', 'theirs']) {
      expect(texts.filter((text) => text.startsWith(`${who} `))).toEqual(words(who, count));
    }
    expect(texts).toEqual(textsOf(models[0]!));
  }
};

test('two people who were brought together see each other come, write, read and go', async () => {
  const { hers, theirs, visitorTab } = await meet();
  await shows(hers, ({ others }) => others[0]?.isHere === true);
  expect(textsOf(theirs)).toEqual(['Saving fails']);
  expect(hers.state.messages[1]).toMatchObject({ kind: 'joined', from: { name: 'Ada' } });
  expect(hers.state.details?.expert?.name).toBe('Ada');
  expect(theirs.state.details?.request?.text).toBe('Saving fails');

  theirs.setTyping(true);
  await shows(hers, ({ typing }) => typing[0]?.name === 'Ada');
  theirs.send('Which page is it?');
  await shows(hers, ({ typing, messages }) => typing.length === 0 && messages.at(-1)?.body === 'Which page is it?');
  expect(hers.state.unreadCount).toBe(1);
  expect(theirs.state.messages.at(-1)?.delivery).toBe('sent');
  hers.markRead();
  await shows(theirs, ({ messages }) => messages.at(-1)?.delivery === 'read');

  visitorTab.close();
  await shows(theirs, ({ others }) => others[0]?.isHere === false);
}, 40_000);

test('a reload is no going away, and finds everything', async () => {
  const { conversationId, hers, theirs, visitor, visitorTab } = await meet();
  await shows(theirs, ({ others }) => others[0]?.isHere === true);
  hers.send('before');
  await shows(theirs, () => textsOf(theirs).includes('before'));
  const seen: boolean[] = [];
  theirs.subscribe(() => seen.push(theirs.state.others[0]!.isHere));
  visitorTab.close();
  theirs.send('meanwhile');
  const again = open(visitor, 'visitor', visitorTab.storage).talk(conversationId);
  again.send('after');
  await shows(again, () => isWhole(again) && textsOf(again).length === 4);
  await shows(theirs, () => textsOf(theirs).length === 4);
  expect(textsOf(theirs)).toEqual(textsOf(again));
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(seen).not.toContain(false);
}, 40_000);

test('a second tab shows the same and doubles nothing', async () => {
  const { conversationId, hers, theirs, visitor, visitorTab } = await meet();
  const second = open(visitor, 'visitor', visitorTab.storage).talk(conversationId);
  await interleave(hers, theirs, 10, () => {});
  await expectNothingLost(10, hers, theirs, second);
  expect(visitorTab.storage.length).toBe(0);
}, 40_000);

test('sockets that are cut in the middle lose and double nothing', async () => {
  const { hers, theirs } = await meet();
  await interleave(hers, theirs, 40, (at) => {
    if (at % 8 === 3) cutOne(at);
  });
  await expectNothingLost(40, hers, theirs);
}, 60_000);

test('where sockets are blocked, long polling carries the same', async () => {
  const { hers, theirs, visitorTab } = await meet(true);
  expect(visitorTab.live.status.via).toBe('polling');
  await interleave(hers, theirs, 10, () => {});
  await expectNothingLost(10, hers, theirs);
}, 40_000);

test('whoever has no part in a conversation can do nothing in it', async () => {
  const { conversationId, hers } = await meet();
  const stranger = open(await house.visitor(), 'visitor');
  const grace = open(await house.signInAs('expert', 'Grace'), 'member');
  const before = hers.state.messages.length;
  for (const { live } of [stranger, grace]) {
    await until(async () => live.status.state === 'online');
    const id = { conversationId };
    for (const attempt of [
      live.request({ frame: 'join', after: 0, ...id }),
      live.request({ frame: 'message', clientId: newId(), kind: 'text', body: 'let me in', ...id }),
      live.request({ frame: 'read', seq: 1, ...id }),
      live.request({ frame: 'typing', isTyping: true, ...id }),
      live.request({ frame: 'presence', status: 'here', ...id }),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'conversation/not-found', status: 404 });
    }
  }
  expect(hers.state).toMatchObject({ typing: [], others: [{ name: 'Ada' }] });
  expect(hers.state.messages).toHaveLength(before);
}, 40_000);

test('malformed frames are refused with field and reason, and the connection lives on', async () => {
  const { conversationId, visitorTab } = await meet();
  const { live } = visitorTab;
  const clientId = newId();
  for (const [frame, problem] of [
    [
      { frame: 'message', conversationId, clientId, kind: 'text', body: ' ' },
      { code: 'body/invalid', field: '/body' },
    ],
    [
      { frame: 'message', conversationId, clientId, kind: 'text', body: 'a\0' },
      { code: 'body/invalid', field: '/body' },
    ],
    [{ frame: 'message', conversationId: 'x', clientId, kind: 'text', body: 'a' }, { code: 'body/invalid' }],
    [
      { frame: 'join', conversationId, after: -1 },
      { code: 'body/invalid', field: '/after' },
    ],
    [{ frame: 'shout', conversationId }, { code: 'frame/unknown-type' }],
  ] as const) {
    await expect(live.request(frame as never)).rejects.toMatchObject(problem);
  }
  await expect(live.request({ frame: 'join', conversationId, after: 1_000_000 })).resolves.toMatchObject({
    lastSeq: 2,
  });
}, 40_000);

test('the end reaches both sides, and what was written too late says why it failed', async () => {
  const { hers, theirs } = await meet();
  await hers.close();
  await shows(theirs, ({ state, canWrite }) => state === 'closed' && !canWrite);
  expect(theirs.state.messages.at(-1)).toMatchObject({ kind: 'closed', from: { kind: 'visitor' } });
  theirs.send('One more thing');
  await shows(theirs, ({ messages }) => messages.at(-1)?.delivery === 'failed');
  expect(theirs.state.messages.at(-1)?.problem?.code).toBe('conversation/closed');
}, 40_000);

test('an erasure empties the expert’s screen too', async () => {
  const { theirs, visitorTab } = await meet();
  await visitorTab.http.delete('/v1/me/data');
  await shows(theirs, ({ problem, messages }) => problem?.code === 'conversation/not-found' && messages.length === 0);
}, 40_000);

test('a call without a token is nobody’s', async () => {
  const { conversationId } = await meet();
  const http = createHttp({ baseUrl: origin });
  await expect(http.get(`/v1/conversations/${conversationId}`)).rejects.toMatchObject({ code: 'auth/required' });
}, 40_000);

// The last one: people who come later would knock at the old server.
test('a restart of the server in the middle loses and doubles nothing', async () => {
  const { hers, theirs } = await meet();
  const port = Number(new URL(origin).port);
  const talking = interleave(hers, theirs, 40, () => {});
  await shows(theirs, () => textsOf(theirs).length > 10);
  await server.close();
  await start(port);
  await talking;
  // Whoever tried in vain for long waits up to half a minute before the next try.
  for (const model of [hers, theirs]) await shows(model, () => textsOf(model).length === 81, 40_000);
  await expectNothingLost(40, hers, theirs);
}, 120_000);
