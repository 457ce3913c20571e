import type { Ranking } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { expire } from './answer.ts';
import { matchNow, onDutyTogether, openHouse, type House } from './house.fixture.ts';
import { termNames } from './weights.ts';

let database: TestDatabase;
let house: House;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
}, 60_000);
afterEach(() => house.close());

describe('the right person', () => {
  test.each([[['ada', 'grace', 'linus'] as const], [['linus', 'grace', 'ada'] as const]])(
    'is asked whatever the order of signing in: %s',
    async (order) => {
      const team = await onDutyTogether(house, order);
      for (const [name, text] of [
        ['ada', 'Our PostgreSQL query got slow'],
        ['grace', 'The form says that a field is invalid but not which one'],
        ['linus', 'The page stays white in Safari'],
      ] as const) {
        const request = await house.ask(await house.visitor(), { text });
        const { line } = team.get(name)!;
        const asked = await line.next('assignment', (frame) => frame.request.id === request.id);
        expect(asked.request).toMatchObject({
          text,
          language: 'en',
          visitor: { name: 'Vera' },
          site: { name: 'Site' },
        });
        expect(asked.reasons[0]?.code).toBe('statement');
        expect(asked.terms.map((term) => term.name)).toEqual(termNames);
      }
    },
  );
});

describe('an assignment', () => {
  test('that is accepted opens one conversation, tells the visitor who comes and why, and answers the same twice', async () => {
    const ada = await house.expert('Ada', { statements: ['Databases'] });
    const line = await house.onDuty(ada);
    const visitor = await house.visitor();
    const page = await house.connect(visitor);
    const request = await house.ask(visitor, { text: 'A problem with the database' });
    const { assignmentId } = await line.next('assignment');
    const asking = await page.next('request', (frame) => frame.asking !== undefined);
    expect(asking).toMatchObject({
      requestId: request.id,
      state: 'queued',
      position: 1,
      reachable: 1,
      asking: { name: 'Ada' },
    });

    const first = await line.send({ frame: 'assignment.accept', ref: '1', assignmentId });
    const second = await line.send({ frame: 'assignment.accept', ref: '2', assignmentId });
    expect(first).toMatchObject({ frame: 'ok', conversationId: expect.any(String) });
    expect(second).toEqual({ ...first, ref: '2' });
    const matched = await page.next('request', (frame) => frame.state === 'matched');
    expect(matched).toMatchObject({
      position: 0,
      waitMs: { low: 0, high: 0 },
      conversationId: (first as { conversationId: string }).conversationId,
      expert: { name: 'Ada', reasons: [{ code: 'statement', params: { statement: 'Databases' } }, { code: 'alone' }] },
    });
    expect((await house.call(visitor, 'GET', `/v1/help-requests/${request.id}`)).body).toMatchObject({
      state: 'matched',
    });
  });

  test('that is declined goes to the next best, and never back', async () => {
    const ada = await house.onDuty(await house.expert('Ada', { statements: ['Databases'] }));
    const bob = await house.onDuty(await house.expert('Bob'));
    await house.ask(await house.visitor(), { text: 'A problem with the database' });
    const { assignmentId } = await ada.next('assignment');
    await ada.send({ frame: 'assignment.decline', ref: 'd', assignmentId, reason: 'lunch' });
    expect(await ada.next('assignment.ended')).toMatchObject({ assignmentId, state: 'declined' });
    const second = await bob.next('assignment');
    await bob.send({ frame: 'assignment.decline', ref: 'd', assignmentId: second.assignmentId });
    await bob.next('assignment.ended');
    house.clock.advance(120_000);
    await sweep(house);
    expect(ada.frames.filter(({ frame }) => frame === 'assignment')).toHaveLength(1);
  });

  test('that runs out goes to the next, and comes back after a minute when nobody else is left', async () => {
    const ada = await house.onDuty(await house.expert('Ada', { statements: ['Databases'] }));
    const bob = await house.onDuty(await house.expert('Bob'));
    await house.ask(await house.visitor(), { text: 'A problem with the database' });
    const first = await ada.next('assignment');
    expect(first.timeoutMs).toBe(20_000);
    house.clock.advance(20_001);
    await sweep(house);
    expect(await ada.next('assignment.ended')).toMatchObject({ state: 'timed-out' });
    const second = await bob.next('assignment');
    await bob.send({ frame: 'assignment.decline', ref: 'd', assignmentId: second.assignmentId });
    await stayAlive(house, 61_000);
    const again = await ada.next('assignment', ({ assignmentId }) => assignmentId !== first.assignmentId);
    expect(again.request.id).toBe(first.request.id);
  });

  test('runs out also where the clock is set: an hour ahead, and an hour back while it is open', async () => {
    const ada = await house.onDuty(await house.expert('Ada', { statements: ['Databases'] }));
    const bob = await house.onDuty(await house.expert('Bob'));
    await house.ask(await house.visitor(), { text: 'A problem with the database' });
    const { assignmentId } = await ada.next('assignment');
    house.clock.advance(-3_600_000);
    await stayAlive(house, 0);
    expect(await ada.next('assignment.ended')).toMatchObject({ assignmentId, state: 'timed-out' });
    const second = await bob.next('assignment');
    house.clock.advance(2 * 3_600_000);
    expect(await bob.send({ frame: 'assignment.accept', ref: 'a', assignmentId: second.assignmentId })).toMatchObject({
      type: 'urn:harmony:problem:assignment/expired',
    });
  });

  test('waits twice as long for whoever has said that they need it', async () => {
    const ada = await house.expert('Ada');
    const line = await house.onDuty(ada);
    const { version } = (await house.call<{ version: number }>(ada, 'GET', '/v1/experts/me')).body;
    const profile = { statements: [], languages: [], capacity: 3, hasMoreTime: true, version };
    expect((await house.call(ada, 'PUT', '/v1/experts/me', profile)).body).toMatchObject({ hasMoreTime: true });
    await house.ask(await house.visitor(), {});
    const { assignmentId, timeoutMs } = await line.next('assignment');
    expect(timeoutMs).toBe(40_000);
    house.clock.advance(39_000);
    expect(await line.send({ frame: 'assignment.accept', ref: 'a', assignmentId })).toMatchObject({ frame: 'ok' });
  });

  test('cannot be accepted once its time is over, even before anybody has noticed', async () => {
    const ada = await house.onDuty(await house.expert('Ada'));
    await house.ask(await house.visitor(), {});
    const { assignmentId } = await ada.next('assignment');
    house.clock.advance(20_001);
    expect(await ada.send({ frame: 'assignment.accept', ref: 'late', assignmentId })).toMatchObject({
      frame: 'problem',
      type: 'urn:harmony:problem:assignment/expired',
    });
  });

  test('of somebody else does not exist', async () => {
    const ada = await house.onDuty(await house.expert('Ada'));
    await house.ask(await house.visitor(), {});
    const { assignmentId } = await ada.next('assignment');
    const bob = await house.onDuty(await house.expert('Bob'));
    const answer = await bob.send({ frame: 'assignment.accept', ref: 'x', assignmentId });
    expect(answer).toMatchObject({ type: 'urn:harmony:problem:assignment/not-found' });
  });

  test('is shown again to a console that was reloaded, and is not lost by the reload', async () => {
    const ada = await house.expert('Ada');
    const line = await house.onDuty(ada);
    await house.ask(await house.visitor(), {});
    const { assignmentId } = await line.next('assignment');
    line.hangUp();
    const reloaded = await house.connect(ada);
    expect(await reloaded.next('assignment')).toMatchObject({ assignmentId });
    expect(await reloaded.next('availability')).toMatchObject({ switch: true, state: 'available' });
    expect(await reloaded.send({ frame: 'assignment.accept', ref: 'a', assignmentId })).toMatchObject({ frame: 'ok' });
  });

  test('is withdrawn when the person cancels', async () => {
    const ada = await house.onDuty(await house.expert('Ada'));
    const visitor = await house.visitor();
    const request = await house.ask(visitor, {});
    const { assignmentId } = await ada.next('assignment');
    const cancelled = await house.call(visitor, 'DELETE', `/v1/help-requests/${request.id}`);
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', position: 0 } });
    expect(await ada.next('assignment.ended')).toMatchObject({ assignmentId, state: 'withdrawn' });
    expect(await ada.send({ frame: 'assignment.accept', ref: 'a', assignmentId })).toMatchObject({
      type: 'urn:harmony:problem:assignment/expired',
    });
  });

  test('is put before an expert one at a time; the next one comes with the answer', async () => {
    const ada = await house.onDuty(await house.expert('Ada'));
    const [first, second] = [await house.ask(await house.visitor(), {}), await house.ask(await house.visitor(), {})];
    const one = await ada.next('assignment');
    expect(one.request.id).toBe(first.id);
    await ada.send({ frame: 'assignment.decline', ref: 'd', assignmentId: one.assignmentId });
    expect(await ada.next('assignment', ({ request }) => request.id === second.id)).toBeDefined();
  });
});

