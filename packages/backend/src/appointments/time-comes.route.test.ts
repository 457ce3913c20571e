import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../matching/house.fixture.ts';
import { beginSlots, expireGone } from '../requests/create.ts';
import { goneAfterMs } from '../requests/help-request.ts';
import { slotGraceMs, slotNearMs } from '../requests/later/later.ts';
import { bookingIn } from './booking.fixture.ts';

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

describe('when the time comes', () => {
  test('it joins the queue five minutes before, and the booked expert alone is asked, until the slot begins', async () => {
    const ada = await on.bookable('Ada', ['Slow databases']);
    const grace = await house.onDuty(await on.bookable('Grace', ['Slow databases too']));
    const visitor = await house.visitor();
    const [slotAt] = await on.slots();
    const { body } = await on.attempt(visitor, slotAt!, { prefer: ada.memberId });
    house.clock.advance(slotAt! - slotNearMs - 60_000 - house.clock.now());
    await on.asSystem((tx) => beginSlots(house.app.platform, tx));
    expect((await on.look(visitor, body)).state).toBe('scheduled');
    await on.comeNear(slotAt!);
    expect((await on.look(visitor, body)).state).toBe('queued');
    await grace.send({ frame: 'availability', ref: 'on', switch: true });
    await on.match();
    expect(grace.frames.some(({ frame }) => frame === 'assignment')).toBe(false);
    const line = await house.onDuty(ada);
    const { expiresAt, reasons } = await line.next('assignment');
    expect(reasons[0]).toEqual({ code: 'booked', params: {} });
    expect(Date.parse(expiresAt)).toBe(slotAt!);
  });

  test('others are asked once the booked expert does not take it, or does not come', async () => {
    const ada = await on.bookable('Ada', ['Slow databases']);
    const grace = await on.bookable('Grace', ['Slow databases too']);
    const visitor = await house.visitor();
    const [slotAt] = await on.slots();
    await on.attempt(visitor, slotAt!, { prefer: ada.memberId });
    await on.comeNear(slotAt!);
    const line = await house.onDuty(grace);
    await on.match();
    house.clock.advance(slotNearMs + slotGraceMs);
    await line.send({ frame: 'availability', ref: 'again', switch: true });
    // A pass that her coming set off may hold the request: then this one leaves it to that one.
    await vi.waitFor(async () => {
      await on.match();
      expect(line.frames.map(({ frame }) => frame)).toContain('assignment');
    });
    expect((await line.next('assignment')).reasons.map(({ code }) => code)).not.toContain('booked');
  });

  test('nobody need be in the page before, and some minutes after nobody is waited for any more', async () => {
    await on.bookable('Ada');
    const visitor = await house.visitor();
    const [slotAt] = await on.slots();
    const { body } = await on.attempt(visitor, slotAt!);
    await on.comeNear(slotAt!);
    const state = async () => {
      await on.asSystem((tx) => expireGone(house.app.platform, tx, goneAfterMs));
      const [row] = await on.asSystem(
        (tx) => tx<{ state: string }[]>`select state from help_request where id = ${body.id}`,
      );
      return row!.state;
    };
    expect(await state()).toBe('queued');
    house.clock.advance(slotNearMs + slotGraceMs - 5_000);
    expect(await state()).toBe('queued');
    house.clock.advance(6_000);
    expect(await state()).toBe('expired');
  });
});
