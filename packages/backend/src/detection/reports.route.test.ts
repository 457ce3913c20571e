import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, type TestWorkspace } from '../../test/app.ts';
import { pageReports, somebodyOn } from './detection.fixture.ts';
import { deleteOffersBefore } from './offers/store.ts';
import { deleteStrugglesBefore } from './struggles/store.ts';

let test: TestApp;
let house: TestWorkspace;
let ana: Awaited<ReturnType<typeof somebodyOn>>;
let page: ReturnType<typeof pageReports>;

beforeAll(async () => {
  test = await buildTestApp();
  page = pageReports(test);
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  house = await test.workspace(`House ${test.app.platform.clock.newId()}`);
  ana = await somebodyOn(test, house);
});

const rowsOf = (table: 'struggle' | 'offer' | 'visit_ask', visitorId = ana.id) =>
  test.app.platform.db.asSystem(
    'test: rows',
    (tx) => tx<Record<string, unknown>[]>`select * from ${tx(table)} where visitor_id = ${visitorId} order by at`,
  );
const eventsOf = async (type: 'struggle.detected' | 'offer.answered') => {
  const rows = await test.app.platform.db.asSystem(
    'test: events',
    (tx) => tx<{ payload: Record<string, unknown> }[]>`
      select payload from outbox where type = ${type} and organisation_id = ${house.organisationId} order by id`,
  );
  return rows.map(({ payload }) => payload);
};
const received = (accepted: number, duplicates = 0, rejected: unknown[] = []) => ({
  status: 202,
  body: { accepted, duplicates, rejected },
});

describe('a batch', () => {
  it('takes signals, struggles and offers together, and judges each by itself', async () => {
    const answer = await ana.send({
      signals: [page.signal(), { nonsense: true }],
      struggles: [page.struggle({ score: 120 }), page.struggle()],
      offers: [page.offer(), page.offer({ fate: 'held-out', answer: 'accepted' }), 7],
    });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 3, duplicates: 0 } });
    const places = answer.body.rejected.map((one: { list?: string; index: number; error: { field: string } }) => [
      one.list,
      one.index,
      one.error.field,
    ]);
    expect(places).toEqual([
      [undefined, 1, expect.any(String)],
      ['struggles', 0, '/score'],
      ['offers', 1, '/answer'],
      ['offers', 2, ''],
    ]);
  });

  it('needs something in it, and a time at which it was sent', async () => {
    expect(await ana.send({})).toMatchObject({ status: 400, body: { field: '/signals' } });
    expect(await ana.send({ struggles: [], offers: [] })).toMatchObject({ status: 400, body: { field: '/signals' } });
    const leap = { sentAt: '2026-06-30T23:59:60Z', signals: [page.signal()] };
    expect(await ana.ask('POST', '/v1/signals', leap)).toMatchObject({ status: 400, body: { field: '/sentAt' } });
    const many = { struggles: Array.from({ length: 51 }, () => page.struggle()) };
    expect(await ana.send(many)).toMatchObject({ status: 400, body: { field: '/struggles' } });
  });

  it('without consent is refused, and leaves nothing', async () => {
    const bo = await somebodyOn(test, house, false);
    const answer = await bo.send({ struggles: [page.struggle()], offers: [page.offer()] });
    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:harmony:problem:consent/missing' } });
    expect([await rowsOf('struggle', bo.id), await rowsOf('offer', bo.id)]).toEqual([[], []]);
  });
});

