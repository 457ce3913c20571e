import type { Conversation, HelpRequest } from '@harmony-live/protocol';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { buildTestApp, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';

let test: TestApp;
let workspace: TestWorkspace;
let ada: Somebody;

beforeAll(async () => {
  test = await buildTestApp();
  workspace = await test.workspace();
  ada = await workspace.signInAs('expert', 'Ada');
}, 60_000);
afterAll(() => test.close());

/** Somebody asks, and this expert takes it. */
const meet = async (expert: Somebody) => {
  const visitor = await workspace.visitor();
  const clientId = test.app.platform.clock.newId();
  const { body: request } = await test.call(visitor, 'POST', '/v1/help-requests', { clientId, text: 'It stays white' });
  const { body } = await test.call(expert, 'POST', `/v1/queue/${request.id}/take`);
  const { conversationId } = body as { conversationId: string };
  const path = `/v1/conversations/${conversationId}`;
  await vi.waitFor(async () => expect((await test.call(visitor, 'GET', path)).status).toBe(200));
  return {
    card: async () => ((await test.call(visitor, 'GET', `/v1/help-requests/${request.id}`)).body as HelpRequest).expert,
    inConversation: async () => ((await test.call(visitor, 'GET', path)).body as Conversation).expert,
    rate: async (rating: number) => {
      await test.call(expert, 'POST', `${path}/resolve`);
      await test.call(visitor, 'POST', `${path}/resolve`, { outcome: 'solved' });
      expect((await test.call(visitor, 'POST', `${path}/rating`, { rating })).status).toBe(200);
    },
    leave: () => test.call(visitor, 'POST', `${path}/close`),
  };
};

it('whoever waits sees how the one who accepted was rated, from three ratings on, always with how many', async () => {
  for (const [count, rating] of [5, 4].entries()) {
    const one = await meet(ada);
    expect(await one.card()).toMatchObject({ name: 'Ada', basedOn: count });
    expect((await one.card())?.rating).toBeUndefined();
    await one.rate(rating);
  }
  const third = await meet(ada);
  await third.rate(5);
  const now = await meet(ada);
  expect(await now.card()).toMatchObject({ rating: 4.7, basedOn: 3 });
  expect(await now.inConversation()).toMatchObject({ name: 'Ada', rating: 4.7, basedOn: 3 });
  await now.leave();

  const bob = await meet(await workspace.signInAs('expert', 'Bob'));
  expect(await bob.card()).toMatchObject({ name: 'Bob', basedOn: 0 });
});
