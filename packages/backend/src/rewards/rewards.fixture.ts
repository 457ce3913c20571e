import { expect } from 'vitest';
import {
  buildTestApp,
  type Answer,
  fakeClock,
  type FakeClock,
  type Somebody,
  type TestApp,
  type TestWorkspace,
} from '../../test/app.ts';
import { until } from '../../../../test/fixtures/until.ts';
import { meet } from '../conversation/talk.fixture.ts';
import type { Tx } from '../platform/database/index.ts';
import { createOutbox, type EventMap, type EventType } from '../platform/outbox/index.ts';
import { doWhatIsDue } from './due.ts';

export const hourMs = 60 * 60_000;
export const dayMs = 24 * hourMs;

/** Where people are helped and thanked; time stands still until it is moved. */
export interface ThankfulHouse extends TestApp {
  clock: FakeClock;
  house: TestWorkspace;
  expert: Somebody;
  visitor: Somebody;
  /** Waits until everybody has heard what was said, moves the time, and does what is due then. */
  later(ms: number): Promise<void>;
  /** Says it as the module that makes it true would, and waits until everybody has heard it. */
  say<K extends EventType>(type: K, payload: EventMap[K]): Promise<string>;
  // Tests read what they expect to be there; a wrong guess fails the test.
  // oxlint-disable typescript/no-explicit-any
  get(who: Somebody, path: string): Promise<Answer>;
  post(who: Somebody, path: string, body: object): Promise<Answer>;
  /** Says it as a process that is killed between its commit and the delivery: another one finds it. */
  leaveBehind<K extends EventType>(type: K, payload: EventMap[K], also?: (tx: Tx) => Promise<unknown>): Promise<void>;
  /** Everything that was said with this id in it comes once more, to handlers that remember nothing. */
  hearAgain(id: string): Promise<void>;
  /** A conversation of the two that the visitor has confirmed to be solved. @returns its id */
  solved(who?: Somebody): Promise<string>;
  /** The ledger as everybody inside gets it. */
  ledger(): Promise<any[]>;
  /** Everything of the expert's. */
  own(): Promise<any>;
}

export const openHouse = async (): Promise<ThankfulHouse> => {
  const clock = fakeClock();
  const test = await buildTestApp({ clock });
  const { app } = test;
  const { outbox, db } = app.platform;
  const house = await test.workspace();
  const expert = await house.signInAs('expert', 'Ada');
  const visitor = await house.visitor();
  const { organisationId } = house;
  const get: ThankfulHouse['get'] = (who, path) => test.call(who, 'GET', path);
  const post: ThankfulHouse['post'] = (who, path, body) => test.call(who, 'POST', path, body);
  const unsent = () =>
    db.asSystem(
      'test: what nobody has heard',
      async (tx) => (await tx`select from outbox where sent_at is null`).length,
    );
  return {
    ...test,
    clock,
    house,
    expert,
    visitor,
    get,
    post,
    later: async (ms) => {
      await until(async () => (await unsent()) === 0);
      clock.advance(ms);
      await doWhatIsDue(app.platform);
    },
    say: async (type, payload) => {
      const id = await db.withOrganisation(organisationId, (tx) => outbox.emit(tx, type, organisationId, payload));
      await outbox.delivered(id);
      return id;
    },
    leaveBehind: async (type, payload, also) => {
      const dead = createOutbox({ db, clock, log: app.platform.log });
      dead.on(type, 'nobody.alive', async () => {});
      const id = await db.withOrganisation(organisationId, async (tx) => {
        await also?.(tx);
        return dead.emit(tx, type, organisationId, payload);
      });
      await db.asSystem('test: its lease ends', (tx) => tx`update outbox set leased_until = null where id = ${id}`);
      await until(async () => (await unsent()) === 0);
    },
    hearAgain: async (id) => {
      await until(async () => (await unsent()) === 0);
      await db.asSystem('test: nobody remembers', async (tx) => {
        await tx`
          delete from outbox_delivery where handler like 'rewards.%'
            and event_id in (select id from outbox where payload::text like ${`%${id}%`})`;
        await tx`update outbox set sent_at = null, leased_until = null where payload::text like ${`%${id}%`}`;
      });
      await until(async () => (await unsent()) === 0, 10_000);
    },
    solved: async (who = visitor) => {
      const { conversationId } = await meet(test, house, who, expert, 'The page stays white');
      const { status } = await post(who, `/v1/conversations/${conversationId}/resolve`, { outcome: 'solved' });
      expect(status).toBe(200);
      return conversationId;
    },
    ledger: async () => (await get(expert, '/v1/rewards/ledger')).body.items,
    own: async () => (await get(expert, '/v1/rewards')).body,
  };
};
