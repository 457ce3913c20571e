import type { SlotList } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../matching/house.fixture.ts';
import { bookingIn, iso, route } from './booking.fixture.ts';

let database: TestDatabase;
let house: House;
let on: ReturnType<typeof bookingIn>;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  on = bookingIn(house);
}, 60_000);
afterEach(() => house.close());

describe('the times', () => {
  test('are those of everybody’s hours, or of one expert’s, without what is booked', async () => {
    expect(await on.slots()).toEqual([]);
    const [ada, grace] = [await on.bookable('Ada'), await on.bookable('Grace')];
    const [first, second] = await on.slots();
    const { body } = await on.attempt(await house.visitor(), first!, { prefer: ada.memberId });
    expect(body.appointment?.expertName).toBe('Ada');
    expect((await on.slots())[0]).toBe(first);
    expect((await on.slots(ada.memberId))[0]).toBe(second);
    expect((await on.slots(grace.memberId))[0]).toBe(first);
  });
});

describe('booking', () => {
  test('takes who fits best among those who are free then', async () => {
    await on.bookable('Grace', ['Browsers, forms and styles']);
    await on.bookable('Ada', ['Slow databases']);
    const [slotAt] = await on.slots();
    const visitor = await house.visitor();
    const { status, body } = await on.attempt(visitor, slotAt!);
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        ...{ state: 'scheduled', position: 0 },
        appointment: { at: iso(slotAt!), endsAt: iso(slotAt! + 30 * 60_000), expertName: 'Ada' },
      },
    });
    const other = await on.attempt(await house.visitor(), slotAt!);
    expect(other.body.appointment?.expertName).toBe('Grace');
    expect(await on.attempt(await house.visitor(), slotAt!)).toMatchObject({
      ...{ status: 409, body: { type: 'urn:harmony:problem:slot/taken', field: '/slotAt' } },
    });
  });

  test('whom somebody asked for books nobody else', async () => {
    const [ada] = [await on.bookable('Ada'), await on.bookable('Grace')];
    const [slotAt] = await on.slots();
    await on.attempt(await house.visitor(), slotAt!, { prefer: ada.memberId });
    expect((await on.attempt(await house.visitor(), slotAt!, { prefer: ada.memberId })).status).toBe(409);
  });

  test('by two at once gives the slot to one of them', async () => {
    await on.bookable('Ada');
    const [slotAt] = await on.slots();
    const visitors = await Promise.all([1, 2, 3, 4].map(() => house.visitor()));
    const answers = await Promise.all(visitors.map((visitor) => on.attempt(visitor, slotAt!)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    // Who was refused has asked for nothing.
    const [row] = await on.asSystem(
      (tx) => tx<{ count: number }[]>`
        select count(*)::integer from help_request where organisation_id = ${house.organisationId}`,
    );
    expect(row!.count).toBe(1);
  });

  test('the same again is the same appointment, and another time moves it', async () => {
    const ada = await on.bookable('Ada');
    const visitor = await house.visitor();
    const [first, second] = await on.slots();
    const clientId = crypto.randomUUID();
    const one = await on.attempt(visitor, first!, { clientId });
    expect((await on.attempt(visitor, first!, { clientId })).body.id).toBe(one.body.id);
    const other = await on.attempt(visitor, second!);
    expect(other.status).toBe(201);
    expect((await on.look(visitor, one.body)).state).toBe('cancelled');
    expect((await on.own(ada)).map(({ at }) => at)).toEqual([iso(second!)]);
  });

  test('never brings two together who do not want to meet', async () => {
    const ada = await on.bookable('Ada');
    const visitor = await house.visitor();
    await on.inHouse(
      (tx) => tx`
        insert into block (id, organisation_id, visitor_id, member_id, said_by, said_at)
        values (${crypto.randomUUID()}, ${house.organisationId}, ${visitor.visitorId}, ${ada.memberId}, 'member', now())`,
    );
    const [slotAt] = await on.slots();
    expect((await on.attempt(visitor, slotAt!)).status).toBe(409);
    expect((await on.attempt(await house.visitor(), slotAt!)).status).toBe(201);
  });

  test('leaves one who waits for somebody now without their place: they have chosen another time', async () => {
    await on.bookable('Ada');
    const visitor = await house.visitor();
    const waiting = await house.ask(visitor, {});
    const [slotAt] = await on.slots();
    await on.attempt(visitor, slotAt!);
    expect((await on.look(visitor, waiting)).state).toBe('cancelled');
  });

  test('and taking it back frees the slot', async () => {
    const ada = await on.bookable('Ada');
    const line = await house.connect(ada);
    const visitor = await house.visitor();
    const [slotAt] = await on.slots();
    const { body } = await on.attempt(visitor, slotAt!);
    await line.next('appointments');
    expect(await on.own(ada)).toMatchObject([{ requestId: body.id, text: 'My database is slow', visitorName: 'Vera' }]);
    expect((await house.call(visitor, 'DELETE', `${route}/${body.id}`)).body.state).toBe('cancelled');
    expect(await on.own(ada)).toEqual([]);
    expect((await on.slots())[0]).toBe(slotAt);
  });
});

