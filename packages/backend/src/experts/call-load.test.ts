import type { OwnExpert } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../matching/house.fixture.ts';
import type { MemberCaller } from '../platform/caller.ts';

let database: TestDatabase;
let house: House;
let ada: MemberCaller;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  ada = await house.expert('Ada');
}, 60_000);
afterEach(() => house.close());

const within = <T>(work: Parameters<typeof database.db.withOrganisation<T>>[1]) =>
  database.db.withOrganisation(house.organisationId, work);
const me = async () => (await house.call<OwnExpert>(ada, 'GET', '/v1/experts/me')).body;
const save = async (change: object) => {
  const { version } = await me();
  return house.call(ada, 'PUT', '/v1/experts/me', { statements: [], languages: [], capacity: 4, version, ...change });
};

/** Ada in conversation with somebody new. @returns the conversation */
const converse = async (): Promise<string> => {
  const { id: requestId } = await house.ask(await house.visitor(), { text: 'The printer is slow' });
  const conversationId = house.clock.newId();
  const at = new Date(house.clock.now());
  await within(async (tx) => {
    await tx`
      insert into conversation (id, organisation_id, site_id, request_id, state, opened_at, last_at)
      values (${conversationId}, ${house.organisationId}, ${house.siteId}, ${requestId}, 'open', ${at}, ${at})`;
    await tx`
      insert into expert_load (conversation_id, member_id, organisation_id, started_at, last_at)
      values (${conversationId}, ${ada.memberId}, ${house.organisationId}, ${at}, ${at})`;
  });
  return conversationId;
};

const call = async (conversationId: string, media: 'voice' | 'screen', state = 'connected'): Promise<void> => {
  const at = new Date(house.clock.now());
  await within(
    (tx) => tx`
    insert into call (id, organisation_id, conversation_id, media, state, started_by, started_at, alive_at)
    values (${house.clock.newId()}, ${house.organisationId}, ${conversationId}, ${media}, ${state}, 'member', ${at}, ${at})`,
  );
};

test('A call fills as many places as make so many calls fill all; one that is only asked for fills none more', async () => {
  await save({ callCapacity: { voice: 1, screen: 3 } });
  const conversationId = await converse();
  expect(await me()).toMatchObject({ callCapacity: { voice: 1, screen: 3 }, load: 1 });
  await call(conversationId, 'voice', 'asked');
  expect((await me()).load).toBe(1);
  await within((tx) => tx`update call set state = 'connected'`);
  expect((await me()).load).toBe(4);
  await within((tx) => tx`update call set state = 'ended'`);
  await call(await converse(), 'screen');
  expect((await me()).load).toBe(3);
});

test('A call counts however long nobody writes; without a number of its own it fills one place', async () => {
  const conversationId = await converse();
  house.clock.advance(11 * 60_000);
  expect((await me()).load).toBe(0);
  await call(conversationId, 'voice');
  expect((await me()).load).toBe(1);
  expect((await save({ callCapacity: { voice: 4 } })).status).toBe(200);
  expect((await save({ capacity: 8 })).body).toMatchObject({ load: 2, callCapacity: { voice: 4 } });
  // Who is not asked for calls may still be in one: it fills a place.
  expect((await save({ callCapacity: { voice: 0 } })).body).toMatchObject({ load: 1 });
  expect(await save({ callCapacity: { voice: -1 } })).toMatchObject({
    ...{ status: 400, body: { field: '/callCapacity/voice' } },
  });
});
