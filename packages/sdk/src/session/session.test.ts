import { describe, expect, it } from 'vitest';
import { createWorld, startedAt } from '../world.fixture.ts';

const minute = 60_000;

const begin = async (ahead: number) => {
  const world = createWorld();
  const visit = world.world.answers.get('/v1/visits')!;
  // The server's clock is right; the page's is not.
  world.world.answers.set('/v1/visits', () => {
    world.world.now -= ahead;
    const answer = visit();
    world.world.now += ahead;
    return answer;
  });
  world.world.now = startedAt + ahead;
  const api = world.copy();
  api.init({ site: 'pk_test' });
  await world.settle();
  const visits = () => world.paths().filter((path) => path === '/v1/visits').length;
  return { ...world, visits, start: () => world.mounted[0]!.startVisit() };
};

describe('a token', () => {
  it.each([0, 60 * minute, -60 * minute, 365 * 24 * 60 * minute])(
    'is good for its fourteen and a half minutes on a page whose clock is %i ms ahead',
    async (ahead) => {
      const { start, visits, world } = await begin(ahead);
      await start();
      await start();
      world.now += 14 * minute;
      await start();
      expect(visits()).toBe(1);
      world.now += minute;
      await start();
      expect(visits()).toBe(2);
    },
  );

  it.each([60 * minute, -60 * minute])(
    'outlives a clock that is set by %i ms with one renewal at most',
    async (jump) => {
      const { start, visits, world } = await begin(0);
      await start();
      world.clockSetBy = jump;
      for (let times = 0; times < 5; times += 1) await start();
      expect(visits()).toBeLessThanOrEqual(2);
      world.now += 15 * minute;
      await start();
      expect(visits()).toBeLessThanOrEqual(3);
      expect(visits()).toBeGreaterThanOrEqual(2);
    },
  );
});
