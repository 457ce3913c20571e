import { describe, expect, it } from 'vitest';
import { createReader, isSingle, isStep, printed, sequenceMs, type Press } from './keys.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('one press', () => {
  it('is a letter only without any modifier', () => {
    expect(isStep(press('j'), 'j')).toBe(true);
    for (const more of [
      { ctrlKey: true },
      { metaKey: true },
      { altKey: true },
      { shiftKey: true },
      { isComposing: true },
    ])
      expect(isStep(press('j', more), 'j'), JSON.stringify(more)).toBe(false);
  });

  it('is Ctrl or ⌘ with a letter, not both, and nothing else with them', () => {
    expect(isStep(press('k', { ctrlKey: true }), 'mod+k')).toBe(true);
    expect(isStep(press('k', { metaKey: true }), 'mod+k')).toBe(true);
    for (const more of [
      {},
      { ctrlKey: true, metaKey: true },
      { ctrlKey: true, shiftKey: true },
      { ctrlKey: true, altKey: true },
    ])
      expect(isStep(press('k', more), 'mod+k'), JSON.stringify(more)).toBe(false);
  });

  it('is a sign that Shift makes', () => {
    expect(isStep(press('?', { shiftKey: true }), '?')).toBe(true);
    expect(isStep(press('/', { code: 'Digit7', shiftKey: true }), '/')).toBe(true);
  });

  it('is a letter by its place where the layout has none, or Alt writes another sign', () => {
    expect(isStep(press('о', { code: 'KeyJ' }), 'j')).toBe(true);
    expect(isStep(press('˜', { code: 'KeyN', altKey: true }), 'alt+n')).toBe(true);
    expect(isStep(press('Dead', { code: 'KeyN', altKey: true }), 'alt+n')).toBe(true);
    expect(isStep(press('n', { altKey: true }), 'alt+n')).toBe(true);
  });

  it('is a key with a name', () => {
    expect(isStep(press('F6'), 'f6')).toBe(true);
    expect(isStep(press('ArrowDown'), 'arrowdown')).toBe(true);
  });
});

describe('reading presses', () => {
  const ways = ['g q', 'g c', 'q', 'j', 'mod+k'];

  it('takes G Q for the way to the queue, and Q alone for itself', () => {
    const read = createReader();
    expect(read(press('q'), ways, 0)).toEqual({ keys: 'q' });
    expect(read(press('g'), ways, 1)).toBe('begun');
    expect(read(press('q'), ways, 2)).toEqual({ keys: 'g q' });
    expect(read(press('q'), ways, 3)).toEqual({ keys: 'q' });
  });

  it('forgets a beginning after a while, and after a key that does not go on with it', () => {
    const read = createReader();
    read(press('g'), ways, 0);
    expect(read(press('q'), ways, sequenceMs + 1)).toEqual({ keys: 'q' });
    read(press('g'), ways, 10_000);
    expect(read(press('j'), ways, 10_001)).toBeNull();
    expect(read(press('q'), ways, 10_002)).toEqual({ keys: 'q' });
  });
});

it('tells which ways are characters alone', () => {
  expect(['j', '?', '/', 'g q', 'mod+k', 'alt+n', 'f6', 'enter'].map(isSingle)).toEqual([
    ...[true, true, true, true],
    ...[false, false, false, false],
  ]);
});

it('prints keys as the keyboard has them', () => {
  expect(printed('g q', false)).toEqual(['G', 'Q']);
  expect(printed('mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(printed('mod+k', true)).toEqual(['⌘', 'K']);
});