describe('availability', () => {
  test('three time-outs in a row switch the expert off and tell them', async () => {
    const ada = await house.onDuty(await house.expert('Ada'));
    for (let n = 0; n < 3; n += 1) {
      const request = await house.ask(await house.visitor(), {});
      await ada.next('assignment', (frame) => frame.request.id === request.id);
      await stayAlive(house, 20_001);
      await ada.next('assignment.ended', ({ assignmentId }) => assignmentId === idOf(ada, request.id));
    }
    expect(await ada.next('availability', ({ because }) => because !== undefined)).toMatchObject({
      switch: false,
      state: 'offline',
      because: 'three-time-outs',
    });
  });

  test('whoever comes on duty is asked what waits', async () => {
    const request = await house.ask(await house.visitor(), {});
    expect(request).toMatchObject({ state: 'queued', reachable: 0 });
    const ada = await house.onDuty(await house.expert('Ada'));
    expect((await ada.next('assignment')).request.id).toBe(request.id);
  });

  test('a full expert is not asked, and is asked again when a conversation closes', async () => {
    const ada = await house.expert('Ada', { capacity: 1 });
    const line = await house.onDuty(ada);
    const visitor = await house.visitor();
    const first = await house.ask(visitor, {});
    const { assignmentId } = await line.next('assignment');
    const accepted = await line.send({ frame: 'assignment.accept', ref: 'a', assignmentId });
    const { conversationId } = accepted as unknown as { conversationId: string };
    expect((await house.call(ada, 'GET', '/v1/experts/me')).body).toMatchObject({ state: 'full', load: 1 });
    const second = await house.ask(await house.visitor(), {});
    await sweep(house);
    expect(line.frames.filter(({ frame }) => frame === 'assignment')).toHaveLength(1);

    const { outbox } = house.app.platform;
    await database.db.withOrganisation(house.organisationId, (tx) =>
      outbox.emit(tx, 'conversation.closed', house.organisationId, {
        conversationId,
        requestId: first.id,
        visitorId: visitor.visitorId,
        memberIds: [ada.memberId],
        reason: 'left',
        at: new Date(house.clock.now()).toISOString(),
      }),
    );
    expect((await line.next('assignment', ({ request }) => request.id === second.id)).request.id).toBe(second.id);
    expect((await house.call(visitor, 'GET', `/v1/help-requests/${first.id}`)).body.state).toBe('done');
  });

  test('nobody is left alone for a language: who speaks it first, then English, and it is said', async () => {
    const ada = await house.onDuty(await house.expert('Ada', { statements: ['Databases'] }));
    const gerd = await house.onDuty(await house.expert('Gerd', { languages: ['de', 'en'] }));
    await house.ask(await house.visitor('de-AT'), { text: 'Die Datenbank ist langsam' });
    const { assignmentId, reasons } = await gerd.next('assignment');
    expect(reasons).toContainEqual({ code: 'language', params: { tag: 'de-AT' } });
    await gerd.send({ frame: 'assignment.decline', ref: 'd', assignmentId });
    expect((await ada.next('assignment')).reasons).toContainEqual({ code: 'language', params: { tag: 'en' } });
  });
});