describe('a struggle', () => {
  it('only grows, whatever comes in whichever order', async () => {
    const first = page.struggle({ startedAt: page.iso(90_000), at: page.iso(60_000), score: 50, agreedScore: 0 });
    const worst = {
      ...{ ...first, at: page.iso(30_000), score: 90, agreedScore: 90, fingerprints: [] },
      ...{ reasons: [{ code: 'click.error', params: {} }], target: { tag: 'a', selector: 'a#pay' } },
    };
    const last = { ...first, at: page.iso(), score: 65, agreedScore: 65 };
    expect(await ana.send({ struggles: [worst] })).toEqual(received(1));
    expect(await ana.send({ struggles: [first] })).toEqual(received(0, 1));
    expect(await ana.send({ struggles: [last, last] })).toEqual(received(1, 1));
    expect(await ana.send({ struggles: [worst, first, last] })).toEqual(received(0, 3));
    const [row, ...others] = await rowsOf('struggle');
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      ...{ score: 90, agreedScore: 90, reasons: worst.reasons, fingerprints: [], target: worst.target },
    });
    expect((row!.at as Date).getTime() - (row!.startedAt as Date).getTime()).toBeGreaterThanOrEqual(90_000 - 1_000);
  });

  it('is not made longer by being told again later', async () => {
    const struggle = page.struggle();
    const sent = { sentAt: page.iso(), signals: [], struggles: [struggle] };
    await ana.ask('POST', '/v1/signals', sent);
    const [before] = await rowsOf('struggle');
    // As if it had waited ten seconds on its way: the time is corrected by so much more.
    const late = { ...sent, sentAt: page.iso(10_000), struggles: [{ ...struggle, id: struggle.id.toUpperCase() }] };
    expect(await ana.ask('POST', '/v1/signals', late)).toEqual(received(0, 1));
    expect((await rowsOf('struggle'))[0]).toEqual(before);
  });

  it('is said to have begun once, when it reaches the site’s threshold', async () => {
    const admin = await house.signInAs('admin');
    await test.app.inject({
      ...{ method: 'PATCH', url: `/v1/sites/${house.siteId}`, headers: admin.headers },
      payload: { policy: { offers: { threshold: 80 } } },
    });
    const struggle = page.struggle({ score: 95, agreedScore: 79 });
    await ana.send({ struggles: [struggle] });
    expect(await eventsOf('struggle.detected')).toEqual([]);
    await ana.send({ struggles: [{ ...struggle, agreedScore: 80 }] });
    await ana.send({ struggles: [{ ...struggle, agreedScore: 95 }] });
    expect(await eventsOf('struggle.detected')).toEqual([
      {
        siteId: house.siteId,
        struggles: [{ struggleId: struggle.id, visitorId: ana.id, visitId: expect.any(String) as string }],
      },
    ]);
  });

  it('whose id stands for one on another page is rejected; another person’s ids are their own', async () => {
    const struggle = page.struggle();
    await ana.send({ struggles: [struggle] });
    const elsewhere = { ...struggle, page: '/home' };
    const error = { list: 'struggles', error: { field: '/id', reason: 'was given to another one' } };
    expect(await ana.send({ struggles: [elsewhere] })).toEqual(received(0, 0, [{ ...error, index: 0 }]));
    const both = { struggles: [page.struggle(), struggle, elsewhere] };
    expect(await ana.send(both)).toEqual(received(1, 1, [{ ...error, index: 2 }]));
    const bo = await somebodyOn(test, house);
    expect(await bo.send({ struggles: [elsewhere] })).toEqual(received(1));
  });

  it('is scrubbed again, and refused by field where it is no struggle', async () => {
    const mail = 'ana@example.com';
    await ana.send({
      struggles: [
        page.struggle({
          page: `/u/${mail}`,
          reasons: [{ code: mail, params: { field: mail, count: 2 } }],
          target: { tag: 'a', selector: `#${mail}`, label: mail },
        }),
      ],
    });
    const [row] = await rowsOf('struggle');
    expect(JSON.stringify(row)).not.toContain(mail);
    const params = { code: 'x', params: { long: 'x'.repeat(201) } };
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`p${at}`, at]));
    const { body } = await ana.send({
      struggles: [
        page.struggle({ startedAt: page.iso(25 * 3_600_000) }),
        page.struggle({ at: page.iso(-120_000) }),
        page.struggle({ startedAt: page.iso(), at: page.iso(1_000) }),
        page.struggle({ reasons: [params] }),
        page.struggle({ reasons: [{ code: 'x', params: many }] }),
        page.struggle({ reasons: [{ code: 'x', params: { a: '\ud800' } }] }),
        page.struggle({ target: { tag: 'b', selector: 'a'.repeat(301) } }),
        page.struggle({ at: '2026-06-30T23:59:60Z', startedAt: '2026-06-30T23:59:60Z' }),
      ],
    });
    expect(body.rejected.map(({ error }: { error: { field: string } }) => error.field)).toEqual([
      ...['/startedAt', '/at', '/startedAt', '/reasons/0/params/long', '/reasons/0/params', '/reasons/0/params/a'],
      ...['/target/selector', '/at'],
    ]);
  });
});

