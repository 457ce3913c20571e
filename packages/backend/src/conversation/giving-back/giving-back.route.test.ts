import type { HelpRequest } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  buildTestApp,
  fakeClock,
  type FakeClock,
  type Somebody,
  type TestApp,
  type TestWorkspace,
} from '../../../test/app.ts';
import { answerWithinMs, lookedAtForMs } from './give-back.ts';
import { markAnswering } from './store.ts';

let clock: FakeClock;
let test: TestApp;
let workspace: TestWorkspace;
let ada: Somebody;
let bob: Somebody;
let visitor: Somebody;

beforeAll(async () => {
  clock = fakeClock(Date.parse('2026-03-02T09:30:00Z'));
  test = await buildTestApp({ clock });
  workspace = await test.workspace();
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  ada = await workspace.signInAs('expert', 'Ada');
  bob = await workspace.signInAs('expert', 'Bob');
  visitor = await workspace.visitor();
});

const call = <B = Record<string, unknown>>(
  who: Somebody,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
) => test.call(who, method, path, body) as Promise<{ status: number; body: B }>;
const ask = async (): Promise<string> =>
  (await call<HelpRequest>(visitor, 'POST', '/v1/help-requests', { clientId: clock.newId(), text: 'It stays white' }))
    .body.id;
const take = (who: Somebody, requestId: string) =>
  call<{ conversationId: string; type: string }>(who, 'POST', `/v1/queue/${requestId}/take`);
const giveBack = (who: Somebody, id: string) =>
  call<{ requestId: string; type: string }>(who, 'POST', `/v1/conversations/${id}/return`);
const request = async (id: string) => (await call<HelpRequest>(visitor, 'GET', `/v1/help-requests/${id}`)).body;
const say = (who: Somebody, id: string, body = 'Let us see.') =>
  call(who, 'POST', `/v1/conversations/${id}/messages`, { clientId: clock.newId(), kind: 'text', body });
const log = async (id: string) =>
  (
    await call<{ items: { kind: string; from: { name?: string } }[] }>(
      visitor,
      'GET',
      `/v1/conversations/${id}/messages`,
    )
  ).body.items;
const loadOf = async (who: Somebody) => (await call<{ load: number }>(who, 'GET', '/v1/experts/me')).body.load;

/** Somebody asked, and Ada has taken it. */
const taken = async (): Promise<{ requestId: string; conversationId: string }> => {
  const requestId = await ask();
  const { body } = await take(ada, requestId);
  await vi.waitFor(async () => expect((await log(body.conversationId)).at(-1)?.kind).toBe('joined'));
  return { requestId, conversationId: body.conversationId };
};

describe('an expert hands it back', () => {
  it('the request waits in its old place, and the next one goes on with the same conversation', async () => {
    const { requestId, conversationId } = await taken();
    await say(visitor, conversationId, 'Since this morning.');
    clock.advance(5_000);
    expect(await giveBack(ada, conversationId)).toEqual({ status: 200, body: { requestId } });
    const waiting = await request(requestId);
    expect(waiting).toMatchObject({ state: 'queued', position: 1 });
    expect(waiting.conversationId).toBeUndefined();
    expect(waiting.expert).toBeUndefined();

    // It is theirs no more: nothing to read, nothing that fills a place, and it is not put before them again.
    expect((await call(ada, 'GET', `/v1/conversations/${conversationId}`)).status).toBe(404);
    expect((await giveBack(ada, conversationId)).status).toBe(404);
    await vi.waitFor(async () => expect(await loadOf(ada)).toBe(0));
    expect(await take(ada, requestId)).toMatchObject({
      status: 403,
      body: { type: 'urn:harmony:problem:role/insufficient' },
    });

    expect((await take(bob, requestId)).body.conversationId).toBe(conversationId);
    await vi.waitFor(async () => expect((await log(conversationId)).at(-1)?.kind).toBe('joined'));
    const seen = (await log(conversationId)).map(({ kind, from }) => `${kind} ${from.name ?? ''}`.trim());
    expect(seen).toEqual(['text', 'joined Ada', 'text', 'left Ada', 'joined Bob']);
    expect(await request(requestId)).toMatchObject({ state: 'matched', conversationId, expert: { name: 'Bob' } });
    expect((await say(bob, conversationId)).status).toBe(200);
    expect((await say(ada, conversationId)).status).toBe(404);
  });

  it('even after having answered, but not once it has ended', async () => {
    const { requestId, conversationId } = await taken();
    await say(ada, conversationId);
    expect((await giveBack(ada, conversationId)).status).toBe(200);
    await take(bob, requestId);
    await vi.waitFor(async () => expect((await say(bob, conversationId)).status).toBe(200));
    await call(bob, 'POST', `/v1/conversations/${conversationId}/close`);
    expect(await giveBack(bob, conversationId)).toMatchObject({
      ...{ status: 409, body: { type: 'urn:harmony:problem:conversation/closed' } },
    });
  });

  it('and the person no longer waits: the conversation ends with the request', async () => {
    const { requestId, conversationId } = await taken();
    await giveBack(ada, conversationId);
    expect((await call(visitor, 'DELETE', `/v1/help-requests/${requestId}`)).body).toMatchObject({
      state: 'cancelled',
    });
    await vi.waitFor(async () => expect((await log(conversationId)).at(-1)?.kind).toBe('closed'));
  });
});

