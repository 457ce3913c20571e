import type { ProfilePreview } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../../matching/house.fixture.ts';
import type { MemberCaller } from '../../platform/caller.ts';

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

/** A lead in the house may read everything; as an expert less. */
const asExpert = (caller: MemberCaller): MemberCaller => ({ ...caller, role: 'expert' });
const preview = (caller: MemberCaller, statements: string[], languages: object[] = []) =>
  house.call<ProfilePreview>(caller, 'POST', '/v1/experts/me/preview', { statements, languages });
const terms = () =>
  database.db.withOrganisation(
    house.organisationId,
    (tx) => tx`select term, texts from term_count where texts > 0 order by term`,
  );

test('The nearest requests come first, with the statement that they are near to; nothing is kept of the draft', async () => {
  const ada = await house.expert('Ada', { statements: ['Printers'] });
  await house.ask(await house.visitor(), { text: 'The kubernetes cluster restarts my pods' });
  await house.ask(await house.visitor(), { text: 'Invoices are printed twice' });
  const before = await terms();
  const { status, body } = await preview(ada, ['Gardening', 'Kubernetes: pods that restart']);
  expect(status).toBe(200);
  expect(body).toMatchObject({ looked: 2, spoken: 2, near: 1 });
  expect(body.items).toMatchObject([{ text: 'The kubernetes cluster restarts my pods', statement: 1 }]);
  expect(body.items[0]!.similarity).toBeGreaterThan(0.2);
  expect(await terms()).toEqual(before);
  expect((await preview(ada, [])).body).toMatchObject({ near: 0, items: [] });
});

test('Only languages that are spoken count', async () => {
  const ada = await house.expert('Ada');
  await house.ask(await house.visitor('de'), { text: 'Die Datenbank ist langsam', language: 'de-AT' });
  expect((await preview(ada, ['Datenbank'])).body).toMatchObject({ looked: 1, spoken: 0, near: 0 });
  expect((await preview(ada, ['Datenbank'], [{ tag: 'de', level: 1 }])).body).toMatchObject({ spoken: 1, near: 1 });
});

test('Words that an expert may not read are counted, and not shown', async () => {
  const [ada, grace] = [await house.expert('Ada'), await house.expert('Grace')];
  const line = await house.onDuty(grace);
  const request = await house.ask(await house.visitor(), { text: 'The printer prints nothing' });
  expect((await preview(asExpert(ada), ['printer'])).body.items).toHaveLength(1);
  const { assignmentId } = await line.next('assignment', (frame) => frame.request.id === request.id);
  await line.send({ frame: 'assignment.accept', ref: 'a', assignmentId });
  expect((await preview(asExpert(ada), ['printer'])).body).toMatchObject({ near: 1, items: [] });
  expect((await preview(asExpert(grace), ['printer'])).body.items).toHaveLength(1);
  expect((await preview(ada, ['printer'])).body.items).toHaveLength(1);
});
