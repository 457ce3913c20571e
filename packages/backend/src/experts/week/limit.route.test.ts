import type { OwnExpert } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../../matching/house.fixture.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import { followHours } from '../hours/follow.ts';
import { announceChanges, announceUnseen, endQuietTimes } from '../presence.ts';
import { deleteStretchesBefore, stretchesOf } from '../standing/store.ts';
import { markSeen } from '../store.ts';
import { keepWeekLimits } from './limit.ts';
import { hourMs, weekAt } from './week.ts';

let database: TestDatabase;
let house: House;
let ada: MemberCaller;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  ada = await house.expert('Ada');
  // Monday at nine, so that no test depends on the day on which it runs.
  const { until } = weekAt({ timeZone: 'UTC' }, house.clock.now());
  house.clock.advance(until + 9 * hourMs - house.clock.now());
}, 60_000);
afterEach(() => house.close());

const inHouse = <T>(work: Parameters<typeof database.db.withOrganisation<T>>[1]) =>
  database.db.withOrganisation(house.organisationId, work);
const me = async () => (await house.call<OwnExpert>(ada, 'GET', '/v1/experts/me')).body;
const save = async (change: object) => {
  const { version } = await me();
  const profile = { statements: [], languages: [], capacity: 1, version };
  return house.call<OwnExpert & { field?: string }>(ada, 'PUT', '/v1/experts/me', { ...profile, ...change });
};
/** What the server does every ten seconds, with the expert still there. */
const look = async () => {
  await inHouse((tx) => markSeen(tx, [ada.memberId], house.clock.now()));
  await database.db.asSystem('test', async (tx) => {
    await endQuietTimes(house.app.platform, tx);
    await followHours(house.app.platform, tx);
    await keepWeekLimits(house.app.platform, tx);
    await announceChanges(house.app.platform, tx);
  });
};
const later = async (hours: number) => {
  house.clock.advance(hours * hourMs);
  await look();
};
const hoursSoFar = async () => (await me()).weekMs / hourMs;
const daily = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '17:00' }];

describe('the hours of a week', () => {
  test('are those on duty, without breaks and without the time in which nobody was there', async () => {
    const line = await house.onDuty(ada);
    await later(2);
    expect(await hoursSoFar()).toBeCloseTo(2, 2);
    const quietUntil = new Date(house.clock.now() + hourMs).toISOString();
    await line.send({ frame: 'availability', ref: 'b', switch: true, quietUntil });
    await later(1);
    expect(await hoursSoFar()).toBeCloseTo(2, 2);
    await later(1);
    expect(await hoursSoFar()).toBeCloseTo(3, 2);
    // Gone, and found to be so.
    house.clock.advance(46_000);
    await database.db.asSystem('test', (tx) => announceChanges(house.app.platform, tx));
    house.clock.advance(5 * hourMs);
    expect(await hoursSoFar()).toBeCloseTo(3.01, 1);
  });

  test('go on while nobody more can be taken, and begin anew on Monday', async () => {
    await save({ timeZone: 'UTC' });
    await house.onDuty(ada);
    const { id } = await house.ask(await house.visitor(), { text: 'Is anybody there?' });
    await house.call(ada, 'POST', `/v1/queue/${id}/take`);
    await look();
    expect((await me()).state).toBe('full');
    house.clock.advance(0.1 * hourMs);
    expect(await hoursSoFar()).toBeCloseTo(0.1, 2);
    house.clock.advance(7 * 24 * hourMs - 9.1 * hourMs);
    expect(await hoursSoFar()).toBeCloseTo(0, 2);
  });

  test('end with the last sign of life where no server ran', async () => {
    await house.onDuty(ada);
    await later(1);
    house.clock.advance(12 * hourMs);
    await database.db.asSystem('test', (tx) => announceUnseen(house.app.platform, tx));
    expect(await hoursSoFar()).toBeCloseTo(1.0125, 3);
    const now = house.clock.now();
    const history = await inHouse((tx) => stretchesOf(tx, ada.memberId, 0, now));
    expect(history.map(({ standing }) => standing)).toEqual(['offline', 'available', 'away']);
    expect(history[1]!.endedAt).toBe(history[2]!.beganAt);
    await database.db.asSystem('test', (tx) => deleteStretchesBefore(tx, now));
    expect(await inHouse((tx) => stretchesOf(tx, ada.memberId, 0, now))).toHaveLength(1);
  });
});

