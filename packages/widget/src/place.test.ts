import { describe, expect, test } from 'vitest';
import { liftOver, type Box } from './place.ts';

const bubble: Box = { left: 260, right: 350, top: 576, bottom: 620 };
const page =
  (...controls: Box[]) =>
  (x: number, y: number): Box | null =>
    controls.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) ?? null;

describe('the bubble’s place', () => {
  test('is its corner where no control of the page stands', () => {
    expect(liftOver(bubble, page(), 300)).toBe(0);
    expect(liftOver(bubble, page({ left: 0, right: 250, top: 560, bottom: 640 }), 300)).toBe(0);
  });

  test('is over a control that stands there, with room between', () => {
    expect(liftOver(bubble, page({ left: 0, right: 360, top: 590, bottom: 640 }), 300)).toBe(38);
  });

  test('is over all of several that stand upon each other', () => {
    const save = { left: 0, right: 360, top: 600, bottom: 640 };
    const more = { left: 300, right: 360, top: 550, bottom: 590 };
    expect(liftOver(bubble, page(save, more), 300)).toBe(78);
  });

  test('is a little lower where that is enough', () => {
    expect(liftOver(bubble, page({ left: 0, right: 360, top: 480, bottom: 582 }), 300)).toBe(-12);
  });

  test('stays its corner where the whole side is one control: it would be looked for in vain elsewhere', () => {
    expect(liftOver(bubble, page({ left: 0, right: 360, top: 0, bottom: 640 }), 300)).toBe(0);
  });
});
