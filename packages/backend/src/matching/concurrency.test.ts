import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../platform/database/index.ts';
import { openTestDatabase } from '../../../../test/fixtures/database.ts';
import { createDatabase, startPostgres, whyNoPostgres } from '../../../../test/fixtures/postgres.ts';
import { accept, expire } from './answer.ts';
import { openHouse, type House } from './house.fixture.ts';
import { insertOffer } from './store.ts';

const missing = await whyNoPostgres();

/** Two databases on the same data where the engine allows it: two nodes, each with its own pool. */
interface Nodes {
  first: Database;
  second: Database;
  dispose(): Promise<void>;
}

const openEmbedded = async (): Promise<Nodes> => {
  const { db, dispose } = await openTestDatabase();
  return { first: db, second: db, dispose };
};

const openServer = async (): Promise<Nodes> => {
  const server = await startPostgres();
  const { url, drop } = await createDatabase(server.url);
  const [first, second] = [await openDatabase({ url }), await openDatabase({ url })];
  return {
    first,
    second,
    dispose: async () => {
      await first.close();
      await second.close();
      await drop();
      await server.stop();
    },
  };
};

const codeOf = (outcome: PromiseSettledResult<unknown>): string =>
  outcome.status === 'fulfilled' ? 'accepted' : String((outcome.reason as { code?: string }).code ?? outcome.reason);

describe.each([
  { engine: 'embedded', open: openEmbedded, isSkipped: false },
  { engine: 'postgresql', open: openServer, isSkipped: missing !== undefined },
])('at the same moment, on $engine', ({ open, isSkipped }) => {
  if (isSkipped) {
    test.skip(`needs a server: ${missing}`, () => {});
    return;
  }
  let nodes: Nodes;
  let house: House;
  let other: House;

  beforeAll(async () => {
    nodes = await open();
    house = await openHouse(nodes.first);
    other = await openHouse(nodes.second, house);
  }, 120_000);
  afterAll(async () => {
    await other.close();
    await house.close();
    await nodes.dispose();
  }, 60_000);

  /** A request that is before all of these experts at once, on nobody's initiative: they are off duty. */
  const offerToAll = async (count: number) => {
    const request = await house.ask(await house.visitor(), {});
    const now = house.clock.now();
    const offers = [];
    for (let n = 0; n < count; n += 1) {
      const caller = await house.expert(`Expert ${n}`);
      const id = house.clock.newId();
      await nodes.first.withOrganisation(house.organisationId, (tx) =>
        insertOffer(tx, {
          id,
          organisationId: house.organisationId,
          requestId: request.id,
          memberId: caller.memberId,
          rankingId: null,
          rank: 1,
          score: 0,
          terms: [],
          reasons: [],
          timeoutMs: 20_000,
          offeredAt: now,
          expiresAt: now + 20_000,
        }),
      );
      offers.push({ caller, id });
    }
    return { request, offers };
  };
  const accepted = async (requestId: string): Promise<number> => {
    const [row] = await nodes.first.asSystem(
      'look',
      (tx) => tx<{ count: number }[]>`
      select count(*)::integer from assignment where request_id = ${requestId} and state = 'accepted'`,
    );
    return row!.count;
  };

  test('fifty experts accept one request, and exactly one gets it', async () => {
    const { request, offers } = await offerToAll(50);
    const outcomes = await Promise.allSettled(
      offers.map(({ caller, id }, n) => accept((n % 2 === 0 ? house : other).app.platform, caller, id)),
    );
    const codes = Map.groupBy(outcomes, codeOf);
    expect([...codes.keys()].toSorted()).toEqual(['accepted', 'assignment/taken']);
    expect(codes.get('accepted')).toHaveLength(1);
    expect(await accepted(request.id)).toBe(1);
  }, 60_000);

  test('one expert accepts twice from two tabs, and both open the same conversation', async () => {
    const { offers } = await offerToAll(1);
    const { caller, id } = offers[0]!;
    const [one, two] = await Promise.all([
      accept(house.app.platform, caller, id),
      accept(other.app.platform, caller, id),
    ]);
    expect(one).toEqual(two);
  });

  test('an expert with one place left accepts two requests, and gets one', async () => {
    const caller = await house.expert('Ada', { capacity: 1 });
    const ids: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      const { offers } = await offerToAll(1);
      ids.push(offers[0]!.id);
      // An expert is asked one thing at a time: the first question has run out of the index as if it were being answered.
      await nodes.first.asSystem('test', (tx) => tx`drop index if exists assignment_one_question`);
      await nodes.first.asSystem(
        'test',
        (tx) => tx`update assignment set member_id = ${caller.memberId} where id = ${offers[0]!.id}`,
      );
    }
    const outcomes = await Promise.allSettled(
      ids.map((id, n) => accept((n === 0 ? house : other).app.platform, caller, id)),
    );
    expect(outcomes.map(codeOf).toSorted()).toEqual(['accepted', 'capacity/full']);
  });

  test('a person cancels while an expert accepts, and both are told the same', async () => {
    for (let round = 0; round < 10; round += 1) {
      const visitor = await house.visitor();
      const { request, offers } = await offerToAll(1);
      await nodes.first.asSystem(
        'test',
        (tx) => tx`
        update help_request set visitor_id = ${visitor.visitorId} where id = ${request.id}`,
      );
      const { caller, id } = offers[0]!;
      const [cancelled, answer] = await Promise.allSettled([
        house.call(visitor, 'DELETE', `/v1/help-requests/${request.id}`),
        accept(other.app.platform, caller, id),
      ]);
      const state = cancelled.status === 'fulfilled' ? cancelled.value.body.state : cancelled.reason;
      expect([codeOf(answer), state]).toEqual(
        answer.status === 'fulfilled' ? ['accepted', 'matched'] : ['assignment/expired', 'cancelled'],
      );
    }
  });

  test('two nodes sweep what ran out, and each assignment ends once', async () => {
    const { request } = await offerToAll(20);
    house.clock.advance(20_001);
    await Promise.all(
      [house, other, house, other].map(({ app }) =>
        app.platform.db.asSystem('sweep', (tx) => expire(app.platform, tx)),
      ),
    );
    const ended = await nodes.first.asSystem(
      'look',
      (tx) => tx<{ assignmentId: string }[]>`
      select payload ->> 'assignmentId' as assignment_id from outbox
      where type = 'assignment.ended' and payload ->> 'requestId' = ${request.id} and payload ->> 'state' = 'timed-out'`,
    );
    expect(ended).toHaveLength(20);
    expect(new Set(ended.map(({ assignmentId }) => assignmentId)).size).toBe(20);
  });

  test('one person sends two requests, and waits once', async () => {
    const visitor = await house.visitor();
    const [one, two] = await Promise.all([house.ask(visitor, { text: 'one' }), other.ask(visitor, { text: 'two' })]);
    const states = await Promise.all(
      [one, two].map(async ({ id }) => (await house.call(visitor, 'GET', `/v1/help-requests/${id}`)).body.state),
    );
    expect(new Set(states)).toEqual(new Set(['cancelled', 'queued']));
  });
});
