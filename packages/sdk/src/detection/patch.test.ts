import { describe, expect, it, vi } from 'vitest';
import { createPatch, patchGetter, patchMethod, patchSetter } from './patch.ts';

const box = () => {
  let value = 1;
  return Object.defineProperties({} as { value: number; add(by: number): number }, {
    value: {
      get: () => value,
      set: (next: number) => {
        value = next;
      },
      configurable: true,
    },
    add: { value: (by: number) => (value += by), configurable: true, writable: true },
  });
};

describe('what is put around the page’s functions', () => {
  it('keeps arguments, result and exceptions, whatever ours does', () => {
    const owner = box();
    const off = patchMethod(owner, 'add', () => {
      throw new Error('ours');
    });
    expect(owner.add(2)).toBe(3);
    off();
    const failing = {
      go: () => {
        throw new Error('theirs');
      },
    };
    patchMethod(failing, 'go', () => {});
    expect(() => failing.go()).toThrow('theirs');
  });

  it('hears a setter where the value changes', () => {
    const owner = box();
    const heard = vi.fn();
    const off = patchSetter(owner, 'value', heard);
    owner.value = 1;
    expect(heard).not.toHaveBeenCalled();
    owner.value = 5;
    expect(heard).toHaveBeenCalledOnce();
    off();
    owner.value = 6;
    expect(heard).toHaveBeenCalledOnce();
  });

  it('is put back in any order: ours goes silent under a wrapper that came later', () => {
    const owner = box();
    const own = owner.add;
    const [first, second] = [vi.fn(), vi.fn()];
    const offFirst = patchMethod(owner, 'add', first);
    const offSecond = patchMethod(owner, 'add', second);
    offFirst();
    owner.add(1);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
    offSecond();
    owner.add(1);
    expect(second).toHaveBeenCalledOnce();
    expect(own).not.toBe(owner.add);
    const clean = box();
    const before = clean.add;
    patchMethod(clean, 'add', first)();
    expect(clean.add).toBe(before);
  });

  it('sleeps between two uses, and goes around what was put there meanwhile, once', () => {
    const owner = box();
    const own = owner.add;
    const heard = vi.fn();
    let isAwake = true;
    const patch = createPatch(owner, 'add', 'value', heard, () => isAwake);
    expect(owner.add).toBe(own);
    patch.on();
    isAwake = false;
    owner.add(1);
    expect(heard).not.toHaveBeenCalled();
    isAwake = true;
    owner.add(1);
    expect(heard).toHaveBeenCalledOnce();
    const ours = owner.add;
    owner.add = (by) => ours.call(owner, by);
    patch.restore();
    for (const times of [2, 3]) {
      patch.on();
      owner.add(1);
      expect(heard).toHaveBeenCalledTimes(times);
      patch.restore();
    }
    expect(owner.value).toBe(5);
  });

  it('leaves alone what is not there or cannot be changed', () => {
    expect(patchMethod(undefined, 'add', () => {})).toBeTypeOf('function');
    const frozen = Object.freeze({
      get value() {
        return 1;
      },
    });
    expect(() => patchGetter(frozen, 'value', () => {})()).not.toThrow();
  });
});
