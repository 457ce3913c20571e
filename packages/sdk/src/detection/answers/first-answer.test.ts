import { describe, expect, it } from 'vitest';
import { createPage } from '../world.fixture.ts';
import type { Stamp } from './ambient.ts';
import { firstAnswer } from './first-answer.ts';

const { find } = createPage('<main><ul id="carousel"><li id="slide">1</li></ul></main><p id="far">0</p>');
const [carousel, slide, far] = ['#carousel', '#slide', '#far'].map((selector) => find<HTMLElement>(selector)) as [
  HTMLElement,
  HTMLElement,
  HTMLElement,
];
const busy = (...times: number[]): Stamp[] => times.map((at) => ({ at, isIdle: false }));
/** It turned each 800 ms while nobody did anything. */
const idle: Stamp[] = [2_000, 2_800, 3_600].map((at) => ({ at, isIdle: true }));

/** Pressed at ten seconds, judged 2.5 s later. `changes`: what each node did, from the press on what was found. */
const judge = (changes: Map<object, Stamp[]>, isStarted: (node: object) => boolean = () => false) => {
  const found = new Map(
    [...changes].flatMap(([node, stamps]) => {
      const first = stamps.find(({ at }) => at >= 10_000);
      return first === undefined ? [] : [[node, { at: first.at, by: 'mutation' }] as const];
    }),
  );
  const causes = { begun: [10_000, 10_060], presses: [10_000], now: 12_500 };
  return firstAnswer(found, (node) => changes.get(node) ?? [], causes, isStarted);
};

describe('of what changed after a press', () => {
  it('the first that does not come by itself is the answer', () => {
    const clock = busy(10_300, 11_100, 11_900);
    expect(judge(new Map([[carousel, [...idle, ...clock]]]))).toBeUndefined();
    expect(
      judge(
        new Map([
          [carousel, [...idle, ...clock]],
          [far, busy(11_300)],
        ]),
      ),
    ).toMatchObject({ node: far, at: 11_300, by: 'mutation' });
  });

  it('a carousel that is turned by hand answers between two beats, and goes on', () => {
    expect(judge(new Map([[carousel, [...idle, ...busy(10_070, 10_400, 11_200, 12_000)]]]))?.at).toBe(10_070);
    // The beat came first.
    expect(judge(new Map([[carousel, [...idle, ...busy(10_020, 10_130, 10_820, 11_620, 12_420)]]]))?.at).toBe(10_130);
  });

  it('what a beat changes beside is part of it; the same elsewhere, or at another time, is not', () => {
    const turns: [object, Stamp[]] = [carousel, [...idle, ...busy(10_300, 11_100, 11_900)]];
    expect(judge(new Map([turns, [slide, busy(11_110)]]))).toBeUndefined();
    expect(judge(new Map([turns, [far, busy(11_110)]]))?.node).toBe(far);
    expect(judge(new Map([turns, [slide, busy(10_700)]]))?.node).toBe(slide);
  });

  it('what has answered this very thing before answers again', () => {
    const turns: [object, Stamp[]] = [carousel, [...idle, ...busy(10_300, 11_100, 11_900)]];
    expect(judge(new Map([turns]), (node) => node === carousel)?.at).toBe(10_300);
  });
});
