import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../matching/house.fixture.ts';
import type { VisitorCaller } from '../platform/caller.ts';
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

describe('the file for a calendar', () => {
  const file = async (visitor: VisitorCaller, id: string) => {
    const answer = await house.app.inject({
      ...{ method: 'GET', url: `${route}/${id}/appointment.ics`, headers: { authorization: visitor.visitorId } },
    });
    // Long lines go on in the next one, after a space.
    return { ...answer, lines: answer.body.replaceAll('\r\n ', '').split('\r\n') };
  };

  test('keeps its mark and counts changes, and says when it is cancelled', async () => {
    const ada = await on.bookable('Ada', ['Slow databases']);
    await on.bookable('Grace');
    const visitor = await house.visitor();
    const [slotAt] = await on.slots();
    const { body } = await on.attempt(visitor, slotAt!);
    const stamp = iso(slotAt!).replaceAll(/[-:]|\.000/g, '');
    const first = await file(visitor, body.id);
    expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(first.lines).toEqual(
      expect.arrayContaining([
        ...[
          'METHOD:PUBLISH',
          `UID:${body.id}`,
          'SEQUENCE:0',
          `DTSTART:${stamp}`,
          'STATUS:CONFIRMED',
          'SUMMARY:Help: Ada',
        ],
      ]),
    );
    await on.decline(ada, (await on.own(ada))[0]!.id);
    expect((await file(visitor, body.id)).lines).toEqual(
      expect.arrayContaining([`UID:${body.id}`, 'SEQUENCE:2', 'SUMMARY:Help: Grace']),
    );
    await house.call(visitor, 'DELETE', `${route}/${body.id}`);
    expect((await file(visitor, body.id)).lines).toEqual(
      expect.arrayContaining([`UID:${body.id}`, 'STATUS:CANCELLED']),
    );
  });

  test('is not there for anybody else, nor without an appointment', async () => {
    await on.bookable('Ada');
    const visitor = await house.visitor();
    const [slotAt] = await on.slots();
    const { body } = await on.attempt(visitor, slotAt!);
    const other = await house.visitor();
    const request = await house.ask(other, {});
    for (const id of [body.id, request.id, 'nonsense']) expect((await file(other, id)).statusCode).toBe(404);
  });
});
