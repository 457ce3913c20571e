import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, pageOrigin, type Somebody, type TestApp, type TestWorkspace } from '../../test/app.ts';
import { gate } from '../gate/index.ts';
import { hashSecret } from './secrets.ts';
import { memberNames, siteOf, visitorCard } from './cards.ts';
import { identity } from './index.ts';

let test: TestApp;
let here: TestWorkspace;
let there: TestWorkspace;
let admin: Somebody;
let foreigner: Somebody;

beforeAll(async () => {
  test = await buildTestApp({ modules: [identity, gate] });
  [here, there] = [await test.workspace('Here'), await test.workspace('There')];
  [admin, foreigner] = [await here.signInAs('admin', 'Ann'), await there.signInAs('owner', 'Otto')];
}, 60_000);
afterAll(() => test.close());

const get = (url: string, { headers }: Somebody) => test.app.inject({ url, headers });
const patch = (id: string, payload: object, { headers }: Somebody) =>
  test.app.inject({ method: 'PATCH', url: `/v1/sites/${id}`, headers, payload });
const ids = (answer: { json<T>(): T }) => answer.json<{ items: { id: string }[] }>().items.map(({ id }) => id);

describe('an organisation', () => {
  it('sees its own members, with their addresses, and nobody else’s', async () => {
    const answer = await get('/v1/members', admin);
    expect(ids(answer)).toContain(admin.id);
    expect(ids(answer)).not.toContain(foreigner.id);
    expect(answer.json()).toMatchObject({
      items: [{ name: 'Ann', email: expect.stringContaining('@') as unknown }],
      next: null,
    });
  });

  it('sees its own sites and nobody else’s', async () => {
    expect(ids(await get('/v1/sites', admin))).toEqual([here.siteId]);
    expect(ids(await get('/v1/sites', foreigner))).toEqual([there.siteId]);
  });

  it('pages through a list', async () => {
    await here.signInAs('expert', 'Ben');
    const first = await get('/v1/members?limit=1', admin);
    const { next } = first.json<{ next: string }>();
    expect(ids(first)).toEqual([next]);
    const second = await get(`/v1/members?limit=1&after=${next}`, admin);
    expect(ids(second)).toHaveLength(1);
    expect(ids(second)).not.toEqual(ids(first));
  });

  it('changes its own site, and every page hears of it at once', async () => {
    const config = () =>
      test.app.inject({ url: `/v1/config?site=${here.siteKey}`, headers: { origin: 'https://new.example.com' } });
    expect((await config()).statusCode).toBe(403);
    const answer = await patch(here.siteId, { name: 'Renamed', origins: [pageOrigin, 'HTTPS://*.Example.com'] }, admin);
    expect(answer.json()).toMatchObject({
      name: 'Renamed',
      origins: [pageOrigin, 'https://*.example.com'],
      isOn: true,
    });
    expect((await config()).statusCode).toBe(200);
    await patch(here.siteId, { isOn: false }, admin);
    expect((await config()).json()).toMatchObject({ isOn: false, site: { name: 'Renamed' } });
    await patch(here.siteId, { isOn: true }, admin);
  });

  it('is told which origin cannot be kept, and why', async () => {
    const answer = await patch(here.siteId, { origins: [pageOrigin, 'https://*.com'] }, admin);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ type: 'urn:harmony:problem:body/invalid', field: '/origins/1' });
  });

  it.each([
    ['another organisation’s site', () => there.siteId],
    ['a site that does not exist', () => '019b0000-0000-7000-8000-00000000dead'],
    ['no id at all', () => 'nothing'],
    ['a member’s id', () => admin.id],
  ])('does not find %s, even with a body that is wrong', async (_, id) => {
    const answer = await patch(id(), { nonsense: true }, admin);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ type: 'urn:harmony:problem:site/not-found' });
    expect(ids(await get('/v1/sites', foreigner))).toEqual([there.siteId]);
  });

  it('lets auditors read sites without changing them, and experts not even that', async () => {
    const auditor = await here.signInAs('auditor');
    const expert = await here.signInAs('expert');
    expect((await get('/v1/sites', auditor)).statusCode).toBe(200);
    expect((await patch(here.siteId, { name: 'x' }, auditor)).json()).toMatchObject({
      type: 'urn:harmony:problem:role/insufficient',
    });
    expect((await get('/v1/sites', expert)).statusCode).toBe(403);
  });

  it('does not reach another’s rows by the names modules use among themselves', async () => {
    const visitor = await there.visitor();
    const seen = await test.app.platform.db.withOrganisation(here.organisationId, async (tx) => ({
      names: await memberNames(tx, [admin.id, foreigner.id]),
      card: await visitorCard(tx, visitor.id),
      accounts: (await tx<{ email: string }[]>`select email from account`).length,
      members: (await tx`select id from member`).length,
    }));
    expect([...seen.names.keys()]).toEqual([admin.id]);
    expect(seen.card).toEqual({ id: visitor.id });
    expect(seen.accounts).toBe(seen.members);
    const foreignSite = test.app.platform.db.withOrganisation(here.organisationId, (tx) => siteOf(tx, there.siteId));
    await expect(foreignSite).rejects.toMatchObject({ code: 'site/not-found' });
  });

  it('cannot read a password hash in its own scope, whatever the statement', async () => {
    const reading = test.app.platform.db.withOrganisation(
      here.organisationId,
      (tx) => tx`select password_hash from account`,
    );
    await expect(reading).rejects.toThrow(/permission denied/);
  });
});

describe('a visitor', () => {
  it('keeps to their own site: a token of one page is nobody on another’s', async () => {
    const { token } = await here.visitor();
    await patch(there.siteId, { origins: ['https://there.test'] }, foreigner);
    const answer = await test.app.inject({
      url: '/v1/me/data',
      headers: { authorization: `Bearer ${token}`, origin: 'https://there.test' },
    });
    expect(answer.statusCode).toBe(403);
  });

  it('is kept by hash alone on the server', async () => {
    const { headers } = await here.visitor();
    const { visitorKey } = (
      await test.app.inject({
        method: 'POST',
        url: '/v1/visits',
        headers: { origin: pageOrigin },
        payload: { site: here.siteKey },
      })
    ).json<{ visitorKey: string }>();
    expect(headers.authorization).toBeDefined();
    const rows = await test.app.platform.db.asSystem(
      'test',
      (tx) => tx`select 1 from visitor_key where hash = ${hashSecret(visitorKey)}`,
    );
    expect(rows).toHaveLength(1);
  });

  it('may not call what members call, nor the other way round', async () => {
    const visitor = await here.visitor();
    for (const url of ['/v1/me', '/v1/members', '/v1/sites']) {
      expect((await get(url, visitor)).statusCode, url).toBe(403);
    }
    expect((await get('/v1/me/data', admin)).statusCode).toBe(403);
  });
});
