import { describe, expect, test } from 'vitest';
import type { Tx } from '../../database/index.ts';
import { rememberVectors } from './remembered.ts';
import { openSentenceEmbeddings } from './sentence.ts';
import type { ModelThread } from './thread.ts';

const tx = undefined as unknown as Tx;
const model = { name: 'some/e5-small', source: 'some/e5-small', isFolder: false, dtype: 'q8' } as const;

/** Threads of which each fails when the test says so; what they were asked is written down. */
const open = async () => {
  const asked: string[] = [];
  const warnings: unknown[] = [];
  let threads = 0;
  let isFailing = false;
  const start = async (): Promise<ModelThread> => {
    threads += 1;
    return {
      vectorsOf: async (texts) => {
        asked.push(...texts);
        if (isFailing) throw new Error('It is gone.');
        return texts.map((text) => [text.length, 1]);
      },
      close: async () => {},
    };
  };
  const log = { warn: (fields: unknown) => warnings.push(fields), error: (fields: unknown) => warnings.push(fields) };
  const embeddings = await openSentenceEmbeddings({ model, start, learn: async () => {}, log: log as never });
  asked.length = 0;
  return {
    embeddings,
    asked,
    warnings,
    threads: () => threads,
    fail: (is: boolean) => (isFailing = is),
    embed: (kind: 'document' | 'query', ...texts: string[]) => embeddings.embed(tx, 'org', kind, texts),
  };
};

describe('a sentence model', () => {
  test('knows its dimensions once it is open, and puts its own words before a text', async () => {
    const { embeddings, embed, asked } = await open();
    expect(embeddings).toMatchObject({ model: 'some/e5-small', dimensions: 2 });
    expect(await embed('query', 'abc')).toEqual([['query: abc'.length, 1]]);
    await embed('document', 'abc');
    expect(asked).toEqual(['query: abc', 'passage: abc']);
  });

  test('is asked once for what was prepared or comes twice', async () => {
    const { embeddings, embed, asked } = await open();
    await embeddings.prepare('document', ['one', 'two']);
    expect(await embed('document', 'two', 'one', 'two')).toEqual([
      ['passage: two'.length, 1],
      ['passage: one'.length, 1],
      ['passage: two'.length, 1],
    ]);
    expect(asked).toEqual(['passage: one', 'passage: two']);
  });

  test('is not asked for a text that says nothing, which has no direction', async () => {
    const { embed, asked } = await open();
    expect(await embed('query', ' … ', '')).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(asked).toEqual([]);
  });

  test('that fails leaves a question without meaning, and refuses what would be kept', async () => {
    const { embed, embeddings, fail, warnings } = await open();
    fail(true);
    expect(await embed('query', 'abc')).toEqual([[0, 0]]);
    await expect(embed('document', 'abc')).rejects.toMatchObject({ code: 'server/busy' });
    await expect(embeddings.prepare('document', ['abc'])).resolves.toBeUndefined();
    expect(warnings.length).toBeGreaterThan(0);
  });

  test('is started anew after it failed', async () => {
    const { embed, fail, threads } = await open();
    fail(true);
    await embed('query', 'abc');
    fail(false);
    expect(await embed('query', 'abc')).toEqual([['query: abc'.length, 1]]);
    expect(threads()).toBe(2);
  });

  test('takes long lists in pieces', async () => {
    const { embed } = await open();
    const texts = Array.from({ length: 2_500 }, (_, at) => `text ${at}`);
    const found = await embed('document', ...texts);
    expect(found.every((vector, at) => vector[0] === `passage: ${texts[at]}`.length)).toBe(true);
  });
});

test('what was used longest ago is forgotten first', () => {
  const vectors = rememberVectors(2);
  vectors.set('a', [1]);
  vectors.set('b', [2]);
  vectors.get('a');
  vectors.set('c', [3]);
  expect(['a', 'b', 'c'].map((text) => vectors.get(text))).toEqual([[1], undefined, [3]]);
});
