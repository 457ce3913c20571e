import { describe, expect, test } from 'vitest';
import { createBatches, mostAtOnce } from './batches.ts';

const letters = (from: string, howMany: number): string[] => Array.from({ length: howMany }, (_, at) => `${from}${at}`);

/** A model that answers when the test says so; the vector of a text is its length. */
const slowModel = () => {
  const asked: { texts: readonly string[]; answer(): void; refuse(): void }[] = [];
  const batches = createBatches((texts) => {
    const { promise, resolve, reject } = Promise.withResolvers<number[][]>();
    const answer = (): void => resolve(texts.map((text) => [text.length]));
    asked.push({ texts, answer, refuse: () => reject(new Error('no')) });
    return promise;
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { asked, batches, settle };
};

describe('batches', () => {
  test('hold so many texts at most, and go one after the other', async () => {
    const { asked, batches, settle } = slowModel();
    const found = batches.vectorsOf(letters('a', mostAtOnce + 3), false);
    await settle();
    expect(asked.map(({ texts }) => texts.length)).toEqual([mostAtOnce]);
    asked[0]!.answer();
    await settle();
    expect(asked.map(({ texts }) => texts.length)).toEqual([mostAtOnce, 3]);
    asked[1]!.answer();
    expect(await found).toHaveLength(mostAtOnce + 3);
  });

  test('let what somebody waits for go before what is only kept', async () => {
    const { asked, batches, settle } = slowModel();
    const kept = batches.vectorsOf(letters('a', 3 * mostAtOnce), false);
    const awaited = batches.vectorsOf(['question'], true);
    asked[0]!.answer();
    await settle();
    expect(asked[1]!.texts).toEqual(['question']);
    asked[1]!.answer();
    expect(await awaited).toEqual([[8]]);
    for (const at of [2, 3]) {
      await settle();
      asked[at]!.answer();
    }
    expect(await kept).toHaveLength(3 * mostAtOnce);
  });

  test('a batch that fails fails alone', async () => {
    const { asked, batches, settle } = slowModel();
    const first = batches.vectorsOf(letters('a', mostAtOnce), false);
    const second = batches.vectorsOf(['b'], false);
    asked[0]!.refuse();
    await expect(first).rejects.toThrow('no');
    await settle();
    asked[1]!.answer();
    expect(await second).toEqual([[1]]);
  });
});
