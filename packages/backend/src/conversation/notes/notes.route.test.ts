import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../../../../../test/fixtures/until.ts';
import type { Somebody } from '../../../test/app.ts';
import { meet, openTalk, type Talk } from '../talk.fixture.ts';

const secret = 'Same as the recurring one in October; between us.';
let talk: Talk;
let coordinator: Somebody;
let stranger: Somebody;

beforeAll(async () => {
  talk = await openTalk('The save button does nothing');
  coordinator = await talk.house.signInAs('coordinator', 'Cleo');
  stranger = await talk.house.signInAs('expert', 'Linus');
  await talk.app.listen({ port: 0, host: '127.0.0.1' });
}, 60_000);
afterAll(() => talk.close());

const path = (rest = '/notes', id = talk.conversationId): string => `/v1/conversations/${id}${rest}`;
const write = (who: Somebody, body: string, clientId = talk.app.platform.clock.newId(), id?: string) =>
  talk.call(who, 'POST', path('/notes', id), { clientId, body });

/** A live connection that keeps every frame as the text it came as. */
const listen = async (who: Somebody & { token?: string }) => {
  const { port } = talk.app.server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`, { headers: who.headers });
  const heard: string[] = [];
  socket.on('message', (text: Buffer) => heard.push(text.toString('utf8')));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const ask = async (frame: string, fields: object): Promise<void> => {
    socket.send(JSON.stringify({ frame, ref: frame, ...fields }));
    await until(async () => heard.some((text) => text.includes(`"ref":"${frame}"`)));
  };
  await ask('hello', { v: 1, ...(who.token === undefined ? {} : { token: who.token }) });
  await ask('join', { conversationId: talk.conversationId, after: 0 });
  return { heard, close: () => socket.close() };
};

describe('a note', () => {
  test('is read by those who help and those who lead, behind the message it was written after', async () => {
    const written = await write(talk.expert, 'A first thought');
    expect(written).toMatchObject({ status: 200, body: { from: { kind: 'member', name: 'Ada' }, afterSeq: 2 } });
    await talk.say(talk.visitor, 'Are you there?');
    await write(coordinator, 'Ask her for the number');
    for (const who of [talk.expert, coordinator]) {
      const { body } = await talk.call(who, 'GET', path());
      expect(body.items).toMatchObject([
        { body: 'A first thought', afterSeq: 2 },
        { body: 'Ask her for the number', afterSeq: 3, from: { name: 'Cleo' } },
      ]);
    }
  });

  test('is stored once, however often it is sent, and its id is of no use for another one', async () => {
    const clientId = talk.app.platform.clock.newId();
    const first = await write(talk.expert, 'Once', clientId);
    expect(await write(talk.expert, 'Once', clientId)).toEqual(first);
    expect(await write(talk.expert, 'Twice', clientId)).toMatchObject({
      status: 409,
      body: { type: 'urn:harmony:problem:key/reused' },
    });
    const { body } = await talk.call(talk.expert, 'GET', path());
    expect(body.items.filter((note: { body: string }) => note.body === 'Once')).toHaveLength(1);
  });

  test('needs words', async () => {
    for (const body of ['', '  \n', 'a\0b']) {
      expect(await write(talk.expert, body)).toMatchObject({ status: 400, body: { field: '/body' } });
    }
  });

  test('is nothing for a colleague who has no part in it, nor for a visitor', async () => {
    expect(await talk.call(stranger, 'GET', path())).toMatchObject({ status: 404 });
    expect(await write(stranger, 'Hello')).toMatchObject({ status: 404 });
    expect(await talk.call(talk.visitor, 'GET', path())).toMatchObject({ status: 403 });
    expect(await write(talk.visitor, 'Hello')).toMatchObject({ status: 403 });
    const auditor = await talk.house.signInAs('auditor');
    expect(await talk.call(auditor, 'GET', path())).toMatchObject({ status: 403 });
  });
});

describe('no visitor ever receives a note', () => {
  test('live, by socket or by polling, while colleagues hear it at once', async () => {
    const visitor = talk.visitor as Somebody & { token: string };
    const [page, colleague] = [await listen(visitor), await listen(talk.expert)];
    const hello = { frame: 'hello', ref: 'hi', v: 1, token: visitor.token };
    const { body: session } = await talk.call(visitor, 'POST', '/v1/live/sessions', hello);
    const frames = `/v1/live/sessions/${session.sessionId}/frames`;
    await talk.call(visitor, 'POST', frames, [
      { frame: 'join', ref: 'join', conversationId: talk.conversationId, after: 0 },
    ]);
    await write(talk.expert, secret);
    await until(async () => colleague.heard.some((text) => text.includes(secret)));
    // What is told after the note has overtaken nothing: once it is there, the note is not still to come.
    await talk.say(talk.expert, 'Shall I look?');
    await until(async () => page.heard.some((text) => text.includes('Shall I look?')));
    const polled: string[] = [];
    await until(async () => {
      polled.push(JSON.stringify((await talk.call(visitor, 'GET', `${frames}?wait=0`)).body));
      return polled.join('').includes('Shall I look?');
    });
    expect(page.heard.join('\n') + polled.join('\n')).not.toMatch(/October|"note"/);
    page.close();
    colleague.close();
  });

  test('by HTTP: not in the log, the lists, or the export of what is kept', async () => {
    await write(talk.expert, secret);
    for (const url of ['/v1/conversations', path(''), path('/messages'), '/v1/me/data']) {
      const { status, body } = await talk.call(talk.visitor, 'GET', url);
      expect(status).toBe(200);
      expect(JSON.stringify(body), url).not.toContain('October');
    }
  });

  test('by what counts and shortens: numbers, snippets and unread messages stay as they were', async () => {
    const look = async (who: Somebody) => {
      const { body } = await talk.call(who, 'GET', path(''));
      const { lastSeq, lastAt, readSeq, snippet, topic } = body;
      return { lastSeq, lastAt, readSeq, snippet, topic };
    };
    const before = [await look(talk.visitor), await look(talk.expert)];
    await write(talk.expert, secret);
    expect([await look(talk.visitor), await look(talk.expert)]).toEqual(before);
  });

  test('by an article: what is drafted from a conversation knows messages alone', async () => {
    const visitor = await talk.house.visitor();
    const { conversationId } = await meet(talk, talk.house, visitor, talk.expert, 'Where is the export of invoices?');
    await write(talk.expert, secret, undefined, conversationId);
    const send = { clientId: talk.app.platform.clock.newId(), kind: 'text', body: 'Open Reports and press Export.' };
    const { body: sent } = await talk.call(talk.expert, 'POST', path('/messages', conversationId), send);
    await talk.call(talk.expert, 'POST', path('/solution', conversationId), { seq: sent.seq });
    await talk.call(talk.expert, 'POST', path('/resolve', conversationId), { outcome: 'solved' });
    await talk.call(visitor, 'POST', path('/resolve', conversationId), {});
    let articles = '';
    await until(async () => {
      articles = JSON.stringify((await talk.call(talk.expert, 'GET', '/v1/articles')).body);
      return articles.includes('Open Reports');
    });
    expect(articles).not.toContain('October');
  });
});

test('a note goes with the conversation that its person has erased', async () => {
  const visitor = await talk.house.visitor();
  const { conversationId } = await meet(talk, talk.house, visitor, talk.expert, 'my secret');
  await write(talk.expert, secret, undefined, conversationId);
  await talk.call(visitor, 'DELETE', '/v1/me/data');
  expect(await talk.call(talk.expert, 'GET', path('/notes', conversationId))).toMatchObject({ status: 404 });
  const left = await talk.app.platform.db.asSystem(
    'test',
    (tx) => tx`select 1 from note where conversation_id = ${conversationId}`,
  );
  expect(left).toHaveLength(0);
});

test('what the person asked before is told in short, with how it came out and who helped', async () => {
  const visitor = await talk.house.visitor();
  const first = await meet(talk, talk.house, visitor, stranger, 'Where do I change my plan?');
  await talk.call(stranger, 'POST', path('/resolve', first.conversationId), { outcome: 'solved' });
  await talk.call(visitor, 'POST', path('/resolve', first.conversationId), {});
  await talk.call(visitor, 'POST', path('/rating', first.conversationId), { rating: 4 });
  const second = await meet(talk, talk.house, visitor, talk.expert, 'Now the invoice is wrong');
  const { body } = await talk.call(talk.expert, 'GET', path('/earlier', second.conversationId));
  expect(body.items).toMatchObject([
    {
      id: first.conversationId,
      topic: 'Where do I change my plan?',
      state: 'resolved',
      how: 'confirmed',
      rating: 4,
      helpers: ['Linus'],
      canOpen: false,
    },
  ]);
  const asLead = await talk.call(coordinator, 'GET', path('/earlier', second.conversationId));
  expect(asLead.body.items[0].canOpen).toBe(true);
  expect(await talk.call(stranger, 'GET', path('/earlier', second.conversationId))).toMatchObject({ status: 404 });
  expect(await talk.call(visitor, 'GET', path('/earlier', second.conversationId))).toMatchObject({ status: 403 });
});