describe('an offer', () => {
  it('is answered once; what was left alone may still be accepted, and the article may help', async () => {
    const offer = page.offer({ struggleId: test.app.platform.clock.newId() });
    const say = async (answer?: string) => (await ana.send({ offers: [{ ...offer, answer }] })).body.accepted;
    const outcomes = [];
    for (const answer of [undefined, undefined, 'ignored', undefined, 'accepted', 'ignored', 'helped', 'dismissed']) {
      outcomes.push(await say(answer));
    }
    expect(outcomes).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
    expect(await rowsOf('offer')).toMatchObject([{ fate: 'shown', answer: 'helped', struggleId: offer.struggleId }]);
    const told = (await eventsOf('offer.answered')).map(({ offers }) => (offers as { answer: string }[])[0]!.answer);
    expect(told).toEqual(['ignored', 'accepted', 'helped']);
  });

  it('that was refused stays refused', async () => {
    const offer = page.offer({ ruleId: 'checkout' });
    await ana.send({ offers: [offer, { ...offer, answer: 'never' }] });
    for (const answer of ['accepted', 'helped', 'dismissed', 'ignored'] as const) {
      expect(await ana.send({ offers: [{ ...offer, answer }] })).toEqual(received(0, 1));
    }
    expect(await rowsOf('offer')).toMatchObject([{ answer: 'never', ruleId: 'checkout' }]);
  });

  it('whose id stands for another offer is rejected', async () => {
    const offer = page.offer();
    await ana.send({ offers: [offer] });
    for (const more of [{ page: '/home' }, { fate: 'shadow' }, { ruleId: 'a' }, { articleId: offer.id }]) {
      const { body } = await ana.send({ offers: [{ ...offer, ...more }] });
      expect(body).toMatchObject({ accepted: 0, rejected: [{ list: 'offers', index: 0, error: { field: '/id' } }] });
    }
    expect(await ana.send({ offers: [{ ...offer, ruleId: 'ana@example.com' }] })).toMatchObject({
      body: { rejected: [{ error: { field: '/ruleId' } }] },
    });
    expect(await ana.send({ offers: [{ ...offer, fate: 'seen' }] })).toMatchObject({
      body: { rejected: [{ error: { field: '/fate' } }] },
    });
  });
});

describe('what is kept of struggles and offers', () => {
  const askForHelp = async (who: typeof ana) => {
    const asked = { clientId: test.app.platform.clock.newId(), text: 'The page stays white' };
    expect((await who.ask('POST', '/v1/help-requests', asked)).status).toBeLessThan(300);
  };
  const settled = async () => {
    const { db, outbox } = test.app.platform;
    const rows = await db.asSystem('test', (tx) => tx<{ id: string }[]>`select id from outbox order by id`);
    await Promise.all(rows.map(({ id }) => outbox.delivered(id)));
  };

  it('is in the person’s export, and gone after they had everything erased', async () => {
    await ana.send({ struggles: [page.struggle()], offers: [page.offer({ answer: 'accepted' })] });
    await askForHelp(ana);
    await settled();
    const mine = await ana.ask('GET', '/v1/me/data');
    expect(mine.body.detection).toMatchObject({
      struggles: [{ page: '/invoices/:id', score: 72 }],
      offers: [{ fate: 'shown', answer: 'accepted' }],
      askedAt: [expect.any(String)],
    });
    expect((await ana.ask('DELETE', '/v1/me/data')).status).toBe(204);
    await settled();
    expect([await rowsOf('struggle'), await rowsOf('offer'), await rowsOf('visit_ask')]).toEqual([[], [], []]);
  });

  it('says nothing of the asking of somebody who did not agree', async () => {
    const bo = await somebodyOn(test, house, false);
    await askForHelp(bo);
    await settled();
    expect(await rowsOf('visit_ask', bo.id)).toEqual([]);
  });

  it('goes along when two visitors turn out to be one', async () => {
    const bo = await somebodyOn(test, house);
    const shared = { struggles: [page.struggle()], offers: [page.offer()] };
    await ana.send(shared);
    await bo.send({ struggles: [...shared.struggles, page.struggle()], offers: [...shared.offers, page.offer()] });
    await askForHelp(bo);
    await settled();
    const { db, outbox } = test.app.platform;
    const event = await db.withOrganisation(house.organisationId, (tx) =>
      outbox.emit(tx, 'visitor.merged', house.organisationId, { visitorId: ana.id, mergedId: bo.id }),
    );
    await outbox.delivered(event);
    expect([(await rowsOf('struggle')).length, (await rowsOf('offer')).length]).toEqual([2, 2]);
    expect(await rowsOf('visit_ask')).toHaveLength(1);
    expect([...(await rowsOf('struggle', bo.id)), ...(await rowsOf('offer', bo.id))]).toEqual([]);
  });

  it('is forgotten with time, a batch at a time', async () => {
    await ana.send({ struggles: [1, 2, 3].map(() => page.struggle()), offers: [1, 2, 3].map(() => page.offer()) });
    await askForHelp(ana);
    await settled();
    const { db, clock } = test.app.platform;
    const { organisationId } = house;
    const run = (forget: typeof deleteOffersBefore, before: number) =>
      db.withOrganisation(organisationId, (tx) => forget(tx, new Date(before), 2));
    const now = clock.now();
    expect([await run(deleteStrugglesBefore, now - 60_000), await run(deleteOffersBefore, now - 60_000)]).toEqual([
      0, 0,
    ]);
    for (const forget of [deleteStrugglesBefore, deleteOffersBefore]) {
      expect([await run(forget, now + 60_000), await run(forget, now + 60_000)]).toEqual([2, 1]);
    }
    expect(await rowsOf('visit_ask')).toEqual([]);
  });
});
