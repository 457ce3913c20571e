import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildTestApp, fakeClock, pageOrigin, type TestApp, type TestWorkspace } from '../../test/app.ts';
import { identity } from './index.ts';
import { visitorTokenMs } from './tokens.ts';

const clock = fakeClock();
let test: TestApp;
let workspace: TestWorkspace;

beforeAll(async () => {
  test = await buildTestApp({ clock, modules: [identity] });
  workspace = await test.workspace();
}, 60_000);
afterAll(() => test.close());

/** What the socket's upgrade request carries. */
const upgrade = (cookies: Record<string, string> = {}) => ({ cookies, headers: {} }) as unknown as FastifyRequest;

describe('who speaks on a live connection', () => {
  it('is the visitor of the token, as long as it holds', async () => {
    const { token, id, organisationId } = await workspace.visitor();
    const { liveAuthenticator } = test.app.platform.access;
    expect(await liveAuthenticator(upgrade(), token)).toMatchObject({
      kind: 'visitor',
      visitorId: id,
      organisationId,
      expiresAt: clock.now() + visitorTokenMs,
    });
    await expect(liveAuthenticator(upgrade(), `${token}x`)).rejects.toMatchObject({ code: 'token/invalid' });
  });

  it('is not remembered beyond the token’s time, nor beyond the visitor', async () => {
    const { liveAuthenticator } = test.app.platform.access;
    const [kept, erased] = [await workspace.visitor(), await workspace.visitor()];
    for (const { token } of [kept, erased, kept]) await liveAuthenticator(upgrade(), token);
    await test.app.inject({ method: 'DELETE', url: '/v1/me/data', headers: erased.headers });
    await expect(liveAuthenticator(upgrade(), erased.token)).rejects.toMatchObject({ code: 'token/invalid' });
    expect(await liveAuthenticator(upgrade(), kept.token)).toMatchObject({ visitorId: kept.id });
    clock.advance(visitorTokenMs + 1_000);
    await expect(liveAuthenticator(upgrade(), kept.token)).rejects.toMatchObject({ code: 'token/expired' });
  });

  it('is the member of the cookie, and nobody without either', async () => {
    const { headers, id } = await workspace.signInAs('coordinator', 'Cora');
    const value = headers.cookie!.split('=')[1]!;
    const { liveAuthenticator } = test.app.platform.access;
    expect(await liveAuthenticator(upgrade({ harmony_session: value }), undefined)).toMatchObject({
      kind: 'member',
      memberId: id,
      role: 'coordinator',
      name: 'Cora',
    });
    expect(await liveAuthenticator(upgrade(), undefined)).toBeNull();
  });
});

it('members hear at once that the tag was loaded, the first time alone', async () => {
  const toMembers = vi.spyOn(test.app.platform.live, 'toMembers');
  const load = () => test.app.inject({ url: `/v1/config?site=${workspace.siteKey}`, headers: { origin: pageOrigin } });
  const seenAt = new Date(clock.now()).toISOString();
  await load();
  clock.advance(3_600_000);
  await load();
  expect(toMembers.mock.calls).toEqual([
    [workspace.organisationId, { frame: 'site', siteId: workspace.siteId, firstSeenAt: seenAt, lastSeenAt: seenAt }],
  ]);
});

it('whoever signs out has their live connections ended', async () => {
  const { headers, id, organisationId } = await workspace.signInAs('expert');
  const revoke = vi.spyOn(test.app.platform.live, 'revoke');
  await test.app.inject({ method: 'POST', url: '/v1/logout', headers });
  expect(revoke.mock.calls).toEqual([['member', organisationId, id]]);
});
