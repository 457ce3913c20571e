import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import type { MemberCaller } from '../platform/caller.ts';
import { openHouse, type House, type Line } from './house.fixture.ts';

let database: TestDatabase;
let house: House;
let bob: MemberCaller;
let lines: { ada: Line; bob: Line };

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  bob = await house.expert('Bob', { statements: ['Printing margins'] });
  const ada = await house.expert('Ada', { statements: ['Databases'] });
  lines = { ada: await house.onDuty(ada), bob: await house.onDuty(bob) };
}, 60_000);
afterEach(() => house.close());

const ask = async (prefer: string) => house.ask(await house.visitor(), { text: 'A problem with the database', prefer });

test('whom somebody asks for is asked first, and reads so, however near the others are', async () => {
  const { id } = await ask(bob.memberId);
  const asked = await lines.bob.next('assignment', ({ request }) => request.id === id);
  expect(asked.reasons[0]).toEqual({ code: 'wished', params: {} });
  await lines.bob.send({ frame: 'assignment.decline', ref: 'd', assignmentId: asked.assignmentId });
  const next = await lines.ada.next('assignment', ({ request }) => request.id === id);
  expect(next.reasons[0]?.code).toBe('statement');
});

test('who is away, or nobody here, keeps nobody waiting', async () => {
  await lines.bob.send({ frame: 'availability', ref: 'off', switch: false });
  const first = await ask(bob.memberId);
  const asked = await lines.ada.next('assignment', ({ request }) => request.id === first.id);
  await lines.ada.send({ frame: 'assignment.decline', ref: 'd', assignmentId: asked.assignmentId });
  const second = await ask(randomUUID());
  expect((await lines.ada.next('assignment', ({ request }) => request.id === second.id)).request.id).toBe(second.id);
});

test('an id that is none is refused by its field', async () => {
  const body = { clientId: randomUUID(), text: '', prefer: 'Bob' };
  expect(await house.call(await house.visitor(), 'POST', '/v1/help-requests', body)).toMatchObject({
    ...{ status: 400, body: { type: 'urn:harmony:problem:body/invalid', field: '/prefer' } },
  });
});