describe('most hours a week', () => {
  test.each([0, 81, 1.5, '20'])('%s are refused by name', async (mostHoursAWeek) => {
    expect(await save({ mostHoursAWeek })).toMatchObject({ status: 400, body: { field: '/mostHoursAWeek' } });
  });

  test('stay as they are for callers who do not know them, and go with null', async () => {
    expect((await me()).mostHoursAWeek).toBeNull();
    expect((await save({ mostHoursAWeek: 20 })).body.mostHoursAWeek).toBe(20);
    expect((await save({ capacity: 2 })).body.mostHoursAWeek).toBe(20);
    expect((await save({ mostHoursAWeek: null })).body.mostHoursAWeek).toBeNull();
  });

  test('switch off whoever reached them, and say why; switched on again, it goes on for the day', async () => {
    await save({ mostHoursAWeek: 2, timeZone: 'UTC' });
    const line = await house.onDuty(ada);
    await later(1.9);
    expect((await me()).switch).toBe(true);
    await later(0.2);
    expect(await me()).toMatchObject({ switch: false, state: 'offline' });
    expect(await line.next('availability', ({ because }) => because === 'most-hours')).toMatchObject({ switch: false });

    await line.send({ frame: 'availability', ref: 'on', switch: true });
    await later(10);
    expect(await me()).toMatchObject({ switch: true, state: 'available' });
    await later(4);
    expect((await me()).switch).toBe(false);
    house.clock.advance(6 * 24 * hourMs);
    await line.send({ frame: 'availability', ref: 'on', switch: true });
    await later(1);
    expect((await me()).switch).toBe(true);
  });

  test('keep hours from bringing somebody on until the next week', async () => {
    await save({ mostHoursAWeek: 10, timeZone: 'UTC', hours: daily });
    await look();
    expect((await me()).switch).toBe(true);
    await later(8);
    expect((await me()).switch).toBe(false);
    await later(16);
    expect((await me()).switch).toBe(true);
    await later(2);
    const { hoursChangeAt, switch: isOn } = await me();
    const monday = new Date(weekAt({ timeZone: 'UTC' }, house.clock.now()).until + 9 * hourMs).toISOString();
    expect({ isOn, hoursChangeAt }).toEqual({ isOn: false, hoursChangeAt: monday });
    await later(22);
    expect((await me()).switch).toBe(false);
    await later(5 * 24);
    expect((await me()).switch).toBe(true);
  });

  test('overridden for a day do not hold the next morning', async () => {
    await save({ mostHoursAWeek: 2, timeZone: 'UTC', hours: daily });
    const line = await house.connect(ada);
    await look();
    await later(2);
    await line.send({ frame: 'availability', ref: 'on', switch: true });
    await later(6);
    expect((await me()).switch).toBe(false);
    await later(8);
    await later(8);
    expect((await me()).switch).toBe(false);
  });

  test('that are raised bring nobody on at once, but with the hours that begin next', async () => {
    await save({ mostHoursAWeek: 2, timeZone: 'UTC', hours: daily });
    await look();
    await later(2);
    expect((await save({ mostHoursAWeek: 30 })).body.switch).toBe(false);
    await later(22);
    expect((await me()).switch).toBe(true);
  });
});

test('How somebody stood goes with them', async () => {
  await house.onDuty(ada);
  await later(1);
  const id = await inHouse((tx) =>
    house.app.platform.outbox.emit(tx, 'member.removed', house.organisationId, { memberId: ada.memberId }),
  );
  await house.app.platform.outbox.delivered(id);
  expect(await inHouse((tx) => stretchesOf(tx, ada.memberId, 0, house.clock.now()))).toEqual([]);
});
