import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { matchNow, openHouse, type House, type Line } from './house.fixture.ts';

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

const ask = async (text: string, locale = 'en') =>
  (await house.ask(await house.visitor(locale), { text, language: locale })).id;
/** Who is asked about it now, if anybody. */
const askedFor = async (requestId: string): Promise<string[]> =>
  (
    await house.app.platform.db.withOrganisation(
      house.organisationId,
      (tx) => tx<{ name: string }[]>`
        select m.name from assignment a join member m on m.id = a.member_id
        where a.request_id = ${requestId} and a.state = 'offered'`,
    )
  ).map(({ name }) => name);
const moveBack = (requestId: string, ms: number) =>
  house.app.platform.db.withOrganisation(
    house.organisationId,
    (tx) => tx`
      update help_request set queued_at = queued_at - make_interval(secs => ${ms / 1000}) where id = ${requestId}`,
  );
/** Takes what is put before them. */
const accept = async (line: Line, requestId: string) => {
  const { assignmentId } = await line.next('assignment', ({ request }) => request.id === requestId);
  await line.send({ frame: 'assignment.accept', ref: requestId, assignmentId });
};

describe('whoever becomes free while several wait', () => {
  test.each([
    ['gets what they know of those who came within three minutes', 60_000, 1],
    ['gets the first of them when the others came later than that', 4 * 60_000, 0],
  ])('%s', async (_, apartMs, wins) => {
    const ada = await house.expert('Ada', { statements: ['PostgreSQL: slow queries, deadlocks'] });
    const waiting = [await ask('The invoice shows a wrong tax rate'), await ask('PostgreSQL: a deadlock')];
    await moveBack(waiting[0]!, apartMs);
    await house.onDuty(ada);
    await vi.waitFor(async () => expect(await askedFor(waiting[wins]!)).toEqual(['Ada']));
    expect(await askedFor(waiting[1 - wins]!)).toEqual([]);
  });
});

describe('a language', () => {
  test('that somebody on duty speaks is waited for while they are busy: half a minute, then English will do, and is said', async () => {
    const [sol, eve] = [
      await house.expert('Sol', { languages: ['es'], capacity: 1 }),
      await house.expert('Eve', { languages: ['en'] }),
    ];
    const line = await house.onDuty(sol);
    const first = await ask('La factura no se guarda', 'es');
    await accept(line, first);
    await house.onDuty(eve);
    const visitor = await house.visitor('es');
    const { id } = await house.ask(visitor, { text: 'No puedo entrar', language: 'es' });
    await matchNow(house);
    expect(await askedFor(id)).toEqual([]);
    await moveBack(id, 30_000);
    await matchNow(house);
    expect(await askedFor(id)).toEqual(['Eve']);
    const { body } = await house.call<object>(visitor, 'GET', `/v1/help-requests/${id}`);
    expect(body).toMatchObject({ asking: { name: 'Eve', language: 'en' } });
  });

  test('that nobody on duty speaks is not waited for', async () => {
    await house.expert('Sol', { languages: ['es'] });
    await house.onDuty(await house.expert('Eve', { languages: ['en'] }));
    const id = await ask('No puedo entrar', 'es');
    await vi.waitFor(async () => expect(await askedFor(id)).toEqual(['Eve']));
  });

  test('that those who speak it have declined this one in is not waited for', async () => {
    const line = await house.onDuty(await house.expert('Sol', { languages: ['es'] }));
    await house.onDuty(await house.expert('Eve', { languages: ['en'] }));
    const id = await ask('No puedo entrar', 'es');
    const { assignmentId } = await line.next('assignment');
    await line.send({ frame: 'assignment.decline', ref: 'no', assignmentId });
    await vi.waitFor(async () => expect(await askedFor(id)).toEqual(['Eve']));
  });
});

test('whoever waits where nobody is on duty is told so, and as soon as somebody is', async () => {
  const ada = await house.expert('Ada');
  const visitor = await house.visitor();
  const line = await house.connect(visitor);
  const { id, isNobodyOnDuty } = await house.ask(visitor, { text: 'The invoice shows a wrong tax rate' });
  expect(isNobodyOnDuty).toBe(true);
  await house.onDuty(ada);
  const told = await line.next('request', ({ requestId, reachable }) => requestId === id && reachable > 0);
  expect(told).not.toHaveProperty('isNobodyOnDuty');
});
