import { describe, expect, it, vi } from 'vitest';
import { createWorld } from '../world.fixture.ts';
import { optionsOf } from './attributes.ts';
import { copyBefore, takeOver } from './page-global.ts';

describe('the script tag', () => {
  it('takes what it knows and leaves the rest to the defaults', () => {
    expect(optionsOf({ site: ' pk_x ', consent: 'granted', theme: 'pink', bubble: 'hide' })).toEqual({
      site: 'pk_x',
      consent: 'granted',
      bubble: 'hide',
    });
  });
});

describe('taking over from a stub', () => {
  it('does what it kept, in order, answers who waits, and takes its errors as reports', async () => {
    const world = createWorld();
    const api = world.copy();
    const off = vi.fn();
    const resolve = vi.fn();
    const page: { Harmony?: unknown } = {
      Harmony: {
        q: [
          ['init', [{ site: 'pk_test' }]],
          ['on', ['request', () => {}], resolve],
          ['nothing', []],
        ],
        e: [{ message: 'early' }],
        x: off,
      },
    };
    takeOver(page, api);
    await world.settle();
    expect(page.Harmony).toBe(api);
    expect(off).toHaveBeenCalledOnce();
    expect(resolve).toHaveBeenCalledWith(expect.any(Function));
    expect(world.mounted[0]!.attachable().errors).toMatchObject([{ message: 'early' }]);
  });

  it('knows another copy from a stub', () => {
    expect(copyBefore({ Harmony: { q: [] } })).toBeNull();
    const api = createWorld().copy();
    expect(copyBefore({ Harmony: api })).toBe(api);
  });
});
