import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageOrigin, type Somebody } from '../../test/app.ts';
import { openSchool, type School } from './knowledge.fixture.ts';

let school: School;

beforeAll(async () => {
  school = await openSchool();
}, 120_000);
afterAll(() => school.close());

const write = async (who: Somebody, title: string, body = 'Press Save, then wait for the green line.') =>
  (await school.call(who, 'POST', '/v1/articles', { title, body })).body as { id: string; version: number };
const eventsOf = (articleId: string) =>
  school.app.platform.db.asSystem('test', async (tx) => {
    const rows = await tx<{ type: string }[]>`
      select type from outbox where payload ->> 'articleId' = ${articleId} order by id`;
    return rows.map(({ type }) => type);
  });
const newId = () => school.app.platform.clock.newId();
const opinion = (who: Somebody, articleId: string, helped: boolean, clientId = newId()) =>
  school.call(who, 'POST', `/v1/articles/${articleId}/feedback`, { clientId, helped });

describe('an article', () => {
  it('by hand names the problems that it answers', async () => {
    const fingerprints = ['0123456789abcd', 'fedcba9876543210'];
    const asked = { title: 'Saving fails', body: 'Sign in again.', fingerprints };
    const { body } = await school.call(school.expert, 'POST', '/v1/articles', asked);
    expect(body).toMatchObject({ state: 'draft', source: 'hand', fingerprints });
    const refused = await school.call(school.expert, 'POST', '/v1/articles', { ...asked, fingerprints: ['Saving'] });
    expect(refused).toMatchObject({ status: 400, body: { field: '/fingerprints/0' } });
  });

  it('is drafted, changed and published; every version is kept, and a stale one is refused', async () => {
    const { id } = await write(school.expert, '  How to number\ninvoices ');
    const path = `/v1/articles/${id}`;
    expect((await school.call(school.expert, 'GET', path)).body).toMatchObject({
      title: 'How to number invoices',
      state: 'draft',
      source: 'hand',
      contributors: [{ name: 'Ada Moreau' }],
    });
    const changed = await school.call(school.lead, 'PUT', path, {
      version: 1,
      title: 'Number invoices',
      body: 'Better.',
    });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, title: 'Number invoices' } });
    for (const [method, at, extra] of [
      ['PUT', path, { title: 'Mine', body: 'Mine.' }],
      ['POST', `${path}/publish`, {}],
      ['POST', `${path}/reject`, {}],
    ] as const) {
      expect(await school.call(school.lead, method, at, { version: 1, ...extra })).toMatchObject({
        status: 409,
        body: { type: 'urn:harmony:problem:version/stale', field: '/version' },
      });
    }
    const published = await school.call(school.expert, 'POST', `${path}/publish`, { version: 2 });
    expect(published).toMatchObject({ status: 200, body: { state: 'published' } });
    expect((await school.call(school.expert, 'POST', `${path}/publish`, { version: 2 })).status).toBe(200);
    expect(await eventsOf(id)).toEqual(['article.published']);
    const versions = await school.call(school.auditor, 'GET', `${path}/versions`);
    expect(versions.body).toMatchObject({
      items: [
        { version: 2, title: 'Number invoices', body: 'Better.', by: { memberId: school.lead.id } },
        { version: 1, body: 'Press Save, then wait for the green line.', by: { name: 'Ada Moreau' } },
      ],
      next: null,
    });
    const first = await school.call(school.lead, 'GET', `${path}/versions?limit=1`);
    expect(first.body).toMatchObject({ items: [{ version: 2 }], next: 2 });
    const rest = await school.call(school.lead, 'GET', `${path}/versions?after=2`);
    expect(rest.body).toMatchObject({ items: [{ version: 1 }], next: null });
    expect((await school.call(school.visitor, 'GET', `${path}/versions`)).status).toBe(403);
  });

  it('is decided about by those who lead, and by experts only where they contributed', async () => {
    const { id } = await write(school.lead, 'Only for those who lead');
    const path = `/v1/articles/${id}`;
    const text = { version: 1, title: 'x', body: 'y' };
    for (const decision of ['publish', 'reject']) {
      expect(await school.call(school.expert, 'POST', `${path}/${decision}`, { version: 1 })).toMatchObject({
        status: 403,
        body: { type: 'urn:harmony:problem:role/insufficient' },
      });
      expect((await school.call(school.auditor, 'POST', `${path}/${decision}`, { version: 1 })).status).toBe(403);
    }
    expect((await school.call(school.auditor, 'PUT', path, text)).status).toBe(403);
    expect((await school.call(school.auditor, 'POST', '/v1/articles', { title: 'x', body: 'y' })).status).toBe(403);
    expect((await school.call(school.auditor, 'GET', path)).status).toBe(200);
    expect((await school.call(school.visitor, 'GET', path)).status).toBe(403);
    await school.call(school.lead, 'POST', `${path}/publish`, { version: 1 });
    // What visitors can see is not changed by those who could not have published it.
    expect((await school.call(school.expert, 'PUT', path, text)).status).toBe(403);
  });

  it('that was rejected is remembered and cannot be changed', async () => {
    const { id } = await write(school.expert, 'A bad idea');
    const rejected = await school.call(school.expert, 'POST', `/v1/articles/${id}/reject`, {
      version: 1,
      reason: 'It is wrong.',
    });
    expect(rejected.body.state).toBe('rejected');
    const again = { version: 1, title: 'x', body: 'y' };
    expect((await school.call(school.lead, 'PUT', `/v1/articles/${id}`, again)).status).toBe(409);
    expect((await school.call(school.lead, 'POST', `/v1/articles/${id}/publish`, { version: 1 })).status).toBe(409);
    const { body } = await school.call(school.auditor, 'GET', '/v1/articles?state=rejected');
    expect(body.items.map((one: { id: string }) => one.id)).toEqual([id]);
  });

  it('with scripts is stored without markup', async () => {
    const body = '<script>alert(1)</script> and ![x](https://spy.example/p.png) [go](javascript:alert(1))';
    const { id } = await write(school.expert, '<b>Bold</b>', body);
    const { body: stored } = await school.call(school.expert, 'GET', `/v1/articles/${id}`);
    expect(stored.title).toBe('<b>Bold</b>');
    expect(stored.body).not.toMatch(/<script|\]\(javascript|(?<!\\)!\[/);
  });

  it('with nothing in it, too much, or a wrong state is a 400', async () => {
    for (const bad of [
      { title: ' ', body: 'x' },
      { title: 'x', body: '\u0000' },
      { title: 'x'.repeat(201), body: 'x' },
    ]) {
      expect((await school.call(school.expert, 'POST', '/v1/articles', bad)).status).toBe(400);
    }
    expect((await school.call(school.expert, 'GET', '/v1/articles?state=lost')).status).toBe(400);
  });

  it('of another organisation is not there', async () => {
    const article = await school.publish({ title: 'Ours alone', body: 'Only for this workshop.' });
    const other = await school.workspace('Elsewhere');
    const [stranger, visitor] = [await other.signInAs('owner'), await other.visitor()];
    const path = `/v1/articles/${article.id}`;
    const text = { version: 1, title: 'x', body: 'y' };
    const answers = [
      await school.call(stranger, 'GET', path),
      await school.call(stranger, 'PUT', path, text),
      await school.call(stranger, 'POST', `${path}/publish`, { version: 1 }),
      await opinion(visitor, article.id, true),
      await school.call(null, 'GET', `${path}/published?site=${other.siteKey}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await school.call(stranger, 'GET', '/v1/articles')).body.items).toEqual([]);
    const found = await school.call(null, 'GET', `/v1/articles/search?site=${other.siteKey}&q=ours+alone`);
    expect(found.body.items).toEqual([]);
    expect((await school.call(stranger, 'GET', '/v1/articles/nonsense')).status).toBe(404);
  });
});

describe('a visitor', () => {
  it('reads what is published, and drafts are not there', async () => {
    const draft = await write(school.expert, 'Not yet');
    const article = await school.publish({ title: 'Read me', body: 'Some help.' });
    const read = (id: string) => school.call(null, 'GET', `/v1/articles/${id}/published?site=${school.house.siteKey}`);
    expect(await read(article.id)).toMatchObject({
      status: 200,
      body: { title: 'Read me', contributors: [{ name: 'Cleo Lead' }], evidence: { helped: 0 } },
    });
    expect((await read(draft.id)).status).toBe(404);
    expect((await opinion(school.visitor, draft.id, true)).status).toBe(404);
    const foreign = await school.app.inject({
      url: `/v1/articles/search?site=${school.house.siteKey}&q=read`,
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(foreign.statusCode).toBe(403);
    const own = await school.app.inject({
      url: `/v1/articles/search?site=${school.house.siteKey}&q=read`,
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(own.statusCode).toBe(200);
  });

  it('has one opinion, the newest; it is told once that an article helped', async () => {
    const { id } = await school.publish({ title: 'Opinions', body: 'Something to judge.' });
    const clientId = newId();
    const first = await opinion(school.visitor, id, true, clientId);
    expect((await opinion(school.visitor, id, true, clientId)).body).toEqual(first.body);
    expect((await opinion(school.visitor, id, false, clientId)).status).toBe(409);
    const evidence = async () => (await school.call(school.lead, 'GET', `/v1/articles/${id}`)).body.evidence;
    expect(await evidence()).toEqual({ solved: 0, helped: 1, notHelped: 0 });
    await opinion(school.visitor, id, false);
    expect(await evidence()).toEqual({ solved: 0, helped: 0, notHelped: 1 });
    const other = await school.house.visitor();
    await Promise.all([opinion(school.visitor, id, true), opinion(other, id, true), opinion(other, id, true)]);
    expect(await evidence()).toEqual({ solved: 0, helped: 2, notHelped: 0 });
    expect(await eventsOf(id)).toEqual(['article.published', 'article.helped', 'article.helped']);
  });

  it('who waits for a person waits no longer once an article helped', async () => {
    const { id } = await school.publish({ title: 'Enough', body: 'This is all you need.' });
    const seeker = await school.house.visitor();
    const asked = await school.call(seeker, 'POST', '/v1/help-requests', { clientId: newId(), text: 'Help' });
    await opinion(seeker, id, true);
    const state = async () => (await school.call(seeker, 'GET', `/v1/help-requests/${asked.body.id}`)).body.state;
    await expect.poll(state).toBe('self-solved');
  });

  it('learns from the configuration which problems are known, most helpful first, within 8 KB', async () => {
    const { db } = school.app.platform;
    const { organisationId, siteKey } = school.house;
    const long = 'A title as long as a title may be, because people write long ones when they are upset, '.repeat(2);
    const articles: { id: string; title: string }[] = [];
    for (let n = 0; n < 6; n += 1) articles.push(await school.publish({ title: `${n} ${long}`, body: 'Do this.' }));
    await db.withOrganisation(organisationId, async (tx) => {
      for (const { id } of articles) {
        await tx`
          insert into article_fingerprint (article_id, fingerprint, organisation_id)
          select ${id}, lpad(to_hex(${articles.findIndex((one) => one.id === id)} * 100 + n), 8, '0'), ${organisationId}
          from generate_series(1, 60) as n`;
      }
      await tx`update article set helped = 9 where id = ${articles[3]!.id}`;
    });
    const answer = await school.app.inject({ url: `/v1/config?site=${siteKey}`, headers: { origin: pageOrigin } });
    const { known } = answer.json<{ known: { articleId: string; title: string; fingerprint: string }[] }>();
    expect(known[0]).toMatchObject({ articleId: articles[3]!.id, title: articles[3]!.title });
    expect(known.length).toBeGreaterThan(10);
    expect(Buffer.byteLength(answer.body)).toBeLessThanOrEqual(8 * 1024);
  });
});
