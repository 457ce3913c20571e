import { describe, expect, test } from 'vitest';
import { gapsIn, type Asked } from './gaps.ts';

/** Two dimensions are enough to be near or far in. */
const asked = (
  id: string,
  visitorId: string,
  at: number,
  degrees: number | null,
  nearest: number | null = null,
): Asked => ({
  ...{ id, visitorId, at, nearest, text: `My request is number ${id}`, conversationId: null },
  vector: degrees === null ? [0, 0] : [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)],
});
const shown = (requests: Asked[], most = 10) => gapsIn(requests, most).map(({ latest, people }) => [latest.id, people]);

describe('what is missing', () => {
  test('is told once for all who ask for it, by its latest words, what most asked for first', () => {
    expect(
      shown([asked('d', 'kim', 4, 180), asked('c', 'lee', 3, 5), asked('b', 'ada', 2, 0), asked('a', 'kim', 1, 10)]),
    ).toEqual([
      ['c', 3],
      ['d', 1],
    ]);
  });

  test('counts people, not how often they ask', () => {
    expect(shown([asked('b', 'kim', 2, 0), asked('a', 'kim', 1, 0)])).toEqual([['b', 1]]);
  });

  test('leaves out what an article is near to', () => {
    expect(
      shown([asked('c', 'kim', 3, 0, 0.28), asked('b', 'lee', 2, 90, 0.27), asked('a', 'ada', 1, 180, -0.5)]),
    ).toEqual([
      ['b', 1],
      ['a', 1],
    ]);
  });

  test('leaves out words that say nothing', () => {
    const silent = asked('b', 'kim', 2, null);
    expect(shown([silent, { ...asked('a', 'lee', 1, 0), text: 'help me??? 1234567890' }])).toEqual([]);
  });

  test('is bounded', () => {
    expect(shown([asked('b', 'kim', 2, 0), asked('a', 'lee', 1, 90)], 1)).toEqual([['b', 1]]);
  });
});