describe('trying out the ranking', () => {
  test('names experts with terms and reasons, and asks nobody', async () => {
    const team = await onDutyTogether(house, ['linus', 'ada', 'grace']);
    const { caller, line } = team.get('ada')!;
    const body = { text: 'Deadlock in PostgreSQL', ignoreAvailability: true, limit: 2 };
    const { status, body: ranking } = await house.call<Ranking>(caller, 'POST', '/v1/experts/rank', body);
    expect(status).toBe(200);
    expect(ranking.experts).toHaveLength(2);
    expect(ranking.experts[0]).toMatchObject({ name: 'ada', email: `${caller.memberId}@example.com` });
    expect(line.frames.some(({ frame }) => frame === 'assignment')).toBe(false);
  });
});

const idOf = (line: { frames: unknown[] }, requestId: string): string | undefined =>
  (line.frames as { frame: string; assignmentId?: string; request?: { id: string } }[]).find(
    ({ frame, request }) => frame === 'assignment' && request?.id === requestId,
  )?.assignmentId;

/** What timers and sweeps do, at the house's own time. */
const sweep = async (on: House): Promise<void> => {
  const { platform } = on.app;
  await platform.db.asSystem('test', (tx) => expire(platform, tx));
  await matchNow(on);
};

/** Time passes with everybody's sockets open. */
const stayAlive = async (on: House, ms: number): Promise<void> => {
  on.clock.advance(ms);
  const { organisationId } = on;
  await on.app.platform.db.withOrganisation(
    organisationId,
    (tx) => tx`
    update expert set seen_at = ${new Date(on.clock.now())}`,
  );
  await sweep(on);
};
