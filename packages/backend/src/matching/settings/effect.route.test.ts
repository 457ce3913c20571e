import { randomUUID } from 'node:crypto';
import type { Ranking, SiteReplay } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { addEvidence } from '../../experts/index.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import { openHouse, type House, type Line } from '../house.fixture.ts';
import { replayDecisions } from '../replay/index.ts';
import { replaySite } from '../replay/site.ts';
import { defaultWeights } from '../weights.ts';

let database: TestDatabase;
let house: House;
/** Says what the problem is about, and has solved nothing. */
let ada: MemberCaller;
/** Says nothing of it, and has solved much lately. */
let grace: MemberCaller;
let lines: { ada: Line; grace: Line };

const text = 'A deadlock in PostgreSQL';
/** Only activity counts. */
const active = { meaning: 0, activity: 1, newcomer: 0 };
const dayMs = 86_400_000;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  ada = await house.expert('Ada', { statements: [text] });
  grace = await house.expert('Grace', { statements: ['Printing margins'] });
  await database.db.withOrganisation(house.organisationId, async (tx) => {
    const [expert] = await tx<{ id: string }[]>`select id from expert where member_id = ${grace.memberId}`;
    const solvedAt = house.clock.now() - dayMs;
    const solved = ['Margins are cut off', 'Two pages on one', 'Colours are pale'];
    const evidence = solved.map((problem) => ({ text: problem, solvedAt, isAccepted: true }));
    return addEvidence(house.app.platform, tx, expert!.id, evidence);
  });
  lines = { ada: await house.onDuty(ada), grace: await house.onDuty(grace) };
}, 60_000);
afterEach(() => house.close());

const change = (weights: object) => house.call(ada, 'PATCH', `/v1/sites/${house.siteId}/routing`, { weights });
const replay = async (weights: object): Promise<SiteReplay> =>
  (await house.call<SiteReplay>(ada, 'POST', `/v1/sites/${house.siteId}/routing/replay`, { weights })).body;
const first = async (body: object): Promise<Ranking['experts'][number]> =>
  (await house.call<Ranking>(ada, 'POST', '/v1/experts/rank', { text, ...body })).body.experts[0]!;

/** Somebody asks, is put before this expert, and gives up. */
const askAndLeave = async (who: keyof typeof lines): Promise<void> => {
  const visitor = await house.visitor();
  const { id } = await house.ask(visitor, { text });
  await lines[who].next('assignment', ({ request }) => request.id === id);
  expect((await house.call(visitor, 'DELETE', `/v1/help-requests/${id}`)).status).toBe(200);
};

test('a request goes to another expert once the weights of its site are others', async () => {
  await askAndLeave('ada');
  expect((await change(active)).status).toBe(200);
  await askAndLeave('grace');
  const [stored] = await database.db.withOrganisation(
    house.organisationId,
    (tx) => tx<{ weights: object }[]>`select weights from ranking order by at desc, id desc limit 1`,
  );
  expect(stored!.weights).toEqual({ ...defaultWeights, ...active });
});

test('the test of the ranking goes by the weights of the site it is told, and tries others over them', async () => {
  await change(active);
  const site = house.siteId;
  expect(await first({})).toMatchObject({ name: 'Ada' });
  expect(await first({ site })).toMatchObject({ name: 'Grace' });
  expect(await first({ site, weights: { meaning: null, activity: 0 } })).toMatchObject({ name: 'Ada' });
  expect(await first({ weights: active })).toMatchObject({ name: 'Grace' });
  const { score, terms } = await first({ site });
  expect(terms.find(({ name }) => name === 'activity')).toMatchObject({ weight: 1 });
  expect(terms.reduce((sum, { value, weight }) => sum + value * weight, 0)).toBeCloseTo(score, 3);
});

test('past decisions are looked at with the weights that hold and with those that are tried, of one site alone', async () => {
  await askAndLeave('ada');
  const other = randomUUID();
  await database.db.asSystem(
    'test',
    (tx) => tx`
      insert into site (id, organisation_id, name, key, secret, created_at)
      values (${other}, ${house.organisationId}, 'Other', ${`pk_${other}`}, 'secret', now())`,
  );
  const request = await house.ask({ ...(await house.visitor()), siteId: other }, { text });
  await lines.ada.next('assignment', (frame) => frame.request.id === request.id);

  const { looked, isCut, since, held, tried } = await replay(active);
  expect({ looked, isCut }).toEqual({ looked: 1, isCut: false });
  expect(Math.abs(Date.parse(since!) - house.clock.now())).toBeLessThan(60_000);
  expect([held.same.decisions, held.other.decisions]).toEqual([1, 0]);
  expect([tried.same.decisions, tried.other.decisions]).toEqual([0, 1]);

  const { db } = database;
  const weights = { ...defaultWeights, ...active };
  expect(await replayDecisions(db, house.organisationId, weights)).toMatchObject({ decisions: 2 });
  expect(await replayDecisions(db, house.organisationId, weights, { siteId: other })).toMatchObject({ decisions: 1 });
});

test('the newest decisions are looked at, so many as are wanted, and it is said that there are others', async () => {
  await askAndLeave('ada');
  await change(active);
  await askAndLeave('grace');
  const look = (most: number) => replaySite(database.db, house.organisationId, house.siteId, {}, most);
  expect(await look(1)).toMatchObject({ looked: 1, isCut: true, held: { same: { decisions: 1 } } });
  expect(await look(2)).toMatchObject({
    looked: 2,
    isCut: false,
    held: { same: { decisions: 1 }, other: { decisions: 1 } },
  });
});
