import { expect, test } from 'vitest';
import type { KeyValueStorage } from './conversation-types.ts';
import { frames, openTab, setUp } from './tab.fixture.ts';
import { ada, conversationId, createFakeTimers, FakeServer, settle } from './world.fixture.ts';

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
