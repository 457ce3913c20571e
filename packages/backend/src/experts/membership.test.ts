import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../matching/house.fixture.ts';
import { findExpert } from './store.ts';

let database: TestDatabase;
let house: House;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
});
afterEach(() => house.close());

const inHouse = <T>(work: Parameters<typeof database.db.withOrganisation<T>>[1]) =>
  database.db.withOrganisation(house.organisationId, work);
const say = async (type: 'member.removed' | 'member.role-changed' | 'member.joined', payload: object) => {
  const id = await inHouse((tx) => house.app.platform.outbox.emit(tx, type, house.organisationId, payload as never));
  await house.app.platform.outbox.delivered(id);
};
const terms = () => inHouse((tx) => tx`select term from term_count where texts > 0`);
const expertOf = ({ memberId }: { memberId: string }) => inHouse((tx) => findExpert(tx, memberId, house.clock.now()));

test('Who is taken out is asked nothing more, and what they said about themselves is gone', async () => {
  const ada = await house.expert('Ada', { statements: ['Slow databases'] });
  const line = await house.onDuty(ada);
  await house.ask(await house.visitor(), { text: 'My database is slow' });
  const { assignmentId } = await line.next('assignment');
  await say('member.removed', { memberId: ada.memberId });
  expect(await line.next('assignment.ended')).toMatchObject({ assignmentId, state: 'withdrawn' });
  expect(await expertOf(ada)).toBeUndefined();
  expect(await terms()).toEqual([]);
  const said = await inHouse(
    (tx) => tx<{ type: string }[]>`select type from outbox where type like 'expert.%' order by id`,
  );
  expect(said.map(({ type }) => type)).toEqual(['expert.available', 'expert.unavailable']);
});

test('Who may only read from now on is no expert, and is one again in another role', async () => {
  const ada = await house.expert('Ada', { statements: ['Slow databases'] });
  await say('member.role-changed', { memberId: ada.memberId, role: 'coordinator' });
  expect(await expertOf(ada)).toMatchObject({ version: 1 });
  await say('member.role-changed', { memberId: ada.memberId, role: 'auditor' });
  expect(await expertOf(ada)).toBeUndefined();
  await say('member.role-changed', { memberId: ada.memberId, role: 'expert' });
  expect(await expertOf(ada)).toMatchObject({ version: 0, isOn: false });
});
