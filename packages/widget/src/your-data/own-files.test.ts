import { expect, test } from 'vitest';
import { filesIn, withBytes } from './own-files.ts';

const file = (id: string, size = 10) => ({ id, name: `${id}.png`, type: 'image/png' as const, size });
const data = {
  identity: { name: 'Mia' },
  conversation: {
    conversations: [
      { messages: [{ body: 'words' }, { file: file('a') }, { file: file('huge', 51 * 1024 * 1024) }] },
      { messages: [{ file: file('gone') }, { file: file('b') }] },
    ],
  },
};

test('an export carries the bytes of its files, but for those that are too large or do not come', async () => {
  const whole = await withBytes(data, async ({ id }) => {
    if (id === 'gone') throw new Error('404');
    return `data:image/png;base64,${id}`;
  });

  expect(filesIn(whole).map(({ id, data: bytes }) => [id, bytes])).toEqual([
    ['a', 'data:image/png;base64,a'],
    ['huge', undefined],
    ['gone', undefined],
    ['b', 'data:image/png;base64,b'],
  ]);
  expect(whole.identity).toEqual({ name: 'Mia' });
  expect(filesIn(data).every((one) => one.data === undefined)).toBe(true);
});

test('where nothing was sent there are no files', () => {
  expect(filesIn(null)).toEqual([]);
  expect(filesIn({ identity: {} })).toEqual([]);
});
