import type { QueueItem } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../../matching/house.fixture.ts';
import { bookingIn } from '../../appointments/booking.fixture.ts';
import { expireGone } from '../create.ts';
import { goneAfterMs } from '../help-request.ts';

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

describe('an answer within a day', () => {
  test('waits without its person, in the queue by when it is due, and is pressed for an hour before', async () => {
    const expert = await house.expert('Ada');
    const line = await house.onDuty(expert);
    const visitor = await house.visitor();
    const request = await house.ask(visitor, { mode: 'async', text: 'No hurry' });
    expect(Date.parse(request.dueAt!) - Date.parse(request.createdAt)).toBe(24 * 60 * 60_000);
    await on.match();
    expect(line.frames.some(({ frame }) => frame === 'assignment')).toBe(false);
    await on.asSystem((tx) => expireGone(house.app.platform, tx, goneAfterMs));
    const { items } = (await house.call<{ items: QueueItem[] }>(expert, 'GET', '/v1/queue')).body;
    expect(items).toMatchObject([{ requestId: request.id, mode: 'async', dueAt: request.dueAt }]);
    house.clock.advance(23 * 60 * 60_000 + 1_000);
    await on.asSystem((tx) => expireGone(house.app.platform, tx, goneAfterMs));
    await line.send({ frame: 'availability', ref: 'off', switch: false });
    await line.send({ frame: 'availability', ref: 'again', switch: true });
    const again = await house.onDuty(expert);
    await on.match();
    expect((await again.next('assignment')).request).toMatchObject({ id: request.id, mode: 'async' });
  });

  test('is asked for once: again, in better words, it takes the place of the first', async () => {
    const visitor = await house.visitor();
    const first = await house.ask(visitor, { mode: 'async', text: 'It' });
    await house.ask(visitor, { mode: 'async', text: 'It is slow' });
    expect((await on.look(visitor, first)).state).toBe('cancelled');
  });
});
