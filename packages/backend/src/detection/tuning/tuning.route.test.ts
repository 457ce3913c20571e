import type { OfferReport, SiteTuning, StruggleReport } from '@harmony-live/protocol';
import { shadowMs } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, fakeClock, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { seedDemo } from '../../demo/seed.ts';
import { pageReports, somebodyOn } from '../detection.fixture.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const clock = fakeClock();
let test: TestApp;
let house: TestWorkspace;
let admin: Somebody;
let page: ReturnType<typeof pageReports>;

beforeAll(async () => {
  test = await buildTestApp({ clock });
  page = pageReports(test);
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  house = await test.workspace(`House ${clock.newId()}`);
  admin = await house.signInAs('admin');
});

const get = (query = '', who = admin, id = house.siteId) =>
  test.app.inject({ url: `/v1/sites/${id}/tuning${query}`, headers: who.headers });
const tuning = async (query?: string): Promise<SiteTuning> => (await get(query)).json();
const policy = (offers: object) =>
  test.app.inject({
    ...{ method: 'PATCH', url: `/v1/sites/${house.siteId}`, headers: admin.headers },
    payload: { policy: { offers } },
  });
const struggle = (
  who: Awaited<ReturnType<typeof somebodyOn>>,
  agreedScore: number,
  more: Partial<StruggleReport> = {},
) => who.send({ struggles: [page.struggle({ score: agreedScore, agreedScore, ...more })] });
const offer = (who: Awaited<ReturnType<typeof somebodyOn>>, more: Partial<OfferReport> = {}) =>
  who.send({ offers: [page.offer(more)] });

describe('what thresholds would have brought', () => {
  it('is counted within a person’s caps, with people and places', async () => {
    const [ana, bo] = [await somebodyOn(test, house), await somebodyOn(test, house)];
    await struggle(ana, 50);
    clock.advance(minuteMs);
    // The same visit: no second offer at 45, the first at 60 and 75.
    await struggle(ana, 80, { page: '/checkout' });
    await struggle(bo, 95, { page: '/checkout' });
    await struggle(bo, 20);
    const { thresholds, visits } = await tuning();
    expect(visits).toBe(2);
    const checkout = (offers: number) => ({ page: '/checkout', offers });
    expect(thresholds).toEqual([
      { threshold: 45, offers: 2, people: 2, pages: [checkout(1), { page: '/invoices/:id', offers: 1 }] },
      { threshold: 60, offers: 2, people: 2, pages: [checkout(2)] },
      { threshold: 75, offers: 2, people: 2, pages: [checkout(2)] },
      { threshold: 90, offers: 1, people: 1, pages: [checkout(1)] },
    ]);
  });

  it('has the site’s own threshold among them', async () => {
    await policy({ threshold: 70 });
    await struggle(await somebodyOn(test, house), 72);
    expect((await tuning()).thresholds.map(({ threshold, offers }) => [threshold, offers])).toEqual([
      ...[
        [45, 1],
        [60, 1],
        [70, 1],
        [75, 0],
        [90, 0],
      ],
    ]);
  });

  it('is of the last days, seven unless asked otherwise', async () => {
    await struggle(await somebodyOn(test, house), 90);
    clock.advance(8 * dayMs);
    admin = await house.signInAs('admin');
    const week = await tuning();
    expect([week.visits, week.thresholds[0]!.offers]).toEqual([0, 0]);
    expect(Date.parse(week.to) - Date.parse(week.from)).toBe(7 * dayMs);
    const month = await tuning('?days=30');
    expect([month.visits, month.thresholds[0]!.offers]).toEqual([1, 1]);
  });

  it('reads on where one statement ends', async () => {
    const ana = await somebodyOn(test, house);
    await struggle(ana, 90);
    await test.app.platform.db.asSystem(
      'test: many struggles',
      (tx) => tx`
        insert into struggle (id, organisation_id, site_id, visit_id, visitor_id, started_at, at, told_ms, received_at, page, score,
          agreed_score, reasons, fingerprints)
        select gen_random_uuid(), organisation_id, site_id, gen_random_uuid(), visitor_id, started_at, at, 0, received_at, '/', 90, 90,
          '[]', '{}'
        from struggle, generate_series(1, 11000) where visitor_id = ${ana.id}`,
    );
    // Eleven thousand visits of one person: two offers, however many there were.
    expect(await tuning()).toMatchObject({
      visits: 11_001,
      thresholds: expect.arrayContaining([expect.objectContaining({ threshold: 60, offers: 2, people: 1 })]) as unknown,
    });
  });
});

