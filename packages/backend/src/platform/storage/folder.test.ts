import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolderStorage } from './folder.ts';

const key = '019ade5f-0000-7000-8000-0000000000ab';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'storage-'));
});
afterAll(() => rm(folder, { recursive: true }));

const chunks = async function* (...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
};
const filesIn = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map(({ name }) => name);

test('what was put is opened again, with its size, under a name that is only its id', async () => {
  const storage = createFolderStorage(folder);

  expect(await storage.put(key, chunks('one ', 'two'))).toBe(7);

  const opened = await storage.open(key);
  expect(opened?.size).toBe(7);
  expect((await buffer(opened!.stream)).toString()).toBe('one two');
  expect(await filesIn()).toEqual([key]);
  await storage.delete(key);
});

test('what breaks off leaves nothing, and what is deleted twice is gone once', async () => {
  const storage = createFolderStorage(folder);
  const breaking = async function* () {
    yield Buffer.from('half of');
    throw new Error('the line is gone');
  };

  await expect(storage.put(key, breaking())).rejects.toThrow('the line is gone');

  expect(await filesIn()).toEqual([]);
  expect(await storage.open(key)).toBeNull();
  await storage.delete(key);
  await storage.delete(key);
});

test('what a crash left half-written goes with its key', async () => {
  const storage = createFolderStorage(folder);
  await mkdir(join(folder, 'ab'), { recursive: true });
  await writeFile(join(folder, 'ab', `${key}.part`), 'half');

  await storage.delete(key);

  expect(await filesIn()).toEqual([]);
});

test('no key leads out of the folder', async () => {
  const storage = createFolderStorage(folder);

  for (const wrong of ['../x', `${key}/../../x`, '', key.toUpperCase()]) {
    await expect(storage.open(wrong)).rejects.toThrow(TypeError);
  }
});

test('says why nothing can be kept', async () => {
  await writeFile(join(folder, 'a-file'), '');

  expect(await createFolderStorage(join(folder, 'new', 'one')).fault()).toBeNull();
  expect(await createFolderStorage(join(folder, 'a-file', 'below')).fault()).toBe('ENOTDIR');
});
