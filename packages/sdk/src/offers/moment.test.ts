import { describe, expect, it } from 'vitest';
import { createPage } from '../detection/world.fixture.ts';
import { createMoments } from './moment.ts';

const begin = (now?: (own: number) => number) => {
  const world = createPage('<input id="a"><input id="secret" type="password">');
  const { page, later } = world;
  const told: string[] = [];
  const state = { isBusy: false };
  Object.defineProperty(page.document, 'visibilityState', { value: 'visible', configurable: true });
  const clock = () => now?.(world.now()) ?? world.now();
  const moments = createMoments(page, { now: clock, later }, () => state.isBusy);
  const wait = () =>
    moments.wait(
      () => void told.push('now'),
      () => void told.push('dropped'),
    );
  return { ...world, moments, told, state, wait };
};

describe('a moment to speak to somebody', () => {
  it('comes three seconds after the last key or press', () => {
    const { wait, fire, find, pass, told } = begin();
    fire(find('#a'), 'keydown');
    wait();
    pass(2_000);
    fire(find('#a'), 'pointerdown');
    pass(2_800);
    expect(told).toEqual([]);
    pass(500);
    expect(told).toEqual(['now']);
  });

  it('is over where no pause comes within twenty seconds', () => {
    const { wait, fire, find, pass, told, timerCount } = begin();
    wait();
    for (let second = 0; second < 21; second += 1) {
      fire(find('#a'), 'keydown');
      pass(1_000);
    }
    expect([told, timerCount()]).toEqual([['dropped'], 0]);
  });

  it.each([
    ['composes', 'compositionstart', 'compositionend'],
    ['drags', 'dragstart', 'dragend'],
    // What was dragged and taken off the page meanwhile tells no end.
    ['drags what then goes', 'dragstart', 'pointerdown'],
  ])('waits while somebody %s', (_, start, end) => {
    const { wait, fire, find, pass, told } = begin();
    pass(5_000);
    fire(find('#a'), start);
    wait();
    pass(6_000);
    expect(told).toEqual([]);
    fire(find('#a'), end);
    pass(4_000);
    expect(told).toEqual(['now']);
  });

  it('waits while something is under way, and in a field for a password', () => {
    const { wait, find, pass, state, told } = begin();
    pass(5_000);
    state.isBusy = true;
    wait();
    pass(3_000);
    state.isBusy = false;
    find('#secret').focus();
    pass(3_000);
    expect(told).toEqual([]);
    find('#secret').blur();
    pass(500);
    expect(told).toEqual(['now']);
  });

  it('comes, or is dropped, in its time though the clock is set back by an hour meanwhile', () => {
    const set = { back: 0 };
    const { wait, fire, find, pass, told } = begin((own) => own - set.back);
    fire(find('#a'), 'keydown');
    wait();
    pass(1_000);
    set.back = 3_600_000;
    pass(20_000);
    expect(told).toEqual(['now']);
  });
});
