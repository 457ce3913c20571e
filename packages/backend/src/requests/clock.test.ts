import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../matching/house.fixture.ts';
import type { Hub } from '../platform/live/index.ts';
import { liveLimits } from '../platform/live/limits.ts';
import { expireGone } from './create.ts';
import { goneAfterMs } from './help-request.ts';

const minuteMs = 60_000;

let database: TestDatabase;
let house: House;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
});
afterEach(() => house.close());

/** As long as it takes until whoever is there was heard of. */
const heartbeat = async (): Promise<void> => {
  house.clock.advance(liveLimits.heartbeatEveryMs);
  await (house.app.platform.live as Hub).sweep();
};
const sweep = () => database.db.asSystem('test', (tx) => expireGone(house.app.platform, tx, goneAfterMs));

describe('a clock that is set', () => {
  it.each([
    // Further ahead their tokens run out: they come again with new ones.
    ['ahead', 10 * minuteMs],
    ['back', -60 * minuteMs],
  ])('%s ends no request of whoever is there, and notices who goes', async (_, ms) => {
    const visitor = await house.visitor();
    const line = await house.connect(visitor);
    const { id } = await house.ask(visitor, { text: 'The export stops' });
    const state = async () => (await house.call(visitor, 'GET', `/v1/help-requests/${id}`)).body.state;
    house.clock.set(house.clock.now() + ms);
    await heartbeat();
    await sweep();
    expect(await state()).toBe('queued');
    expect(line.frames.filter(({ frame }) => frame === 'bye')).toEqual([]);
    line.hangUp();
    house.clock.advance(goneAfterMs + 1_000);
    await sweep();
    const [row] = await database.db.asSystem(
      'test',
      (tx) => tx<{ state: string }[]>`select state from help_request where id = ${id}`,
    );
    expect(row!.state).toBe('expired');
  });
});
