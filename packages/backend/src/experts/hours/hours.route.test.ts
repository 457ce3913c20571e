import type { OwnExpert, SiteConfig, WeeklyHours } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../../matching/house.fixture.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import { countAvailable } from '../store.ts';
import { followHours } from './follow.ts';
import { nextDutyAt } from './store.ts';

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
}, 60_000);
afterEach(() => house.close());

const minuteMs = 60_000;
const inMinutes = (minutes: number) => new Date(house.clock.now() + minutes * minuteMs);
const me = async () => (await house.call<OwnExpert>(ada, 'GET', '/v1/experts/me')).body;
const look = () => database.db.asSystem('test', (tx) => followHours(house.app.platform, tx));
const next = () => database.db.withOrganisation(house.organisationId, (tx) => nextDutyAt(tx, house.clock.now()));
const available = () =>
  database.db.withOrganisation(house.organisationId, (tx) => countAvailable(tx, house.clock.now()));
const save = async (change: object) => {
  const { version } = await me();
  const profile = { statements: [], languages: [], capacity: 3, version };
  return house.call<OwnExpert>(ada, 'PUT', '/v1/experts/me', { ...profile, ...change });
};

/** Every day, from and to so many minutes from now by UTC; minutes are whole, as on a clock. */
const daily = (from: number, to: number): WeeklyHours => {
  const clock = (minutes: number) => inMinutes(minutes).toISOString().slice(11, 16);
  return { days: [1, 2, 3, 4, 5, 6, 7], from: clock(from), to: clock(to) };
};
const setHours = (from: number, to: number) => save({ timeZone: 'UTC', hours: [daily(from, to)] });

describe('hours', () => {
  test('are kept with the profile; callers who do not know them leave them as they are', async () => {
    const hours = [{ days: [1, 2], from: '22:00', to: '06:00' }];
    const exceptions = [{ date: '2026-12-24', hours: [] }];
    const { body } = await save({ timeZone: 'Europe/Berlin', hours, exceptions });
    expect(body).toMatchObject({ timeZone: 'Europe/Berlin', hours, exceptions });
    expect(Date.parse(body.hoursChangeAt!)).toBeGreaterThan(house.clock.now());
    expect((await save({ capacity: 2 })).body).toMatchObject({
      capacity: 2,
      timeZone: 'Europe/Berlin',
      hours,
      exceptions,
    });
    const { items } = (await house.call<{ items: object[] }>(ada, 'GET', '/v1/experts')).body;
    expect(items).toMatchObject([{ timeZone: 'Europe/Berlin', hours, exceptions }]);
    expect((await save({ timeZone: null, hours: [], exceptions: [] })).body).toMatchObject({
      ...{ timeZone: null, hours: [], exceptions: [], hoursChangeAt: null },
    });
  });

  test.each([
    ['no zone', { hours: [{ days: [1], from: '09:00', to: '10:00' }] }, '/timeZone'],
    ['a zone that does not exist', { timeZone: 'Mars/Base' }, '/timeZone'],
    [
      'a time that no clock shows',
      { timeZone: 'UTC', hours: [{ days: [1], from: '25:00', to: '10:00' }] },
      '/hours/0/from',
    ],
    ['a date that no calendar has', { exceptions: [{ date: '2026-02-30', hours: [] }] }, '/exceptions/0/date'],
  ])('with %s are refused by name', async (_, change, field) => {
    expect(await save(change)).toMatchObject({
      status: 400,
      body: { type: 'urn:harmony:problem:body/invalid', field },
    });
  });

  test('move the switch when they begin and end, tell every tab, and drain the queue', async () => {
    const line = await house.connect(ada);
    await setHours(10, 60);
    expect(await me()).toMatchObject({ switch: false, state: 'offline' });
    const waiting = await house.ask(await house.visitor(), { text: 'The database is slow' });
    house.clock.advance(11 * minuteMs);
    const tab = await house.connect(ada);
    // Before anybody looks: SQL and the profile know already.
    expect([await available(), (await me()).state]).toEqual([1, 'available']);
    await look();
    expect(await tab.next('availability', ({ because }) => because === 'hours')).toMatchObject({ switch: true });
    await line.next('assignment', ({ request }) => request.id === waiting.id);
    house.clock.advance(50 * minuteMs);
    await house.connect(ada);
    expect([await available(), (await me()).state]).toEqual([0, 'offline']);
    await look();
    expect(await tab.next('availability', ({ switch: isOn }) => !isOn)).toMatchObject({ because: 'hours' });
    expect(Date.parse((await me()).hoursChangeAt!) - house.clock.now()).toBeGreaterThan(20 * 60 * minuteMs);
  });

  test('wait for whoever moved the switch by hand, until their next change', async () => {
    const line = await house.connect(ada);
    const put = (isOn: boolean) =>
      line.send({ frame: 'availability', ref: `${isOn} ${house.clock.now()}`, switch: isOn });
    await setHours(-60, 60);
    expect(await me()).toMatchObject({ switch: true });
    await put(false);
    await look();
    expect(await me()).toMatchObject({ switch: false });
    await put(true);
    house.clock.advance(61 * minuteMs);
    await look();
    expect(await me()).toMatchObject({ switch: false });
    await put(true);
    await look();
    expect(await me()).toMatchObject({ switch: true });
  });

  test('bring nobody back whom three unanswered requests switched off', async () => {
    const line = await house.connect(ada);
    await setHours(-60, 60);
    const { outbox } = house.app.platform;
    const { memberId, organisationId } = ada;
    for (let n = 0; n < 3; n += 1) {
      const ended = { assignmentId: house.clock.newId(), requestId: house.clock.newId(), memberId, state: 'timed-out' };
      const id = await database.db.withOrganisation(organisationId, (tx) =>
        outbox.emit(tx, 'assignment.ended', organisationId, ended as never),
      );
      await outbox.delivered(id);
    }
    expect(await line.next('availability', ({ because }) => because === 'three-time-outs')).toMatchObject({
      switch: false,
    });
    house.clock.advance(24 * 60 * minuteMs);
    await look();
    expect(await me()).toMatchObject({ switch: false, hoursChangeAt: null });
    await line.send({ frame: 'availability', ref: 'back', switch: true });
    expect((await me()).hoursChangeAt).not.toBeNull();
  });
});

describe('when somebody is next on duty', () => {
  test('is when hours begin or a break ends, whichever is first; nothing is promised for who is just away', async () => {
    expect(await next()).toBeNull();
    await setHours(30, 90);
    const begin = Date.parse((await me()).hoursChangeAt!);
    expect(await next()).toBe(begin);
    house.clock.advance(31 * minuteMs);
    expect(await next()).toBeNull();
    const grace = await house.expert('Grace');
    const line = await house.onDuty(grace);
    const quietUntil = inMinutes(15).toISOString();
    await line.send({ frame: 'availability', ref: 'break', switch: true, quietUntil });
    expect(await next()).toBe(Date.parse(quietUntil));
  });

  test('is told to the pages of the site while nobody is there', async () => {
    await setHours(30, 90);
    const [site] = await database.db.asSystem(
      'test',
      (tx) => tx<{ key: string }[]>`
        update site set origins = '{https://app.example.com}' where id = ${house.siteId} returning key`,
    );
    const config = async () =>
      (
        await house.app.inject({
          url: `/v1/config?site=${site!.key}`,
          headers: { origin: 'https://app.example.com' },
        })
      ).json<SiteConfig>();
    expect(await config()).toMatchObject({ reachable: 'later', nextDutyAt: (await me()).hoursChangeAt });
  });
});
