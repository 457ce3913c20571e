import { expect, it } from 'vitest';
import { createPage, watchWith } from '../world.fixture.ts';
import { navReload } from './reload.ts';

/** Loads a page again, at each of these times. @returns how often it was told */
const reload = (
  atMs: readonly number[],
  {
    kept = new Map<string, string>() as Map<string, string> | null,
    type = 'reload',
    paths = ['/a'],
    isHidden = false,
  } = {},
) => {
  const told = atMs.map((at, index) => {
    const world = createPage('', `https://app.test${paths[index % paths.length]}`);
    const { page } = world;
    Object.defineProperty(page, 'performance', { value: { getEntriesByType: () => [{ type }] } });
    Object.defineProperty(page.document, 'visibilityState', { value: isHidden ? 'hidden' : 'visible' });
    world.pass(at);
    const memory = kept && {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    };
    return watchWith(navReload, world, { kept: () => memory }).told.length;
  });
  return told.reduce((sum, one) => sum + one, 0);
};

it('tells three reloads of one page in half a minute', () => expect(reload([0, 2_000, 9_000])).toBe(1));

it.each([
  ['two', [0, 2_000], {}],
  ['three that took longer', [0, 20_000, 40_000], {}],
  ['three of different pages', [0, 2_000, 4_000], { paths: ['/a', '/b', '/c'] }],
  ['three visits', [0, 2_000, 4_000], { type: 'navigate' }],
  ['a page that loads itself again by a timer', [0, 10_000, 20_100], {}],
  ['a page that nobody looks at', [0, 2_000, 4_500], { isHidden: true }],
  ['anything where nothing may be kept', [0, 2_000, 4_500], { kept: null }],
])('is silent for %s', (_, atMs, more) => expect(reload(atMs as number[], more)).toBe(0));

it('survives what somebody else has put there', () => {
  const kept = new Map([['harmony:reloads', '{"not": "a list"']]);
  expect(reload([0, 2_000, 9_000], { kept })).toBe(1);
});
