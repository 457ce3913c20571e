import { describe, expect, it } from 'vitest';
import { isByItself, isCertainAnswer, stamped, type Stamp } from './ambient.ts';

const beats = (first: number, gap: number, count: number, isIdle = false): Stamp[] =>
  Array.from({ length: count }, (_, at) => ({ at: first + at * gap, isIdle }));
const causes = (begun: number[], now: number, presses = begun) => ({ begun, presses, now });

describe('a change is no answer', () => {
  it('where a clock ticks through the window, and the press fell between two ticks', () =>
    expect(isByItself(beats(10_400, 1_000, 3), 10_400, causes([10_000], 12_500))).toBe(true));

  it('though timers are a little late', () => {
    const ticks = [10_400, 11_412, 12_395].map((at) => ({ at, isIdle: false }));
    expect(isByItself(ticks, 10_400, causes([10_000], 12_500))).toBe(true);
  });

  it('where the clock was seen while nobody did anything, long before', () => {
    const ticks = [...beats(3_050, 1_000, 1, true), ...beats(40_050, 1_000, 2)];
    expect(isByItself(ticks, 40_050, causes([40_000], 41_500))).toBe(true);
    expect(isByItself(ticks, 41_050, causes([40_000], 41_500))).toBe(true);
  });

  it('where the node moved all the time before', () => {
    const frames = [...beats(1_000, 16, 6, true), ...beats(9_003, 16, 6)];
    expect(isByItself(frames, 9_003, causes([9_000], 9_200))).toBe(true);
  });

  it('where three angry presses came while a clock went on ticking', () => {
    const presses = [10_000, 10_250, 10_500];
    for (const press of presses)
      expect(isByItself(beats(10_700, 1_000, 3), 10_700, causes([press], 13_000, presses))).toBe(true);
  });
});

describe('a change is an answer', () => {
  it('where the node changed once', () =>
    expect(isByItself(beats(10_400, 1, 1), 10_400, causes([10_000], 12_500))).toBe(false));

  it('where it came at once and begins an animation', () =>
    expect(isByItself(beats(10_010, 16, 12), 10_010, causes([10_000], 12_500))).toBe(false));

  it('where an animation comes a while later and ends', () =>
    expect(isByItself(beats(10_600, 16, 12), 10_600, causes([10_000], 12_500))).toBe(false));

  it('where the press starts a counter, whether it shows at once or after its first second', () => {
    expect(isByItself(beats(10_020, 1_000, 3), 10_020, causes([10_000], 12_500))).toBe(false);
    expect(isByItself(beats(11_010, 1_000, 3), 11_010, causes([10_000], 13_500))).toBe(false);
  });

  it('where a counter starts with the response to its request', () =>
    expect(isByItself(beats(11_850, 1_000, 3), 11_850, causes([10_000, 11_800], 14_000))).toBe(false));

  it('where each of several even presses sets one off, at once or after a while', () => {
    const presses = [10_000, 10_500, 11_000, 11_500];
    for (const delay of [8, 300])
      for (const press of presses) {
        const changes = beats(10_000 + delay, 500, 4);
        expect(isByItself(changes, press + delay, causes([press], 14_000, presses))).toBe(false);
      }
  });

  it('where a page that computes for a second answers each of several even presses after it', () => {
    const presses = [10_000, 12_200, 14_400];
    for (const press of presses)
      expect(isByItself(beats(11_000, 2_200, 3), press + 1_000, causes([press], 17_000, presses))).toBe(false);
  });

  it('where a busy machine shows each of several presses only after the next, and rests when they end', () => {
    const presses = [10_000, 10_220, 10_500, 10_760];
    const changes = beats(10_390, 220, 4);
    for (const { at } of changes) expect(isByItself(changes, at, causes([10_760], 13_300, presses))).toBe(false);
  });

  it('where it falls beside the beat of a clock', () => {
    const ticks = [...beats(3_000, 1_000, 1, true), { at: 40_020, isIdle: false }, ...beats(40_550, 1_000, 2)];
    expect(isByItself(ticks, 40_020, causes([40_000], 42_000))).toBe(false);
  });
});

describe('a change is an answer for certain', () => {
  it('at once after the press, its end or its response, on a node that was still before', () => {
    expect(isCertainAnswer(beats(10_050, 1, 1), 10_050, [10_000])).toBe(true);
    expect(isCertainAnswer(beats(11_050, 1, 1), 11_050, [10_000, 11_000])).toBe(true);
    expect(isCertainAnswer(beats(10_400, 1, 1), 10_400, [10_000])).toBe(false);
    expect(isCertainAnswer([...beats(9_000, 1, 1), ...beats(10_050, 1, 1)], 10_050, [10_000])).toBe(false);
  });
});

it('keeps the first and the last stamps of a node that never rests, and one for what comes in parts', () => {
  const all = beats(0, 10, 40).reduce<readonly Stamp[]>(stamped, []);
  expect(all.map(({ at }) => at)).toEqual([0, 10, 20, 30, 40, 50, 340, 350, 360, 370, 380, 390]);
  expect(stamped(beats(0, 1, 1), { at: 3, isIdle: false })).toHaveLength(1);
});
