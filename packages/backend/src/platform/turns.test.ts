import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.ts';

/** Turns that end when told to, and what each did. */
const turnsInHand = (most = 100) => {
  const ran: string[] = [];
  const ends: (() => void)[] = [];
  const ask = createTurns<{ word: string }, string>(
    async (lane, items) => {
      ran.push(`${lane}: ${items.map(({ word }) => word).join(' ')}`);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (items.some(({ word }) => word === 'poison')) throw new Error('poisoned');
      return items.map(({ word }) => (word === 'no' ? new Error('not you') : word.toUpperCase()));
    },
    (waiting) => waiting.slice(0, most),
  );
  const endAll = async (): Promise<void> => {
    for (let idle = 0; idle < 3;) {
      idle = ends.length === 0 ? idle + 1 : 0;
      ends.splice(0).forEach((end) => end());
      await new Promise(setImmediate);
    }
  };
  return { ran, endAll, ask: (lane: string, word: string) => ask(lane, { word }) };
};

describe('turns', () => {
  it('do at once what came while another ran, each lane for itself', async () => {
    const { ran, endAll, ask } = turnsInHand();
    const all = [ask('x', 'a'), ask('x', 'b'), ask('x', 'c'), ask('y', 'd')];
    await endAll();
    expect(await Promise.all(all)).toEqual(['A', 'B', 'C', 'D']);
    expect(ran).toEqual(['x: a', 'y: d', 'x: b c']);
    const later = ask('x', 'e');
    await endAll();
    expect(await later).toBe('E');
  });

  it('take no more than they may', async () => {
    const { ran, endAll, ask } = turnsInHand(2);
    const all = ['a', 'b', 'c', 'd'].map((word) => ask('x', word));
    await endAll();
    await Promise.all(all);
    expect(ran).toEqual(['x: a', 'x: b c', 'x: d']);
  });

  it('tell each by itself that it is refused, and try again without whoever breaks a turn', async () => {
    const { endAll, ask } = turnsInHand();
    const all = Promise.allSettled(['a', 'b', 'no', 'poison', 'c'].map((word) => ask('x', word)));
    await endAll();
    expect((await all).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      ...['A', 'B', 'Error: not you', 'Error: poisoned', 'C'],
    ]);
  });
});
