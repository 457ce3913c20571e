import type { OwnExpert } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../matching/house.fixture.ts';
import { availabilityOf } from './availability.ts';
import { announceChanges } from './presence.ts';
import { standingOf } from './standing/standing.ts';
import { changedExperts, countAvailable, findExpert } from './store.ts';

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

const inHouse = <T>(work: Parameters<typeof database.db.withOrganisation<T>>[1]) =>
  database.db.withOrganisation(house.organisationId, work);
const counts = () =>
  inHouse(
    (tx) => tx<{ term: string; texts: number }[]>`select term, texts from term_count where texts > 0 order by term`,
  );
const profile = { statements: ['Slow databases', 'Forms'], languages: [{ tag: 'en', level: 3 }], capacity: 2 };

describe('a profile', () => {
  test('is replaced as a whole, at the version that was read', async () => {
    const ada = await house.expert('Ada', { statements: ['Printers'] });
    const { version } = (await house.call<OwnExpert>(ada, 'GET', '/v1/experts/me')).body;
    const saved = await house.call(ada, 'PUT', '/v1/experts/me', { ...profile, version });
    expect(saved).toMatchObject({
      status: 200,
      body: { ...profile, version: version + 1, switch: false, state: 'offline' },
    });
    const stale = await house.call(ada, 'PUT', '/v1/experts/me', { ...profile, version });
    expect(stale).toMatchObject({
      status: 409,
      body: { type: 'urn:harmony:problem:version/stale', field: '/version' },
    });
  });

  test('teaches the embeddings what is common, and takes back what is no longer said', async () => {
    const ada = await house.expert('Ada', { statements: ['Slow databases', 'Slow pages'] });
    expect(await counts()).toContainEqual({ term: 'slow', texts: 2 });
    await house.call(ada, 'PUT', '/v1/experts/me', { ...profile, statements: ['Forms'], version: 1 });
    expect((await counts()).map(({ term }) => term)).toEqual(['', 'form', '~form']);
  });

  test('is seen by leads with name, address and state', async () => {
    const ada = await house.expert('Ada', { statements: ['Printers'] });
    await house.onDuty(ada);
    const { items, next } = (await house.call(ada, 'GET', '/v1/experts')).body;
    expect(items).toMatchObject([
      { name: 'Ada', email: `${ada.memberId}@example.com`, statements: ['Printers'], state: 'available' },
    ]);
    expect(next).toBeNull();
  });
});

describe('availability', () => {
  test('says the same in SQL and in the rule', async () => {
    const ada = await house.expert('Ada', { capacity: 1 });
    const now = house.clock.now();
    const sometimes = [null, new Date(now), new Date(now + 1)];
    const hours = [
      [null, null],
      [new Date(now - 2), new Date(now)],
      [new Date(now), new Date(now + 1)],
      [new Date(now + 1), new Date(now + 2)],
    ] as const;
    for (const isOn of [true, false]) {
      for (const [dutyFrom, dutyUntil] of hours) {
        for (const quietUntil of sometimes) {
          for (const seenAt of [null, new Date(now - 45_000), new Date(now - 44_999)]) {
            await inHouse(
              (tx) => tx`
              update expert set is_on = ${isOn}, quiet_until = ${quietUntil}, seen_at = ${seenAt},
                duty_from = ${dutyFrom}, duty_until = ${dutyUntil}
              where member_id = ${ada.memberId}`,
            );
            const [expert, count] = await inHouse(
              async (tx) => [await findExpert(tx, ada.memberId, now), await countAvailable(tx, now)] as const,
            );
            expect(count).toBe(availabilityOf(expert!, now) === 'available' ? 1 : 0);
            const isChanged = standingOf(expert!, now) !== expert!.standing;
            expect(await inHouse((tx) => changedExperts(tx, now))).toHaveLength(isChanged ? 1 : 0);
          }
        }
      }
    }
  });

  test('does not end with the last console of whoever has a device that is told by push', async () => {
    const ada = await house.expert('Ada');
    (await house.onDuty(ada)).hangUp();
    await inHouse(async (tx) => {
      const { organisationId, accountId, memberId } = ada;
      const hash = Buffer.from(memberId);
      await tx`
        insert into session (hash, organisation_id, account_id, member_id, created_at, last_at, expires_at)
        values (${hash}, ${organisationId}, ${accountId}, ${memberId}, now(), now(), now() + interval '30 days')`;
      await tx`
        insert into push_subscription (id, session_hash, organisation_id, member_id, endpoint, p256dh, auth, created_at)
        values (${memberId}, ${hash}, ${organisationId}, ${memberId}, ${`https://web.push.apple.com/${memberId}`}, '', '', now())`;
    });
    house.clock.advance(46_000);
    const state = async () => {
      await database.db.asSystem('test', (tx) => announceChanges(house.app.platform, tx));
      const now = house.clock.now();
      const [expert, count] = await inHouse(
        async (tx) => [await findExpert(tx, ada.memberId, now), await countAvailable(tx, now)] as const,
      );
      return [availabilityOf(expert!, now), count, expert!.standing];
    };
    expect(await state()).toEqual(['available', 1, 'available']);
    await inHouse((tx) => tx`delete from session where member_id = ${ada.memberId}`);
    expect(await state()).toEqual(['away', 0, 'away']);
  });

  test('ends 45 seconds after the last sign of life, and is said once', async () => {
    const ada = await house.expert('Ada');
    const line = await house.onDuty(ada);
    line.hangUp();
    house.clock.advance(40_000);
    await database.db.asSystem('test', (tx) => announceChanges(house.app.platform, tx));
    house.clock.advance(6_000);
    for (let n = 0; n < 2; n += 1) await database.db.asSystem('test', (tx) => announceChanges(house.app.platform, tx));
    const said = await inHouse(
      (tx) => tx<{ type: string }[]>`select type from outbox where type like 'expert.%' order by at, id`,
    );
    expect(said.map(({ type }) => type)).toEqual(['expert.available', 'expert.unavailable']);
    expect((await house.call(ada, 'GET', '/v1/experts/me')).body).toMatchObject({ switch: true, state: 'away' });
  });

  test('is shown in every tab of the expert, with the time they want to be left alone', async () => {
    const ada = await house.expert('Ada');
    const [one, two] = [await house.onDuty(ada), await house.connect(ada)];
    const until = new Date(house.clock.now() + 60_000).toISOString();
    const ok = await one.send({ frame: 'availability', ref: 'q', switch: true, quietUntil: until });
    expect(ok).toMatchObject({ frame: 'ok', switch: true, state: 'quiet' });
    expect(await two.next('availability', ({ state }) => state === 'quiet')).toMatchObject({ quietUntil: until });
    const slip = new Date(house.clock.now() + 48 * 3_600_000).toISOString();
    expect(await one.send({ frame: 'availability', ref: 'far', switch: true, quietUntil: slip })).toMatchObject({
      type: 'urn:harmony:problem:body/invalid',
      field: '/quietUntil',
    });
  });
});
