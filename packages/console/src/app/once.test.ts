import { expect, it } from 'vitest';
import { once } from './once.ts';

const reader = () => {
  const endings: (() => void)[] = [];
  const read = once(() => new Promise<void>((resolve) => endings.push(resolve)));
  return { read, endings };
};

it('reads again once for all who asked while it was reading', async () => {
  const { read, endings } = reader();
  const first = read();
  const [second, third] = [read(), read()];
  expect(endings).toHaveLength(1);
  endings[0]!();
  await first;
  expect(second).toBe(third);
  await Promise.resolve();
  expect(endings).toHaveLength(2);
  endings[1]!();
  await second;
});

it('reads anew when asked after the end, also after a failure', async () => {
  let count = 0;
  const read = once(async () => {
    count += 1;
    if (count === 1) throw new Error('no network');
  });
  await expect(read()).rejects.toThrow('no network');
  await read();
  expect(count).toBe(2);
});
