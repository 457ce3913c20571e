import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prefixOf, sentenceModel } from './model.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harmony-model-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const fill = (...files: string[]): void => {
  for (const file of files) {
    mkdirSync(join(folder, 'tiny', file, '..'), { recursive: true });
    writeFileSync(join(folder, 'tiny', file), file);
  }
};
const needed = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

describe('a sentence model', () => {
  test('is an id, loaded in eight bits', () => {
    expect(sentenceModel('Xenova/multilingual-e5-small', folder)).toEqual({
      ...{ name: 'Xenova/multilingual-e5-small', source: 'Xenova/multilingual-e5-small', isFolder: false, dtype: 'q8' },
    });
  });

  test('or a folder, named after it and the weights in it', () => {
    fill(...needed, 'onnx/model.onnx');
    const one = sentenceModel('./tiny', folder);
    expect(one).toMatchObject({ source: join(folder, 'tiny'), isFolder: true, dtype: 'fp32' });
    expect(one.name).toMatch(/^tiny@[0-9a-f]{8}$/);
    expect(sentenceModel('tiny', folder)).toEqual(one);
    writeFileSync(join(folder, 'tiny/onnx/model.onnx'), 'other weights');
    expect(sentenceModel('./tiny', folder).name).not.toBe(one.name);
    fill('onnx/model_quantized.onnx');
    expect(sentenceModel('./tiny', folder).dtype).toBe('q8');
  });

  test('says what a folder lacks', () => {
    expect(() => sentenceModel('./tiny', folder)).toThrow(`names a folder that is not there: ${folder}/tiny`);
    fill('config.json', 'tokenizer.json');
    expect(() => sentenceModel('./tiny', folder)).toThrow('without tokenizer_config.json');
    fill('tokenizer_config.json');
    expect(() => sentenceModel('./tiny', folder)).toThrow('without onnx/model_quantized.onnx or onnx/model.onnx');
    for (const odd of ['model', 'a/b/c', 'https://x.test/m', 'a b/c'])
      expect(() => sentenceModel(odd, folder), odd).toThrow('is neither "builtin", nor a model');
  });
});

test('only the E5 family wants a word before a text', () => {
  const words = (name: string) => [prefixOf({ name }, 'query'), prefixOf({ name }, 'document')];
  for (const name of ['Xenova/multilingual-e5-small', 'intfloat/e5-base', 'e5-small@0123abcd'])
    expect(words(name), name).toEqual(['query: ', 'passage: ']);
  for (const name of ['Xenova/all-MiniLM-L6-v2', 'some/made5-up', 'tiny@e5e5e5e5'])
    expect(words(name), name).toEqual(['', '']);
});
