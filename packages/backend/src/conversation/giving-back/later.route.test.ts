import type { HelpRequest } from '@harmony-live/protocol';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  buildTestApp,
  fakeClock,
  type FakeClock,
  type Somebody,
  type TestApp,
  type TestWorkspace,
} from '../../../test/app.ts';
import { answerWithinMs, hereForMs, lookedAtForMs } from './give-back.ts';
import { unanswered } from './store.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let clock: FakeClock;
let test: TestApp;
let workspace: TestWorkspace;
let ada: Somebody;

beforeAll(async () => {
  clock = fakeClock();
  test = await buildTestApp({ clock });
  workspace = await test.workspace();
  ada = await workspace.signInAs('expert', 'Ada');
}, 60_000);
afterAll(() => test.close());

/** Conversations that would be given back at this moment. */
const silent = async (): Promise<string[]> => {
  const at = (ms: number): Date => new Date(clock.now() + ms);
  const silence = { quietSince: at(-answerWithinMs), cameAfter: at(-lookedAtForMs), hereSince: at(-hereForMs) };
  const found = await test.app.platform.db.asSystem('test', (tx) =>
    unanswered(tx, { ...silence, dueBefore: at(hourMs) }),
  );
  return found.map(({ conversationId }) => conversationId);
};

it('who takes what is due tomorrow has until an hour before to answer, whether or not the person is there', async () => {
  const visitor = await workspace.visitor();
  const body = { clientId: clock.newId(), text: 'No hurry', mode: 'async' };
  const { id } = (await test.call(visitor, 'POST', '/v1/help-requests', body)).body as HelpRequest;
  const { conversationId } = (await test.call(ada, 'POST', `/v1/queue/${id}/take`)).body as { conversationId: string };
  await vi.waitFor(
    async () => expect((await test.call(ada, 'GET', `/v1/conversations/${conversationId}`)).status).toBe(200),
    10_000,
  );

  const stored = () =>
    test.app.platform.db.asSystem(
      'test',
      async (tx) => (await tx<{ state: string }[]>`select state from help_request where id = ${id}`)[0]!.state,
    );
  clock.advance(2 * minuteMs);
  expect(await silent()).toEqual([]);
  clock.advance(20 * hourMs);
  expect(await silent()).toEqual([]);

  expect(await stored()).toBe('matched');
  clock.advance(3 * hourMs);
  await vi.waitFor(async () => expect(await stored()).toBe('queued'), 30_000);
}, 60_000);