describe('a person asks for someone else', () => {
  it('while nobody has answered', async () => {
    const { requestId, conversationId } = await taken();
    expect(await giveBack(visitor, conversationId)).toEqual({ status: 200, body: { requestId } });
    expect(await request(requestId)).toMatchObject({ state: 'queued', position: 1 });
    expect(await giveBack(visitor, conversationId)).toMatchObject({
      ...{ status: 409, body: { type: 'urn:harmony:problem:conversation/closed' } },
    });
    expect((await call(ada, 'GET', `/v1/conversations/${conversationId}`)).status).toBe(404);
  });

  it('not after the first answer, and not in what is somebody else’s', async () => {
    const { conversationId } = await taken();
    await say(ada, conversationId);
    expect(await giveBack(visitor, conversationId)).toMatchObject({
      ...{ status: 409, body: { type: 'urn:harmony:problem:assignment/expired' } },
    });
    expect((await giveBack(await workspace.visitor(), conversationId)).status).toBe(404);
    expect((await giveBack(bob, conversationId)).status).toBe(404);
    expect((await giveBack(await workspace.signInAs('coordinator'), conversationId)).status).toBe(403);
  });
});

describe('whoever accepts and says nothing', () => {
  /** Longer than the sweep takes to come round. */
  const patience = { timeout: 25_000, interval: 500 };
  const stillIn = (id: string) => async () => (await call(ada, 'GET', `/v1/conversations/${id}`)).status === 200;

  it('for a minute loses it; who writes, has answered, or came long ago does not', async () => {
    const [silent, writing, answered] = [await taken(), await another(), await another()];
    visitor = await workspace.visitor();
    const mailedId = await ask();
    const mailed = (await take(bob, mailedId)).body.conversationId;
    await say(ada, answered.conversationId);
    clock.advance(answerWithinMs - 1_000);
    await test.app.platform.db.withOrganisation(workspace.organisationId, (tx) =>
      markAnswering(tx, writing.conversationId, ada.id, new Date(clock.now())),
    );
    clock.advance(2_000);
    visitor = await workspace.visitor();
    const gone = (await take(bob, await ask())).body.conversationId;
    await pagesAreHere([silent, writing, answered]);
    await readsByEmail(mailedId);
    await vi.waitFor(async () => expect(await stillIn(silent.conversationId)()).toBe(false), patience);
    // Whoever reads the answer by e-mail waits for it as well, without a page.
    await vi.waitFor(
      async () => expect((await call(bob, 'GET', `/v1/conversations/${mailed}`)).status).toBe(404),
      patience,
    );
    expect(await stillIn(writing.conversationId)()).toBe(true);
    expect(await stillIn(answered.conversationId)()).toBe(true);
    clock.advance(answerWithinMs);
    await pagesAreHere([writing]);
    await vi.waitFor(async () => expect(await stillIn(writing.conversationId)()).toBe(false), patience);
    // Nobody is there any more for whom another would come.
    expect((await call(bob, 'GET', `/v1/conversations/${gone}`)).status).toBe(200);
    expect(lookedAtForMs).toBeGreaterThan(answerWithinMs);
  }, 90_000);

  /** As their heartbeats say. */
  const pagesAreHere = (all: readonly { requestId: string }[]) =>
    test.app.platform.db.withOrganisation(
      workspace.organisationId,
      (tx) => tx`
        update help_request set visitor_seen_at = ${new Date(clock.now())}
        where id = any (${all.map(({ requestId }) => requestId)}::uuid[])`,
    );

  const readsByEmail = (requestId: string) =>
    test.app.platform.db.withOrganisation(
      workspace.organisationId,
      (tx) => tx`update help_request set is_answered_by_email = true where id = ${requestId}`,
    );

  /** The same of another visitor. */
  const another = async () => {
    visitor = await workspace.visitor();
    return taken();
  };
});
