import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Somebody } from '../../test/app.ts';
import { meet, openTalk, type Talk } from './talk.fixture.ts';

let talk: Talk;
let grace: Somebody;
let admin: Somebody;
let passerBy: Somebody;
let stranger: Somebody;

beforeAll(async () => {
  talk = await openTalk();
  grace = await talk.house.signInAs('expert', 'Grace');
  admin = await talk.house.signInAs('admin', 'Root');
  passerBy = await talk.house.visitor();
  stranger = await (await talk.workspace('Elsewhere')).signInAs('owner');
}, 60_000);
afterAll(() => talk.close());

const path = (rest = '', id = talk.conversationId): string => `/v1/conversations/${id}${rest}`;
const message = (body: string) => ({ clientId: talk.app.platform.clock.newId(), kind: 'text', body });

describe('an accepted request', () => {
  test('opens a conversation with the person’s words first, then the expert who joined', async () => {
    expect(await talk.log()).toMatchObject([
      { seq: 1, kind: 'text', body: 'The save button does nothing', from: { kind: 'visitor' } },
      { seq: 2, kind: 'joined', body: '', from: { kind: 'member', name: 'Ada' } },
    ]);
  });

  test('without words opens with the expert alone', async () => {
    const visitor = await talk.house.visitor();
    const { conversationId } = await meet(talk, talk.house, visitor, talk.expert, '');
    const { body } = await talk.call(visitor, 'GET', path('/messages', conversationId));
    expect(body.items).toMatchObject([{ seq: 1, kind: 'joined' }]);
  });
});

describe('reading', () => {
  test('gives the visitor who came, and the member what came with the request', async () => {
    const own = await talk.call(talk.visitor, 'GET', path());
    expect(own.body).toMatchObject({
      state: 'open',
      topic: 'The save button does nothing',
      expert: { name: 'Ada', basedOn: 0 },
      participants: [{ kind: 'visitor' }, { kind: 'member', name: 'Ada', isHere: false }],
    });
    expect(own.body.request).toBeUndefined();
    const theirs = await talk.call(talk.expert, 'GET', path());
    expect(theirs.body.request).toMatchObject({ id: talk.requestId, text: 'The save button does nothing' });
    expect(theirs.body.expert).toBeUndefined();
  });

  test('goes page by page', async () => {
    const first = await talk.call(talk.visitor, 'GET', path('/messages?limit=1'));
    expect(first.body).toMatchObject({ items: [{ seq: 1 }], next: '1' });
    const second = await talk.call(talk.visitor, 'GET', path('/messages?limit=100&after=1'));
    expect(second.body).toMatchObject({ items: [{ seq: 2 }], next: null });
  });

  test('a list holds one’s own conversations, the liveliest first', async () => {
    const visitor = await talk.house.visitor();
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three']) {
      ids.push((await meet(talk, talk.house, visitor, talk.expert, text)).conversationId);
      await talk.call(visitor, 'POST', path('/close', ids.at(-1)));
    }
    const first = await talk.call(visitor, 'GET', '/v1/conversations?limit=2');
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]]);
    const second = await talk.call(visitor, 'GET', `/v1/conversations?limit=2&after=${first.body.next}`);
    expect(second.body).toMatchObject({ items: [{ id: ids[0], topic: 'one' }], next: null });
    expect((await talk.call(passerBy, 'GET', '/v1/conversations')).body).toEqual({ items: [], next: null });
  });

  test('tells the visitor what solved it and what it was about, and the member only the former', async () => {
    const visitor = await talk.house.visitor();
    const signal = {
      kind: 'error.uncaught',
      at: new Date(talk.app.platform.clock.now()).toISOString(),
      page: '/orders/:id',
    };
    const context = { page: { path: '/orders/:id' }, signals: [{ ...signal, fingerprint: 'f'.repeat(16), count: 2 }] };
    const { conversationId } = await meet(talk, talk.house, visitor, talk.expert, 'It fails', { context });
    const open = await talk.call(visitor, 'GET', '/v1/conversations');
    expect(open.body.items).toMatchObject([{ about: { page: '/orders/:id', fingerprints: ['f'.repeat(16)] } }]);
    expect(open.body.items[0].solution).toBeUndefined();

    await talk.call(talk.expert, 'POST', path('/messages', conversationId), message('Choose the rate again'));
    await talk.call(talk.expert, 'POST', path('/solution', conversationId), { seq: 3 });
    const [item] = (await talk.call(visitor, 'GET', '/v1/conversations')).body.items;
    expect(item).toMatchObject({ topic: 'It fails', solution: 'Choose the rate again' });
    const theirs = (await talk.call(talk.expert, 'GET', path('', conversationId))).body;
    expect([theirs.solution, theirs.about]).toEqual(['Choose the rate again', undefined]);
    const other = (await talk.call(passerBy, 'GET', '/v1/conversations')).body.items;
    expect(other).toEqual([]);
  });

  test('those who lead read others’ conversations, and cannot write in them', async () => {
    expect((await talk.call(admin, 'GET', path('/messages'))).status).toBe(200);
    expect((await talk.call(admin, 'GET', path())).body).toMatchObject({ readSeq: 2, lastSeq: 2 });
    expect(await talk.call(admin, 'POST', path('/messages'), message('me too'))).toMatchObject({
      status: 403,
      body: { type: 'urn:harmony:problem:role/insufficient' },
    });
    expect((await talk.call(admin, 'GET', '/v1/conversations')).body.items).toEqual([]);
  });
});

