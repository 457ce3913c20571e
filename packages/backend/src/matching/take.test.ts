import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from './house.fixture.ts';

let database: TestDatabase;
let house: House;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
}, 60_000);
afterEach(() => house.close());

const code = (name: string) => ({ body: { type: `urn:harmony:problem:${name}` } });
const take = (who: Parameters<House['call']>[0], id: string) => house.call(who, 'POST', `/v1/queue/${id}/take`);

test('who takes a request out of the queue gets it, once, and whoever was being asked is told', async () => {
  const [ada, grace] = [await house.expert('Ada', { statements: ['Databases'] }), await house.expert('Grace')];
  const line = await house.onDuty(ada);
  const visitor = await house.visitor();
  const page = await house.connect(visitor);
  const request = await house.ask(visitor, { text: 'The database is slow' });
  const { assignmentId } = await line.next('assignment');

  const taken = await take(grace, request.id);
  expect(taken).toMatchObject({ status: 200, body: { conversationId: expect.any(String) as string } });
  expect(await take(grace, request.id)).toEqual(taken);
  expect(await line.next('assignment.ended')).toMatchObject({ assignmentId, state: 'withdrawn', takenBy: 'Grace' });
  const matched = await page.next('request', (frame) => frame.state === 'matched');
  expect(matched).toMatchObject({ expert: { name: 'Grace' } });
  expect(await take(ada, request.id)).toMatchObject({ status: 409, ...code('assignment/taken') });
});

test('what stands before somebody already is accepted by taking it', async () => {
  const ada = await house.expert('Ada', { statements: ['Databases'] });
  const line = await house.onDuty(ada);
  const request = await house.ask(await house.visitor(), { text: 'The database is slow' });
  const { assignmentId } = await line.next('assignment');
  const { body } = await take(ada, request.id);
  const accepted = await line.send({ frame: 'assignment.accept', ref: '1', assignmentId });
  expect(accepted).toMatchObject({ frame: 'ok', conversationId: body.conversationId });
});

test('nobody takes what is gone, what is not theirs, or more than they have room for', async () => {
  const grace = await house.expert('Grace', { capacity: 1 });
  const visitor = await house.visitor();
  const gone = await house.ask(visitor, { text: 'Never mind' });
  await house.call(visitor, 'DELETE', `/v1/help-requests/${gone.id}`);
  expect(await take(grace, gone.id)).toMatchObject({ status: 409, ...code('assignment/expired') });
  for (const id of ['nonsense', house.organisationId]) {
    expect(await take(grace, id)).toMatchObject({ status: 404, ...code('help-request/not-found') });
  }
  const [first, second] = [
    await house.ask(await house.visitor(), { text: 'One' }),
    await house.ask(await house.visitor(), { text: 'Two' }),
  ];
  expect((await take(grace, first.id)).status).toBe(200);
  expect(await take(grace, second.id)).toMatchObject({ status: 409, ...code('capacity/full') });
});

test('the queue says why a request would be one’s own, as the last ranking saw it, and nothing to those it did not see', async () => {
  const [ada, grace] = [await house.expert('Ada', { statements: ['Databases'] }), await house.expert('Grace')];
  const line = await house.onDuty(ada);
  await house.ask(await house.visitor(), { text: 'A problem with the database', topic: 'Invoices' });
  await line.next('assignment');
  const [asAda] = (await house.call<{ items: object[] }>(ada, 'GET', '/v1/queue')).body.items;
  const [asGrace] = (await house.call<{ items: object[] }>(grace, 'GET', '/v1/queue')).body.items;
  expect(asAda).toMatchObject({ topic: 'Invoices', askingName: 'Ada', forMe: { score: expect.any(Number) as number } });
  expect(asAda).toHaveProperty('forMe.reasons.0.code', 'statement');
  expect(asGrace).toMatchObject({ forMe: null });
});

test('the outlook says nothing before two weeks have passed, then from the same hour of the weeks before', async () => {
  const ada = await house.expert('Ada');
  const look = async () => (await house.call(ada, 'GET', '/v1/queue/outlook')).body;
  expect(await look()).toEqual({ weeks: 0, requests: 0, nextHour: null, likelyAt: null });
  const minuteMs = 60_000;
  const askAndGo = async (): Promise<void> => {
    const visitor = await house.visitor();
    const { id } = await house.ask(visitor, { text: 'Each week' });
    await house.call(visitor, 'DELETE', `/v1/help-requests/${id}`);
  };
  await askAndGo();
  house.clock.advance(60 * minuteMs);
  // The last week ends half an hour before the same moment, so that its hour is the one that begins now.
  for (const pauseMinutes of [0, 0, 30]) {
    await askAndGo();
    await askAndGo();
    house.clock.advance(7 * 24 * 60 * minuteMs - pauseMinutes * minuteMs);
  }
  expect(await look()).toMatchObject({ weeks: 3, requests: 6, nextHour: { low: 2, high: 2 } });
});
