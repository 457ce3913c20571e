import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../matching/house.fixture.ts';
import { createNews } from './news.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await openTestDatabase();
  house = await openHouse(database.db);
});
afterAll(async () => {
  await house.close();
  await database.dispose();
});

it('tells members once, after a pause, what a request moves five times', async () => {
  const toMembers = vi.spyOn(house.app.platform.live, 'toMembers');
  let close = async (): Promise<void> => {};
  const addHook = (_: string, hook: () => Promise<void>): void => void (close = hook);
  const news = createNews({ platform: house.app.platform, addHook } as unknown as FastifyInstance);
  for (let move = 0; move < 5; move += 1) {
    news.changed(house.organisationId);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await vi.waitFor(() => expect(toMembers).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(toMembers).toHaveBeenLastCalledWith(house.organisationId, { frame: 'queue', waiting: 0 });
  // Twice on a machine that takes longer for the five than the pause is.
  expect(toMembers.mock.calls.length).toBeLessThanOrEqual(2);
  await close();
});