describe('writing', () => {
  test('answers with the number and the time, once for each clientId', async () => {
    const clientId = talk.app.platform.clock.newId();
    const first = await talk.say(talk.visitor, 'hello', clientId);
    expect(first).toMatchObject({ status: 200, body: { seq: expect.any(Number) as number } });
    expect(await talk.say(talk.visitor, 'hello', clientId)).toEqual(first);
    expect(await talk.say(talk.visitor, 'something else', clientId)).toMatchObject({
      status: 409,
      body: { type: 'urn:harmony:problem:key/reused', field: '/clientId' },
    });
    expect(await talk.say(talk.expert, 'hello', clientId)).toMatchObject({ status: 409 });
  });

  test('many at once get numbers without gaps, each what its receipt said', async () => {
    const words = Array.from({ length: 60 }, (_, index) => `word ${index}`);
    const receipts = await Promise.all(
      words.map((body, index) => talk.say(index % 2 ? talk.visitor : talk.expert, body)),
    );
    const log = await talk.log();
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    for (const [index, { body: receipt }] of receipts.entries()) expect(log[receipt.seq - 1]!.body).toBe(words[index]);
  });

  test.each([
    ['without a body', { kind: 'text' }, '/body', 'is missing'],
    ['of white space', { kind: 'text', body: ' \n ' }, '/body', 'must not be blank'],
    ['of 8,001 characters', { kind: 'text', body: 'x'.repeat(8_001) }, '/body', 'must have at most 8000 characters'],
    ['that is no text', { kind: 'text', body: 7 }, '/body', 'must be a string'],
    ['with U+0000', { kind: 'text', body: 'a\0b' }, '/body', 'must not contain U+0000'],
    ['of a kind of the server', { kind: 'closed', body: 'x' }, '/kind', 'must be "text"'],
  ])('a message %s is refused with field and reason', async (_, fields, field, reason) => {
    const answer = await talk.call(talk.visitor, 'POST', path('/messages'), {
      clientId: talk.app.platform.clock.newId(),
      ...fields,
    });
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:harmony:problem:body/invalid', field, reason } });
  });

  test('8,000 characters of any script arrive as they were', async () => {
    const body = '線'.repeat(7_990) + ' 👩‍🔧 \u202e';
    const { body: receipt } = await talk.say(talk.visitor, body);
    expect((await talk.log()).find(({ seq }) => seq === receipt.seq)?.body).toBe(body);
  });
});

describe('whoever has no part in it', () => {
  test.each(['grace', 'passerBy', 'stranger'] as const)('finds nothing there: %s', async (name) => {
    const who = { grace, passerBy, stranger }[name];
    for (const [method, rest, body] of [
      ['GET', '', undefined],
      ['GET', '/messages', undefined],
      ['GET', '/messages?after=minus', undefined],
      ['POST', '/messages', { not: 'a message' }],
      ['POST', '/messages', message('hello')],
      ['POST', '/close', undefined],
    ] as const) {
      const answer = await talk.call(who, method, path(rest), body);
      expect(answer, `${method} ${rest}`).toMatchObject({
        status: 404,
        body: { type: 'urn:harmony:problem:conversation/not-found' },
      });
    }
  });

  test('cannot tell a conversation of others from one that does not exist, or from nonsense', async () => {
    const others = await talk.call(passerBy, 'GET', path());
    for (const id of [talk.app.platform.clock.newId(), 'nonsense', '%00', '..%2f..']) {
      expect(await talk.call(passerBy, 'GET', path('', id))).toEqual(others);
    }
  });

  test('has to say who they are first', async () => {
    const nobody = { id: '', organisationId: '', headers: {} };
    expect(await talk.call(nobody, 'GET', path())).toMatchObject({ status: 401 });
  });
});

describe('the end', () => {
  test('is told in the log, stops further messages, and comes once', async () => {
    const visitor = await talk.house.visitor();
    const { conversationId, requestId } = await meet(talk, talk.house, visitor, talk.expert, 'short');
    expect((await talk.call(talk.expert, 'POST', path('/close', conversationId))).body).toMatchObject({
      state: 'closed',
    });
    const again = await talk.call(visitor, 'POST', path('/close', conversationId));
    expect(again).toMatchObject({ status: 200, body: { state: 'closed', closedAt: expect.any(String) as string } });
    const { body } = await talk.call(visitor, 'GET', path('/messages', conversationId));
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['text', 'joined', 'closed']);
    expect(await talk.call(visitor, 'POST', path('/messages', conversationId), message('wait'))).toMatchObject({
      status: 409,
      body: { type: 'urn:harmony:problem:conversation/closed' },
    });
    const events = await talk.app.platform.db.asSystem(
      'test',
      (tx) => tx<{ payload: object }[]>`
      select payload from outbox where type = 'conversation.closed' and payload ->> 'conversationId' = ${conversationId}`,
    );
    expect(events).toMatchObject([
      { payload: { requestId, visitorId: visitor.id, memberIds: [talk.expert.id], reason: 'ended' } },
    ]);
  });
});

describe('a person’s data', () => {
  test('holds all conversations with their messages, and after erasing nobody finds them', async () => {
    const visitor = await talk.house.visitor();
    const { conversationId } = await meet(talk, talk.house, visitor, talk.expert, 'my secret');
    const data = await talk.call(visitor, 'GET', '/v1/me/data');
    expect(data.body.conversation.conversations).toMatchObject([
      { id: conversationId, state: 'open', messages: [{ body: 'my secret', from: 'visitor' }, { kind: 'joined' }] },
    ]);
    expect((await talk.call(visitor, 'DELETE', '/v1/me/data')).status).toBeLessThan(300);
    expect(await talk.call(talk.expert, 'GET', path('/messages', conversationId))).toMatchObject({ status: 404 });
    const left = await talk.app.platform.db.asSystem(
      'test',
      (tx) => tx`
      select 1 from message where conversation_id = ${conversationId}`,
    );
    expect(left).toHaveLength(0);
  });
});