describe('an expert who cannot come', () => {
  test('gives it to the next who is free then, and is not asked again', async () => {
    const ada = await on.bookable('Ada', ['Slow databases']);
    await on.bookable('Grace');
    const visitor = await house.visitor();
    const page = await house.connect(visitor);
    const [slotAt] = await on.slots();
    const { body } = await on.attempt(visitor, slotAt!);
    const [appointment] = await on.own(ada);
    expect((await on.decline(ada, appointment!.id, 'At the dentist’s')).statusCode).toBe(204);
    expect(await page.next('request', (frame) => frame.appointment?.expertName === 'Grace')).toMatchObject({
      ...{ requestId: body.id, state: 'scheduled' },
    });
    expect((await on.decline(ada, appointment!.id)).statusCode).toBe(404);
    expect(await on.own(ada)).toEqual([]);
  });

  test('where nobody else is free, the person is told, and whoever is there then is asked', async () => {
    const ada = await on.bookable('Ada');
    const visitor = await house.visitor();
    const [slotAt] = await on.slots();
    const { body } = await on.attempt(visitor, slotAt!);
    await on.decline(ada, (await on.own(ada))[0]!.id);
    expect(await on.look(visitor, body)).toMatchObject({ state: 'scheduled', appointment: { expertName: null } });
    await on.comeNear(slotAt!);
    const linus = await house.onDuty(await house.expert('Linus'));
    expect((await linus.next('assignment')).request.id).toBe(body.id);
  });

  test('nor does who was removed', async () => {
    const ada = await on.bookable('Ada');
    const visitor = await house.visitor();
    const [slotAt] = await on.slots();
    const { body } = await on.attempt(visitor, slotAt!);
    const { outbox } = house.app.platform;
    const event = await on.inHouse((tx) =>
      outbox.emit(tx, 'member.removed', house.organisationId, { memberId: ada.memberId } as never),
    );
    await outbox.delivered(event);
    expect((await on.look(visitor, body)).appointment?.expertName).toBeNull();
  });

  test('another expert’s appointment is not there', async () => {
    const [ada, grace] = [await on.bookable('Ada', ['Slow databases']), await on.bookable('Grace')];
    const [slotAt] = await on.slots();
    await on.attempt(await house.visitor(), slotAt!);
    expect(await on.own(grace)).toEqual([]);
    expect((await on.decline(grace, (await on.own(ada))[0]!.id)).statusCode).toBe(404);
    expect((await on.decline(grace, 'nonsense')).statusCode).toBe(404);
  });
});

test('The site’s key lists the times', async () => {
  await on.bookable('Ada');
  const { access } = house.app.platform;
  access.useSiteResolver(async () => ({
    ...{ kind: 'site', organisationId: house.organisationId, siteId: house.siteId },
  }));
  const answer = await house.app.inject({ method: 'GET', url: '/v1/slots?site=pk_test' });
  expect(answer.statusCode).toBe(200);
  expect(answer.json<SlotList>()).toEqual({ lengthMs: 30 * 60_000, items: (await on.slots()).map(iso) });
});
