import { describe, expect, it } from 'vitest';
import { createPage, watchWith } from '../world.fixture.ts';
import { navLoop } from './loop.ts';
import { trailNames } from './trail.ts';

const start = (markup = '', kept?: Map<string, string>, loadedBy = 'navigate', url = 'https://app.test/a') => {
  const world = createPage(markup, url);
  Object.defineProperty(world.page, 'performance', {
    value: { getEntriesByType: () => [{ type: loadedBy }] },
    configurable: true,
  });
  const memory = kept && {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  const watched = watchWith(navLoop, world, { kept: () => memory ?? null });
  return {
    ...watched,
    go: (...paths: string[]) => {
      for (const path of paths) {
        watched.pass(6_000);
        watched.say.page('', path);
      }
    },
    back: (path: string, afterMs: number) => {
      watched.pass(afterMs);
      watched.say.page('', path, 'traverse');
    },
  };
};

describe('somebody goes to and fro', () => {
  it('A, B, A, B', () => {
    const { go, told } = start();
    go('/b', '/a', '/b');
    expect(told).toMatchObject([{ count: 2, data: { how: 'loop' } }]);
  });

  it.each(['Back', 'Orders', 'What comes next in this long list of articles'])('by pressing “%s”', (words) => {
    const { say, find, pass, now, told } = start(`<button>${words}</button>`);
    for (const path of ['/b', '/a', '/b']) {
      pass(2_000);
      say.press({ root: find('button'), at: now() });
      say.page('', path);
    }
    expect(told).toHaveLength(1);
  });

  it('and is told once a loop', () => {
    const { go, told } = start();
    go('/b', '/a', '/b', '/a');
    expect(told).toHaveLength(1);
  });

  it('back at once, twice', () => {
    const { go, back, told } = start();
    go('/b');
    back('/a', 3_000);
    go('/c');
    back('/a', 3_000);
    expect(told).toMatchObject([{ count: 2, data: { how: 'back' } }]);
  });

  it('over several documents, where the tab may keep it', () => {
    const kept = new Map<string, string>();
    let told = 0;
    for (const path of ['a', 'b', 'a', 'b'])
      told += start('', kept, 'navigate', `https://app.test/${path}`).told.length;
    expect(told).toBe(1);
    expect(kept.get(trailNames.pages)).not.toMatch(/app\.test|\/a/);
  });
});

describe('nobody does', () => {
  it('who took longer', () => {
    const { go, pass, told } = start();
    go('/b', '/a');
    pass(60_000);
    go('/b');
    expect(told).toEqual([]);
  });

  it('who opens several entries of a list', () => {
    const { go, told } = start();
    go('/items/1', '/a', '/items/2', '/a', '/items/3');
    expect(told).toEqual([]);
  });

  it.each([
    ['tabs', '<div role="tablist"><a role="tab" href="/b"></a></div>'],
    ['pages of a list', '<nav aria-label="Pagination"><a href="/b"></a></nav>'],
    ['a wizard’s own previous', '<form><button type="button"></button></form>'],
    ['neighbours', '<a rel="prev" href="/b"></a>'],
    ['a step by its name', '<button id="previous">◀</button>'],
    ['a step by its words', '<button>« Précédent</button>'],
    ['a step by its label', '<button aria-label="次へ"></button>'],
    ['a dialog with an address', '<div role="dialog"><button></button></div>'],
  ])('who presses %s', (_, markup) => {
    const { say, find, pass, now, told } = start(markup);
    for (const path of ['/b', '/a', '/b', '/a', '/b']) {
      pass(2_000);
      say.press({ root: find('a, button'), at: now() });
      say.page('', path);
    }
    expect(told).toEqual([]);
  });

  it('whose app closes what it had opened by going back', () => {
    const { say, find, pass, now, told, back } = start('<button></button>');
    for (const path of ['/photo', '/other-photo']) {
      pass(2_000);
      say.page('', path);
      pass(2_000);
      say.press({ root: find('button'), at: now() });
      back('/a', 100);
    }
    expect(told).toEqual([]);
  });

  it('who was only led on', () => {
    const { say, told } = start();
    for (const path of ['/b', '/a', '/b', '/a']) say.page('', path, 'replace');
    expect(told).toEqual([]);
  });
});

it('keeps nothing without consent, and forgets at its end', () => {
  const kept = new Map<string, string>();
  start().go('/b');
  const { go, end } = start('', kept);
  go('/b');
  expect(kept.size).toBe(1);
  end();
  expect(kept.size).toBe(0);
});
