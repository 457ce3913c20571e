import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { openHouse, type House, type Line } from '../house.fixture.ts';
import { replayDecisions } from '../replay/index.ts';
import { defaultWeights } from '../weights.ts';

let database: TestDatabase;
let house: House;
let chance: number;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  chance = 0;
  house.clock.random = () => chance;
}, 60_000);
afterEach(() => house.close());

/** Ada knows databases; Bob says nothing, and has been idle for longer. */
const team = async (): Promise<{ ada: Line; bob: Line }> => {
  const bob = await house.onDuty(await house.expert('Bob'));
  const ada = await house.onDuty(await house.expert('Ada', { statements: ['Databases'] }));
  await database.db.withOrganisation(
    house.organisationId,
    (tx) => tx`
      update expert set idle_since = idle_since - interval '1 hour'
      where member_id = (select id from member where organisation_id = ${house.organisationId} and name = 'Bob')`,
  );
  return { ada, bob };
};
const compare = (share: number) =>
  database.db.withOrganisation(
    house.organisationId,
    (tx) => tx`
      insert into site_routing (site_id, organisation_id, baseline_share)
      values (${house.siteId}, ${house.organisationId}, ${share})`,
  );
const arms = async (requestId: string): Promise<(string | null)[]> => {
  const rows = await database.db.withOrganisation(
    house.organisationId,
    (tx) => tx<{ arm: string | null }[]>`select arm from ranking where request_id = ${requestId} order by at, id`,
  );
  return rows.map(({ arm }) => arm);
};
const ask = async () => house.ask(await house.visitor(), { text: 'A problem with the database' });

describe('a comparison of the ranking', () => {
  test('is not running by itself: the best is asked', async () => {
    const { ada } = await team();
    const { id } = await ask();
    expect((await ada.next('assignment')).request.id).toBe(id);
    expect(await arms(id)).toEqual([null]);
  });

  test('sends its share to the longest idle, says so, and stays by it', async () => {
    const { ada, bob } = await team();
    await compare(0.1);
    chance = 0.09;
    const { id } = await ask();
    const first = await bob.next('assignment');
    expect(first.request.id).toBe(id);
    expect(first.reasons[0]).toMatchObject({ code: 'idle' });
    expect(first.terms.find(({ name }) => name === 'meaning')?.value).toBe(0);
    // Chance would send it by its score now.
    chance = 0.5;
    await bob.send({ frame: 'assignment.decline', ref: 'd', assignmentId: first.assignmentId });
    await ada.next('assignment');
    expect(await arms(id)).toEqual(['baseline', 'baseline']);
    // Their scores decided nothing, so nothing is learned from them about weights.
    expect(await replayDecisions(database.db, house.organisationId, defaultWeights)).toMatchObject({ decisions: 0 });
  });

  test('sends the rest by score, and is known of both', async () => {
    const { ada } = await team();
    await compare(0.1);
    chance = 0.1;
    const { id } = await ask();
    const asked = await ada.next('assignment');
    expect(asked.request.id).toBe(id);
    expect(asked.reasons[0]).toMatchObject({ code: 'statement' });
    expect(await arms(id)).toEqual(['score']);
  });
});
