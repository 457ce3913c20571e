import type { StruggleInsights, StruggleReport } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buildTestApp,
  fakeClock,
  pageOrigin,
  type Somebody,
  type TestApp,
  type TestWorkspace,
} from '../../../test/app.ts';
import { createSite } from '../../identity/commands.ts';
import { pageReports, somebodyOn } from '../detection.fixture.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const clock = fakeClock(Date.parse('2026-03-02T09:00:00Z'));
let test: TestApp;
let house: TestWorkspace;
let lead: Somebody;
let page: ReturnType<typeof pageReports>;

beforeAll(async () => {
  test = await buildTestApp({ clock });
  page = pageReports(test);
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  house = await test.workspace(`House ${clock.newId()}`);
  lead = await house.signInAs('coordinator');
});

const get = (query = '', who = lead) =>
  test.app.inject({ url: `/v1/insights/struggles${query}`, headers: who.headers });
const insights = async (query?: string): Promise<StruggleInsights> => (await get(query)).json();
/** Of some minutes, ending now. */
const struggle = (minutes: number, more: Partial<StruggleReport> = {}) =>
  page.struggle({ startedAt: page.iso(minutes * minuteMs), ...more });
const later = async (ms: number) => {
  clock.advance(ms);
  lead = await house.signInAs('coordinator');
};
const today = () => new Date(clock.now()).toISOString().slice(0, 10);

