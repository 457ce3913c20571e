import type { Ranking } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { addEvidence } from '../experts/index.ts';
import { openHouse, type House } from './house.fixture.ts';
import { replayDecisions } from './replay/index.ts';
import { defaultWeights } from './weights.ts';

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

const dayMs = 86_400_000;
const solve = (memberId: string, text: string, ageDays: number) =>
  database.db.withOrganisation(house.organisationId, async (tx) => {
    const [expert] = await tx<{ id: string }[]>`select id from expert where member_id = ${memberId}`;
    return addEvidence(house.app.platform, tx, expert!.id, [
      { text, solvedAt: house.clock.now() - ageDays * dayMs, isAccepted: true },
    ]);
  });
const rank = async (who: Parameters<House['call']>[0], body: object): Promise<Ranking['experts']> =>
  (await house.call<Ranking>(who, 'POST', '/v1/experts/rank', { ignoreAvailability: true, ...body })).body.experts;

test('what somebody solved decides, and is named to members with its words', async () => {
  const [ada, grace] = [await house.expert('Ada'), await house.expert('Grace')];
  await solve(grace.memberId, 'Deadlock in PostgreSQL while saving', 3);
  const first = (await rank(ada, { text: 'PostgreSQL deadlock' }))[0]!;
  expect(first).toMatchObject({ name: 'Grace' });
  const solved = { code: 'solved', params: { problem: 'Deadlock in PostgreSQL while saving' } };
  expect(first.reasons[0]).toMatchObject(solved);
});

test('a ranking as of then knows nothing of what was solved later', async () => {
  const [ada, grace] = [await house.expert('Ada', { statements: ['Databases'] }), await house.expert('Grace')];
  await solve(grace.memberId, 'Deadlock in the database while saving', 3);
  const at = (ageDays: number) => new Date(house.clock.now() - ageDays * dayMs).toISOString();
  const text = 'A deadlock in the database';
  expect((await rank(ada, { text, at: at(2) }))[0]).toMatchObject({ name: 'Grace' });
  expect((await rank(ada, { text, at: at(4) }))[0]).toMatchObject({ name: 'Ada' });
});

test('only who is available is ranked unless asked otherwise', async () => {
  const [ada, grace] = [await house.expert('Ada'), await house.expert('Grace')];
  await house.onDuty(grace);
  const names = async (body: object) => (await rank(ada, { text: 'Anything', ...body })).map(({ name }) => name);
  expect(await names({ ignoreAvailability: false })).toEqual(['Grace']);
  expect((await names({})).toSorted()).toEqual(['Ada', 'Grace']);
});

test('who takes no calls is not ranked for one, and still asked where nobody else is there', async () => {
  const [ada, grace] = [await house.expert('Ada'), await house.expert('Grace')];
  const { version } = (await house.call<{ version: number }>(ada, 'GET', '/v1/experts/me')).body;
  const profile = { statements: [], languages: [], capacity: 3, callCapacity: { voice: 0 }, version };
  expect((await house.call(ada, 'PUT', '/v1/experts/me', profile)).status).toBe(200);
  const names = async (media: string[]) => (await rank(grace, { text: 'Anything', media })).map(({ name }) => name);
  expect(await names(['text', 'voice'])).toEqual(['Grace']);
  expect((await names(['text', 'screen'])).toSorted()).toEqual(['Ada', 'Grace']);
  expect((await names(['text'])).toSorted()).toEqual(['Ada', 'Grace']);

  const line = await house.onDuty(ada);
  const { id } = await house.ask(await house.visitor(), { text: 'Anything', media: ['voice'] });
  expect((await line.next('assignment')).request.id).toBe(id);
});

test('whoever declined lately comes after an equal, and a replay with the same weights asks the same', async () => {
  const [ada, grace] = [await house.expert('Ada'), await house.expert('Grace')];
  const first = await house.onDuty(ada);
  const second = await house.onDuty(grace);
  const visitor = await house.visitor();
  const request = await house.ask(visitor, { text: 'Anything' });
  const { assignmentId } = await first.next('assignment');
  await first.send({ frame: 'assignment.decline', ref: 'no', assignmentId });
  await second.next('assignment', (frame) => frame.request.id === request.id);
  expect((await rank(ada, { text: 'Anything' }))[0]).toMatchObject({ name: 'Grace' });

  const replay = (weights: object) =>
    replayDecisions(database.db, house.organisationId, { ...defaultWeights, ...weights });
  expect(await replay({})).toMatchObject({ decisions: 2, same: { decisions: 2, refused: 1 }, other: { decisions: 0 } });
});

test('a stored ranking names other people’s problems by their id alone', async () => {
  const ada = await house.expert('Ada');
  await solve(ada.memberId, 'Deadlock in PostgreSQL while saving', 3);
  const line = await house.onDuty(ada);
  await house.ask(await house.visitor(), { text: 'PostgreSQL deadlock' });
  const { reasons } = await line.next('assignment');
  expect(reasons[0]).toMatchObject({
    code: 'solved',
    params: { problem: expect.stringContaining('Deadlock') as string },
  });
  const [stored] = await database.db.withOrganisation(
    house.organisationId,
    (tx) =>
      tx<{ all: string }[]>`select (candidates::text || (select reasons::text from assignment)) as all from ranking`,
  );
  expect(stored!.all).toContain('evidenceId');
  expect(stored!.all).not.toContain('Deadlock');
});
