import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Somebody } from '../../../test/app.ts';
import { openTalk, type Talk } from '../talk.fixture.ts';

let talk: Talk;
let grace: Somebody;
let lead: Somebody;

beforeAll(async () => {
  talk = await openTalk();
  grace = await talk.house.signInAs('expert', 'Grace');
  lead = await talk.house.signInAs('coordinator', 'Cleo');
}, 60_000);
afterAll(() => talk.close());

const save = (who: Somebody, title: string, more: object = {}) =>
  talk.call(who, 'POST', '/v1/replies', { title, body: 'Hello {name}, I look at {page}.', ...more });
const titles = async (who: Somebody): Promise<string[]> =>
  (await talk.call(who, 'GET', '/v1/replies')).body.items.map(({ title }: { title: string }) => title);

test('one’s own are one’s own, everybody’s are everybody’s, by title', async () => {
  expect(await save(talk.expert, ' Greeting ')).toMatchObject({
    status: 201,
    body: { title: 'Greeting', isShared: false },
  });
  expect(await save(lead, 'closing', { isShared: true })).toMatchObject({ status: 201, body: { isShared: true } });
  expect(await titles(talk.expert)).toEqual(['closing', 'Greeting']);
  expect(await titles(grace)).toEqual(['closing']);
});

test('those who lead write everybody’s; everybody changes and removes their own', async () => {
  const shared = await save(lead, 'Opening hours', { isShared: true });
  const refused = { status: 403, body: { type: 'urn:harmony:problem:role/insufficient' } };
  expect(await save(grace, 'For all', { isShared: true })).toMatchObject(refused);
  const words = { title: 'Opening hours', body: 'From nine to five.' };
  expect(await talk.call(grace, 'PUT', `/v1/replies/${shared.body.id}`, words)).toMatchObject(refused);
  expect(await talk.call(grace, 'DELETE', `/v1/replies/${shared.body.id}`)).toMatchObject(refused);
  expect(await talk.call(lead, 'PUT', `/v1/replies/${shared.body.id}`, words)).toMatchObject({
    status: 200,
    body: { body: 'From nine to five.', isShared: true },
  });
  const own = await save(grace, 'Mine');
  expect((await talk.call(grace, 'PUT', `/v1/replies/${own.body.id}`, words)).status).toBe(200);
  expect((await talk.call(grace, 'DELETE', `/v1/replies/${own.body.id}`)).status).toBe(204);
  expect(await titles(grace)).not.toContain('Opening hours ');
});

test('another’s own, another organisation’s and nonsense cannot be told apart', async () => {
  const own = await save(talk.expert, 'Private');
  const other = await (await talk.workspace('Other')).signInAs('owner');
  const missing = { status: 404, body: { type: 'urn:harmony:problem:reply/not-found' } };
  for (const [who, id] of [
    [grace, own.body.id],
    [lead, own.body.id],
    [other, own.body.id],
    [grace, 'nonsense'],
  ] as const) {
    // A body that is wrong as well: what is not there comes first.
    expect(await talk.call(who, 'PUT', `/v1/replies/${id}`, {})).toMatchObject(missing);
    expect(await talk.call(who, 'DELETE', `/v1/replies/${id}`)).toMatchObject(missing);
  }
  expect(await titles(other)).toEqual([]);
});

test('words are needed, and the field that lacks them is named', async () => {
  for (const [change, field] of [
    [{ title: ' ' }, '/title'],
    [{ title: 'x'.repeat(81) }, '/title'],
    [{ body: '' }, '/body'],
    [{ body: 'a\0' }, '/body'],
    [{ title: 'a\0' }, '/title'],
  ] as const) {
    expect(await save(talk.expert, 'Fine', change), JSON.stringify(change)).toMatchObject({
      status: 400,
      body: { field },
    });
  }
  expect(await talk.call(talk.visitor, 'GET', '/v1/replies')).toMatchObject({ status: 403 });
});
