import { expect, test } from 'vitest';
import { createLanes } from './lanes.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('tasks of one lane run one after another in their order', async () => {
  const lanes = createLanes(4);
  const story: string[] = [];
  const task = (name: string) => async () => {
    story.push(`${name} begins`);
    await turn();
    story.push(`${name} ends`);
  };
  await Promise.all([lanes.run('a', task('first')), lanes.run('a', task('second'))]);
  expect(story).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('no more lanes move at once than allowed', async () => {
  const lanes = createLanes(2);
  let running = 0;
  let most = 0;
  const task = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await turn();
    running -= 1;
  };
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((lane) => lanes.run(lane, task)));
  expect(most).toBe(2);
});

test('a long lane keeps a short one waiting for one task only', async () => {
  const lanes = createLanes(1);
  const story: string[] = [];
  const long = [1, 2, 3, 4].map((n) => lanes.run('long', async () => void story.push(`long ${n}`)));
  const short = lanes.run('short', async () => void story.push('short'));
  await Promise.all([...long, short]);
  expect(story).toEqual(['long 1', 'short', 'long 2', 'long 3', 'long 4']);
});

test('a task that fails ends neither its lane nor the others', async () => {
  const lanes = createLanes(1);
  const failing = lanes.run('a', async () => {
    throw new Error('broken task');
  });
  await expect(failing).rejects.toThrow('broken task');
  await expect(lanes.run('a', async () => 'still moving')).resolves.toBe('still moving');
});