describe('where people were stuck', () => {
  it('is told by day and by place, with people and minutes, the most minutes first', async () => {
    const [ana, bo] = [await somebodyOn(test, house), await somebodyOn(test, house)];
    const saving = { target: { tag: 'button', selector: 'button#save' } };
    await ana.send({
      struggles: [
        struggle(4, { ...saving, fingerprints: ['fedcba98765432', '0123456789abcd'] }),
        struggle(1.26, { page: '/home', target: undefined }),
      ],
    });
    await bo.send({
      struggles: [
        struggle(2, {
          ...saving,
          reasons: [
            { code: 'click.rage', params: { count: 9 } },
            { code: 'nav.loop', params: {} },
          ],
        }),
        // Not stuck: no two families agreed.
        struggle(30, { agreedScore: 0, page: '/home' }),
      ],
    });
    const first = today();
    await later(2 * dayMs);
    const cy = await somebodyOn(test, house);
    await cy.send({ struggles: [struggle(1, { ...saving, reasons: [{ code: 'click.rage', params: { count: 5 } }] })] });

    const found = await insights('?days=3');
    expect(found).toMatchObject({
      ...{ from: '2026-03-02T00:00:00.000Z', to: page.iso(), struggles: 4, people: 3, minutes: 8.3 },
      days: [
        { day: '2026-03-02', struggles: 3, people: 2, minutes: 7.3 },
        { day: '2026-03-03', struggles: 0, people: 0, minutes: 0 },
        { day: '2026-03-04', struggles: 1, people: 1, minutes: 1 },
      ],
    });
    expect(found.places).toEqual([
      {
        ...{ siteId: house.siteId, page: '/invoices/:id', ...saving, struggles: 3, people: 3, minutes: 7 },
        ...{ lastAt: page.iso(), article: null, fingerprints: ['0123456789abcd', 'fedcba98765432'] },
        reasons: [
          { code: 'click.rage', params: { count: 5 } },
          { code: 'nav.loop', params: {} },
        ],
        days: [
          { day: first, struggles: 2 },
          { day: today(), struggles: 1 },
        ],
      },
      expect.objectContaining({ page: '/home', target: null, struggles: 1, people: 1, minutes: 1.3 }),
    ]);
    expect(JSON.stringify(found)).not.toContain(ana.id);
  });

  it('is compared with the days before, as far as anything is kept of them', async () => {
    const ana = await somebodyOn(test, house);
    await ana.send({ struggles: [struggle(5)] });
    await later(2 * dayMs);
    await (await somebodyOn(test, house)).send({ struggles: [struggle(1)] });
    expect(await insights('?days=2')).toMatchObject({
      ...{ struggles: 1, minutes: 1, before: { struggles: 1, people: 1, minutes: 5 } },
    });
    expect(await insights('?days=1')).toMatchObject({ struggles: 1, before: { struggles: 0, people: 0, minutes: 0 } });
    expect((await insights('?days=45')).before).not.toBeNull();
    expect(await insights('?days=46')).toMatchObject({ struggles: 2, before: null });
    expect((await insights('?days=90')).days).toHaveLength(90);
  });

  it('goes by each site’s own threshold', async () => {
    const { siteId, key } = await createSite(test.app.platform, {
      ...{ organisation: house.organisationId, name: 'Second', origins: [pageOrigin] },
    });
    const admin = await house.signInAs('admin');
    await test.app.inject({
      ...{ method: 'PATCH', url: `/v1/sites/${siteId}`, headers: admin.headers },
      payload: { policy: { offers: { threshold: 90 } } },
    });
    const second = { ...house, visitor: () => visitorOf(key) };
    const [ana, bo] = [await somebodyOn(test, house), await somebodyOn(test, second)];
    await ana.send({ struggles: [struggle(1, { agreedScore: 59.5 }), struggle(1, { agreedScore: 60 })] });
    await bo.send({
      struggles: [struggle(2, { score: 90, agreedScore: 89 }), struggle(3, { score: 95, agreedScore: 95 })],
    });
    expect(await insights()).toMatchObject({ struggles: 2, minutes: 4 });
    expect(await insights(`?site=${siteId}`)).toMatchObject({ struggles: 1, minutes: 3, places: [{ siteId }] });
    expect(await insights(`?site=${house.siteId}`)).toMatchObject({ struggles: 1, minutes: 1 });
  });

  it('names the article that answers most of what happens there', async () => {
    const { db, outbox } = test.app.platform;
    const publish = async (title: string, fingerprints: string[]) => {
      const articleId = clock.newId();
      const event = await db.withOrganisation(house.organisationId, async (tx) => {
        await tx`insert into article (id, organisation_id, state, language, title, body, model, embedding, source, version, created_at, updated_at)
          values (${articleId}, ${house.organisationId}, 'published', 'en', ${title}, 'Do.', 'none', ${[1]}::real[]::vector, 'hand', 1, now(), now())`;
        return outbox.emit(tx, 'article.published', house.organisationId, {
          ...{ articleId, title, language: 'en', contributorIds: [], fingerprints, supersedes: null },
        } as never);
      });
      await outbox.delivered(event);
      return { id: articleId, title };
    };
    const ana = await somebodyOn(test, house);
    const [seldom, often, never] = ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc'] as [string, string, string];
    await publish('Seldom', [seldom]);
    const article = await publish('Often', [often]);
    await ana.send({
      struggles: [
        struggle(1, { fingerprints: [seldom, often] }),
        struggle(1, { fingerprints: [often] }),
        struggle(1, { fingerprints: [never], page: '/home' }),
      ],
    });
    expect((await insights()).places.map((place) => [place.page, place.article])).toEqual([
      ['/invoices/:id', article],
      ['/home', null],
    ]);
  });

  it('is at most fifty places', async () => {
    const ana = await somebodyOn(test, house);
    const many = Array.from({ length: 60 }, (_, n) => struggle(n / 10, { page: `/${n}` }));
    await ana.send({ struggles: many.slice(0, 30) });
    await ana.send({ struggles: many.slice(30) });
    const { places, struggles } = await insights();
    expect([places.length, struggles, places[0]!.page, places.at(-1)!.page]).toEqual([50, 60, '/59', '/10']);
  });

  it('is for leads and auditors, of their own organisation, and empty where there is nothing', async () => {
    await (await somebodyOn(test, house)).send({ struggles: [struggle(1)] });
    for (const role of ['owner', 'admin', 'coordinator', 'auditor'] as const) {
      expect((await get('', await house.signInAs(role))).statusCode, role).toBe(200);
    }
    expect((await get('', await house.signInAs('expert'))).statusCode).toBe(403);
    const foreigner = await (await test.workspace('Elsewhere')).signInAs('owner');
    const theirs = (await get(`?site=${house.siteId}`, foreigner)).json<StruggleInsights>();
    expect(theirs).toMatchObject({ struggles: 0, people: 0, minutes: 0, places: [] });
    expect(theirs.days).toHaveLength(30);
    for (const query of ['?days=91', '?days=0', '?site=x']) expect((await get(query)).statusCode, query).toBe(400);
  });
});

const visitorOf = async (site: string) => {
  const headers = { origin: pageOrigin };
  const answer = await test.app.inject({ method: 'POST', url: '/v1/visits', headers, payload: { site } });
  const { token, visitorId } = answer.json<{ token: string; visitorId: string }>();
  return {
    ...{ id: visitorId, organisationId: house.organisationId, token },
    headers: { ...headers, authorization: `Bearer ${token}` },
  };
};
