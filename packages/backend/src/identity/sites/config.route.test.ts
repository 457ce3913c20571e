import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, fakeClock, pageOrigin, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { gate } from '../../gate/index.ts';
import { siteTtlMs } from './site-cache.ts';
import { configMaxAgeS } from './sites.ts';
import { contributeSiteConfig, identity } from '../index.ts';

const clock = fakeClock();
let test: TestApp;
let workspace: TestWorkspace;

beforeAll(async () => {
  test = await buildTestApp({ clock, modules: [identity, gate] });
  workspace = await test.workspace();
}, 60_000);
afterAll(() => test.close());

const config = (site: string, headers: Record<string, string> = { origin: pageOrigin }) =>
  test.app.inject({ url: `/v1/config?site=${site}`, headers });

describe('GET /v1/config', () => {
  it('tells a page of the site what it needs, cacheable for less than a minute, without a cookie, in less than 8 KB', async () => {
    const answer = await config(workspace.siteKey);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'cache-control': `public, max-age=${configMaxAgeS}`,
      vary: 'Origin',
      'access-control-allow-origin': pageOrigin,
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body.length).toBeLessThan(8 * 1024);
    expect(answer.json()).toMatchObject({
      isOn: true,
      consent: { default: 'required' },
      gate: expect.arrayContaining([expect.objectContaining({ action: 'offer.show' })]) as unknown,
      reachable: 'later',
      reachableCount: 0,
      detectors: {},
      isDebugOn: false,
    });
  });

  it('holds what other modules contribute', async () => {
    contributeSiteConfig(test.app, async () => ({ reachable: 'now', reachableCount: 2 }));
    expect((await config(workspace.siteKey)).json()).toMatchObject({ reachable: 'now', reachableCount: 2 });
  });

  it('does not know an unknown key, and lets the page read so', async () => {
    const answer = await config('pk_nowhere');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ type: 'urn:harmony:problem:site/not-found' });
    expect(answer.headers['access-control-allow-origin']).toBe(pageOrigin);
  });

  it('refuses a page that the site does not list', async () => {
    const answer = await config(workspace.siteKey, { origin: 'https://evil.test' });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ type: 'urn:harmony:problem:origin/not-allowed' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('notes that the tag was seen, at once the first time and then once a minute', async () => {
    const site = await test.workspace('Seen');
    const admin = await site.signInAs('admin');
    const seen = async () =>
      (await test.app.inject({ url: '/v1/sites', headers: admin.headers })).json<{
        items: { firstSeenAt: string | null; lastSeenAt: string | null }[];
      }>().items[0]!;
    await config(site.siteKey, {});
    await config(site.siteKey, { origin: 'https://evil.test' });
    expect(await seen()).toMatchObject({ firstSeenAt: null, lastSeenAt: null });

    await config(site.siteKey);
    const first = new Date(clock.now()).toISOString();
    expect(await seen()).toMatchObject({ firstSeenAt: first, lastSeenAt: first });

    clock.advance(30_000);
    await config(site.siteKey);
    expect(await seen()).toMatchObject({ firstSeenAt: first, lastSeenAt: first });

    clock.advance(30_000);
    await config(site.siteKey);
    expect(await seen()).toMatchObject({ firstSeenAt: first, lastSeenAt: new Date(clock.now()).toISOString() });
  });

  it('counts a page of our own server as seen, although browsers send no Origin to it', async () => {
    const site = await test.workspace('Own page');
    const admin = await site.signInAs('admin');
    await config(site.siteKey, { 'sec-fetch-site': 'same-origin' });
    const answer = await test.app.inject({ url: '/v1/sites', headers: admin.headers });
    expect(answer.json()).toMatchObject({ items: [{ firstSeenAt: expect.any(String) as unknown }] });
  });

  it('switches a site off within the minute, and its visits with it', async () => {
    const site = await test.workspace('Off');
    await config(site.siteKey);
    // Straight in the database, as another node would have done it.
    await test.app.platform.db.asSystem('test', (tx) => tx`update site set is_on = false where id = ${site.siteId}`);
    clock.advance(siteTtlMs);
    // A cache may keep what was answered until now; a page that looks again has as long once more.
    expect(siteTtlMs + configMaxAgeS * 1_000).toBeLessThanOrEqual(35_000);
    expect((await config(site.siteKey)).json()).toMatchObject({ isOn: false });
    await expect(site.visitor()).rejects.toThrow(/site\/not-found/);
  });
});