describe('what became of offers', () => {
  it('is one answer for each that was shown', async () => {
    const ana = await somebodyOn(test, house);
    for (const answer of ['accepted', 'helped', 'dismissed', 'never', 'ignored', undefined] as const) {
      await offer(ana, answer === undefined ? {} : { answer });
    }
    await offer(ana, { fate: 'held-out' });
    await offer(ana, { fate: 'shadow' });
    await offer(ana, { fate: 'shadow' });
    expect((await tuning()).answers).toEqual({
      ...{ shown: 6, heldOut: 1, shadow: 2, accepted: 1, helpedByArticle: 1, dismissed: 1, never: 1, ignored: 2 },
    });
  });

  it('is compared with those held out: who asked for help, and who was calm for a day', async () => {
    const people = [];
    for (let n = 0; n < 6; n += 1) people.push(await somebodyOn(test, house));
    const [ana, bo, cy, dee, eve, fay] = people as [(typeof people)[0], ...typeof people];
    const ask = (who: typeof ana) => who!.ask('POST', '/v1/help-requests', { clientId: clock.newId(), text: 'Stuck' });
    await ask(fay!); // before any offer
    clock.advance(minuteMs);
    for (const who of [ana, bo, cy]) await offer(who!);
    for (const who of [dee, eve, fay]) await offer(who!, { fate: 'held-out' });
    await struggle(ana, 90, { startedAt: page.iso() }); // the one at hand
    clock.advance(2 * minuteMs);
    for (const who of [ana, bo, dee]) await ask(who!);
    await struggle(bo!, 90, { startedAt: page.iso() });
    await struggle(cy!, 90, { startedAt: page.iso(), page: '/elsewhere' });
    await struggle(dee!, 40, { startedAt: page.iso() });
    await struggle(eve!, 60, { startedAt: page.iso() });
    await settled();

    const fresh = await tuning();
    const third = {
      difference: expect.closeTo(1 / 3, 5) as number,
      low: expect.any(Number) as number,
      high: expect.any(Number) as number,
    };
    expect(fresh.lift).toEqual([
      { outcome: 'asked', offered: { of: 3, count: 2 }, heldOut: { of: 3, count: 1 }, ...third },
      // Nobody's day has passed.
      ...[
        {
          outcome: 'calmed',
          offered: { of: 0, count: 0 },
          heldOut: { of: 0, count: 0 },
          difference: null,
          low: null,
          high: null,
        },
      ],
    ]);
    expect(fresh.lift[0]!.low).toBeLessThan(0);
    clock.advance(dayMs);
    admin = await house.signInAs('admin');
    // Ana's and Cy's do not count against them, nor does Dee's of 40.
    expect((await tuning()).lift[1]).toMatchObject({
      ...{ outcome: 'calmed', offered: { of: 3, count: 2 }, heldOut: { of: 3, count: 2 }, difference: 0 },
    });
  });
});

describe('what offers change', () => {
  it('is counted once a visit and twice a week of a person, in both groups', async () => {
    const [ana, bo] = [await somebodyOn(test, house), await somebodyOn(test, house)];
    const counted = async () => {
      const { offered, heldOut } = (await tuning()).lift[0]!;
      return [offered.of, heldOut.of];
    };
    for (let n = 0; n < 3; n += 1) {
      await offer(ana, { fate: 'held-out' });
      await offer(bo);
      clock.advance(minuteMs);
    }
    expect(await counted()).toEqual([1, 1]);
    // The same people on three visits more.
    const { db } = test.app.platform;
    await db.asSystem(
      'test: visits',
      (tx) => tx`
      insert into offer (id, organisation_id, site_id, visit_id, visitor_id, at, received_at, page, fate)
      select gen_random_uuid(), organisation_id, site_id, gen_random_uuid(), visitor_id, at + n * interval '1 second', received_at, page, fate
      from (select distinct on (visit_id) * from offer where site_id = ${house.siteId} order by visit_id, at) one
      cross join generate_series(1, 3) as n`,
    );
    expect(await counted()).toEqual([2, 2]);
  });
});

