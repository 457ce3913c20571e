import { describe, expect, it } from 'vitest';
import { createPage, watchWith } from '../world.fixture.ts';
import { perfSlow } from './slow.ts';

const start = (supportedEntryTypes: string[] | null = ['event', 'long-animation-frame']) => {
  const world = createPage('<button id="b"></button><harmony-widget></harmony-widget>');
  const observed: { init: object; isOn: boolean; call: (list: object) => void }[] = [];
  class Observer {
    static readonly supportedEntryTypes = supportedEntryTypes;
    readonly #one: (typeof observed)[number];
    constructor(call: (list: object) => void) {
      this.#one = { init: {}, isOn: false, call };
    }
    observe(init: object): void {
      Object.assign(this.#one, { init, isOn: true });
      observed.push(this.#one);
    }
    disconnect(): void {
      this.#one.isOn = false;
    }
  }
  Object.defineProperty(world.page, 'PerformanceObserver', {
    value: supportedEntryTypes === null ? undefined : Observer,
  });
  const watched = watchWith(perfSlow, world);
  return {
    ...{ ...watched, observed },
    enter: (...entries: object[]) => {
      observed[0]!.call({ getEntries: () => entries });
      watched.pass(0);
    },
  };
};

describe('perf.slow is told', () => {
  it('of an interaction that took longer than half a second, with where', () => {
    const { enter, told, find } = start();
    enter({ duration: 16, interactionId: 1 }, { duration: 648, interactionId: 1, target: find('#b') });
    expect(told).toMatchObject([{ root: find('#b'), data: { tookMs: 600 } }]);
  });

  it('of a long frame with an input in it, once with the interaction’s own entry', () => {
    const { enter, told, pass } = start();
    enter({ duration: 700, firstUIEventTimestamp: 1_000 });
    enter({ duration: 696, interactionId: 1 });
    expect(told).toMatchObject([{ data: { tookMs: 700 } }]);
    pass(6_000);
    enter({ duration: 696, interactionId: 2 });
    expect(told).toHaveLength(2);
  });
});

describe('perf.slow is silent', () => {
  it.each([
    ['what was quick enough', { duration: 496, interactionId: 1 }],
    ['what is no interaction', { duration: 900, interactionId: 0 }],
    ['frames without an input', { duration: 900, firstUIEventTimestamp: 0 }],
    ['a dialog of the browser', { duration: 15_000, interactionId: 1 }],
  ])('for %s', (_, entry) => {
    const { enter, told } = start();
    enter(entry);
    expect(told).toEqual([]);
  });

  it('within our own elements, and in a hidden tab', () => {
    const { enter, told, find, page } = start();
    enter({ duration: 900, interactionId: 1, target: find('harmony-widget') });
    Object.defineProperty(page.document, 'visibilityState', { value: 'hidden' });
    enter({ duration: 900, interactionId: 2 });
    expect(told).toEqual([]);
  });

  it('where the browser measures neither', () => {
    expect(start([]).observed).toEqual([]);
    expect(start(null).observed).toEqual([]);
  });
});

it('observes only what is slow, and lets go at its end', () => {
  const { observed, end } = start();
  expect(observed.map(({ init }) => init)).toEqual([
    { type: 'event', durationThreshold: 500 },
    { type: 'long-animation-frame', durationThreshold: 500 },
  ]);
  end();
  expect(observed.map(({ isOn }) => isOn)).toEqual([false, false]);
});
