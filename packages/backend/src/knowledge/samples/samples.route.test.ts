import type { FirstSteps } from '@harmony-live/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestApp, pageOrigin, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';

let test: TestApp;
let house: TestWorkspace;
let owner: Somebody;

beforeAll(async () => {
  test = await buildTestApp();
  house = await test.workspace('House');
  owner = await house.signInAs('owner');
}, 60_000);
afterAll(() => test.close());

const call = (method: 'GET' | 'POST' | 'DELETE' | 'PUT', url: string, payload?: object) =>
  test.app.inject({ method, url, headers: owner.headers, ...(payload && { payload }) });
const steps = async () => (await call('GET', '/v1/first-steps')).json<FirstSteps>();
const list = async (url: string) => (await call('GET', url)).json<{ items: { id: string; title: string }[] }>().items;
const found = async () => {
  const url = `/v1/articles/search?site=${house.siteKey}&q=password`;
  const answer = await test.app.inject({ url, headers: { origin: pageOrigin } });
  return answer.json<{ items: { title: string }[] }>().items.map(({ title }) => title);
};
const counted = () =>
  test.app.platform.db.withOrganisation(
    house.organisationId,
    (tx) => tx`select term from article_term where articles > 0`,
  );

it('are added in one call, found and read, and taken away in one, without a trace in search', async () => {
  expect(await steps()).toMatchObject({ hasSamples: false });
  expect((await call('POST', '/v1/samples')).json()).toEqual({ articles: 12, conversations: 1 });
  expect((await call('POST', '/v1/samples')).json()).toEqual({ articles: 0, conversations: 0 });
  expect(await found()).toContain('Sample: I forgot my password');
  const [talk] = await list('/v1/conversations');
  const messages = await call('GET', `/v1/conversations/${talk!.id}/messages`);
  expect(messages.json<{ items: object[] }>().items).toHaveLength(4);
  const after = await steps();
  expect(after.hasSamples).toBe(true);
  expect(after.steps.find(({ id }) => id === 'test-request')).toMatchObject({ isDone: false });

  expect((await call('DELETE', '/v1/samples')).statusCode).toBe(204);
  expect([await list('/v1/articles'), await list('/v1/conversations'), await found()]).toEqual([[], [], []]);
  expect(await counted()).toHaveLength(0);
  expect(await steps()).toMatchObject({ hasSamples: false });
});

it('leave what somebody has written on to them', async () => {
  await call('POST', '/v1/samples');
  const article = (await list('/v1/articles')).find(({ title }) => title.includes('password'))!;
  const change = { title: 'I forgot my password', body: 'Our own words.', version: 1 };
  expect((await call('PUT', `/v1/articles/${article.id}`, change)).statusCode).toBe(200);
  await call('DELETE', '/v1/samples');
  expect((await list('/v1/articles')).map(({ title }) => title)).toEqual(['I forgot my password']);
});

it('stand beside first steps that tick themselves, and can be put away', async () => {
  const done = async () => (await steps()).steps.filter(({ isDone }) => isDone).map(({ id }) => id);
  expect(await done()).toEqual(['verify-email']);
  await test.app.inject({ url: `/v1/config?site=${house.siteKey}`, headers: { origin: pageOrigin } });
  await house.signInAs('expert');
  const visitor = await house.visitor();
  const payload = { clientId: test.app.platform.clock.newId(), text: 'Try', language: 'en' };
  await test.app.inject({ method: 'POST', url: '/v1/help-requests', headers: visitor.headers, payload });
  expect(await done()).toEqual(['verify-email', 'see-tag', 'invite-expert', 'test-request']);
  expect(await steps()).toMatchObject({ isDismissed: false, siteKey: house.siteKey });
  await call('POST', '/v1/first-steps/dismiss');
  expect(await steps()).toMatchObject({ isDismissed: true });
});