/** Every event so far has been heard. */
const settled = async () => {
  const { db, outbox } = test.app.platform;
  const rows = await db.asSystem('test', (tx) => tx<{ id: string }[]>`select id from outbox order by id desc limit 50`);
  await Promise.all(rows.map(({ id }) => outbox.delivered(id)));
};

describe('whether the site looks on', () => {
  it('is said, and until when', async () => {
    expect(await tuning()).toMatchObject({ isShadow: true, shadowUntil: null });
    await test.app.inject({ url: `/v1/config?site=${house.siteKey}`, headers: { origin: 'http://localhost:5000' } });
    const until = new Date(clock.now() + shadowMs).toISOString();
    expect(await tuning()).toMatchObject({ isShadow: true, shadowUntil: until });
    await policy({ mode: 'on' });
    expect(await tuning()).toMatchObject({ isShadow: false, shadowUntil: null });
    await policy({ mode: 'shadow' });
    expect(await tuning()).toMatchObject({ isShadow: true, shadowUntil: null });
    await policy({ mode: 'auto' });
    clock.advance(shadowMs);
    admin = await house.signInAs('admin');
    expect(await tuning()).toMatchObject({ isShadow: false, shadowUntil: null });
  });
});

describe('tuning', () => {
  it('is for owners, admins and auditors of this organisation', async () => {
    for (const role of ['owner', 'admin', 'auditor'] as const) {
      expect((await get('', await house.signInAs(role))).statusCode, role).toBe(200);
    }
    for (const role of ['coordinator', 'expert'] as const) {
      expect((await get('', await house.signInAs(role))).statusCode, role).toBe(403);
    }
    const foreigner = await (await test.workspace('Elsewhere')).signInAs('owner');
    expect((await get('?days=0', foreigner)).json()).toMatchObject({ type: 'urn:harmony:problem:site/not-found' });
    expect((await get('', admin, 'nothing')).statusCode).toBe(404);
    for (const days of ['0', '31', 'x', '1.5']) {
      expect((await get(`?days=${days}`)).json(), days).toMatchObject({ status: 400, field: '/days' });
    }
  });

  it('of the demo knows no caps', async () => {
    await seedDemo(test.app.platform);
    const { db } = test.app.platform;
    const [demo] = await db.asSystem(
      'test',
      (tx) => tx<{ id: string; organisationId: string }[]>`select id, organisation_id from site where key = 'pk_demo'`,
    );
    const headers = { origin: 'http://localhost:5000' };
    const visit = await test.app.inject({
      ...{ method: 'POST', url: '/v1/visits', headers },
      payload: { site: 'pk_demo', consent: { state: 'on', how: 'widget' } },
    });
    await test.app.inject({
      ...{ method: 'POST', url: '/v1/signals', headers: { ...headers, authorization: `Bearer ${visit.json().token}` } },
      payload: { sentAt: page.iso(), signals: [], struggles: [page.struggle(), page.struggle(), page.struggle()] },
    });
    const login = await test.app.inject({
      ...{ method: 'POST', url: '/v1/login', headers: { origin: test.app.platform.config.publicUrl } },
      payload: { email: 'admin@demo.test', password: 'harmony-demo' },
    });
    const [{ name, value }] = login.cookies as [{ name: string; value: string }];
    const who = { ...admin, headers: { cookie: `${name}=${value}` } };
    expect((await get('', who, demo!.id)).json<SiteTuning>().thresholds[1]).toMatchObject({ offers: 3, people: 1 });
  });
});
