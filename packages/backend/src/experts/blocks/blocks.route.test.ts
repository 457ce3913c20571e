import type { BlockList } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../../matching/house.fixture.ts';
import type { MemberCaller, VisitorCaller } from '../../platform/caller.ts';
import { block, blockedBy, unblock } from './blocks.ts';
import type { Side } from './store.ts';

let database: TestDatabase;
let house: House;
let ada: MemberCaller;
let vera: VisitorCaller;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  ada = await house.expert('Ada', { statements: ['Databases that are slow'] });
  vera = await house.visitor();
}, 60_000);
afterEach(() => house.close());

const inHouse = <T>(work: Parameters<typeof database.db.withOrganisation<T>>[1]) =>
  database.db.withOrganisation(house.organisationId, work);
const pair = () => ({ visitorId: vera.visitorId, memberId: ada.memberId });
const sayApart = (saidBy: Side, of = pair()) =>
  inHouse((tx) =>
    block(house.app.platform, tx, {
      organisationId: house.organisationId,
      ...of,
      saidBy,
      conversationId: house.siteId,
    }),
  );
const hear = async (type: 'visitor.merged' | 'member.removed', payload: object) => {
  const id = await inHouse((tx) => house.app.platform.outbox.emit(tx, type, house.organisationId, payload as never));
  await house.app.platform.outbox.delivered(id);
};
const sides = (of = pair()) => inHouse((tx) => blockedBy(tx, of));
const list = (caller = ada) => house.call<BlockList>(caller, 'GET', '/v1/experts/me/blocks');
const code = (name: string) => ({ body: { type: `urn:harmony:problem:${name}` } });

describe.each<Side>(['visitor', 'member'])('two who do not meet again, as the %s said', (saidBy) => {
  test('the nearest is passed over for this person alone, and asked again once it is taken back', async () => {
    const grace = await house.expert('Grace', { statements: ['Gardening'] });
    const [first, second] = [await house.onDuty(ada), await house.onDuty(grace)];
    await sayApart(saidBy);
    await sayApart(saidBy);
    const theirs = await house.ask(vera, { text: 'The database is slow' });
    await second.next('assignment', (frame) => frame.request.id === theirs.id);
    const others = await house.ask(await house.visitor(), { text: 'The database is slow' });
    await first.next('assignment', (frame) => frame.request.id === others.id);

    await house.call(vera, 'DELETE', `/v1/help-requests/${theirs.id}`);
    await inHouse((tx) => unblock(tx, pair(), saidBy === 'visitor' ? 'member' : 'visitor'));
    expect(await sides()).toEqual([saidBy]);
    await inHouse((tx) => unblock(tx, pair(), saidBy));
    expect(await sides()).toEqual([]);
    const { assignmentId } = await first.next('assignment');
    await first.send({ frame: 'assignment.decline', ref: 'd', assignmentId });
    const again = await house.ask(vera, { text: 'The database is slow again' });
    await first.next('assignment', (frame) => frame.request.id === again.id);
  });

  test('what stands before them is taken back, and cannot be accepted or taken from the queue', async () => {
    const line = await house.onDuty(ada);
    const { id } = await house.ask(vera, { text: 'The database is slow' });
    const { assignmentId } = await line.next('assignment');
    await sayApart(saidBy);
    const late = await line.send({ frame: 'assignment.accept', ref: 'a', assignmentId });
    expect(late).toMatchObject({ frame: 'problem', type: 'urn:harmony:problem:assignment/expired' });
    expect(await line.next('assignment.ended')).toMatchObject({ assignmentId, state: 'withdrawn' });
    const taken = await house.call<{ detail: string }>(ada, 'POST', `/v1/queue/${id}/take`);
    expect(taken).toMatchObject({ status: 403, ...code('role/insufficient') });
    const own = 'You take no requests of this person. Take that back under Profile to take this one.';
    const theirs = 'The person asked for somebody else. A colleague can take it.';
    expect(taken.body.detail).toBe(saidBy === 'member' ? own : theirs);
  });
});

describe('a member’s own list', () => {
  test('names what they said, newest first and by the page, and takes it back once', async () => {
    const bob = await house.visitor();
    await sayApart('member');
    await sayApart('member', { ...pair(), visitorId: bob.visitorId });
    await inHouse((tx) => tx`update visitor set name = null where id = ${bob.visitorId}`);
    const { body } = await list();
    expect(body).toMatchObject({ items: [{ name: null }, { name: 'Vera', conversationId: house.siteId }], next: null });
    const page = (await house.call<BlockList>(ada, 'GET', '/v1/experts/me/blocks?limit=1')).body;
    expect(page).toMatchObject({ items: [{ id: body.items[0]!.id }], next: body.items[0]!.id });
    const rest = await house.call<BlockList>(ada, 'GET', `/v1/experts/me/blocks?after=${page.next}`);
    expect(rest.body.items).toEqual([body.items[1]]);
    const url = `/v1/experts/me/blocks/${body.items[1]!.id}`;
    const answer = await house.app.inject({
      ...{ method: 'DELETE', url },
      headers: { authorization: ada.memberId, origin: 'http://localhost' },
    });
    expect(answer.statusCode).toBe(204);
    expect((await list()).body.items).toEqual([body.items[0]]);
    expect(await house.call(ada, 'DELETE', url)).toMatchObject({ status: 404, ...code('block/not-found') });
  });

  test('tells nothing of what others said, and nobody else takes it back', async () => {
    const grace = await house.expert('Grace');
    await sayApart('visitor');
    expect((await list()).body.items).toEqual([]);
    await sayApart('member');
    expect((await list(grace)).body.items).toEqual([]);
    for (const id of [(await list()).body.items[0]!.id, 'nonsense']) {
      const refused = await house.call(grace, 'DELETE', `/v1/experts/me/blocks/${id}`);
      expect(refused).toMatchObject({ status: 404, ...code('block/not-found') });
    }
    expect((await sides()).toSorted()).toEqual(['member', 'visitor']);
    expect((await house.call(vera, 'GET', '/v1/experts/me/blocks')).status).toBe(403);
    expect((await house.call({ ...ada, role: 'auditor' }, 'GET', '/v1/experts/me/blocks')).status).toBe(403);
    expect((await house.call(ada, 'GET', '/v1/experts/me/blocks?after=x')).body).toMatchObject({ field: '/after' });
  });
});

test('It moves along when two visitors were one, and goes with the member', async () => {
  const older = await house.visitor();
  await sayApart('visitor', { ...pair(), visitorId: older.visitorId });
  await sayApart('visitor');
  await sayApart('member');
  await hear('visitor.merged', { visitorId: older.visitorId, mergedId: vera.visitorId });
  expect(await sides()).toEqual([]);
  expect((await sides({ ...pair(), visitorId: older.visitorId })).toSorted()).toEqual(['member', 'visitor']);
  await hear('member.removed', { memberId: ada.memberId });
  expect(await sides({ ...pair(), visitorId: older.visitorId })).toEqual([]);
});

test('A person’s export has what they said and not what was said of them; erasing takes both', async () => {
  const person = { organisationId: house.organisationId, visitorId: vera.visitorId };
  const { personalData } = house.app.platform;
  await sayApart('member');
  const blocks = async () => (await inHouse((tx) => personalData.export(tx, person))).experts;
  expect(await blocks()).toMatchObject({ blocks: [] });
  await sayApart('visitor');
  expect(await blocks()).toMatchObject({ blocks: [{ memberId: ada.memberId }] });
  await inHouse((tx) => personalData.erase(tx, person));
  expect(await sides()).toEqual([]);
});
