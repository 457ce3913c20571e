import { expect, it } from 'vitest';
import { Commands } from './commands.ts';

const ids = (commands: Commands) => commands.possible.map(({ id }) => id);

it('can do what somebody holds, and the latest holder does it', () => {
  const commands = new Commands(['queue']);
  const done: string[] = [];
  const off = commands.hold({ 'conversation.find': () => void done.push('first') });
  const offAgain = commands.hold({ 'conversation.find': () => void done.push('second'), palette: () => false });
  expect(ids(commands)).toEqual(['palette', 'conversation.find']);
  expect(commands.run('conversation.find')).toBe(true);
  offAgain();
  expect(commands.run('conversation.find')).toBe(true);
  off();
  expect(done).toEqual(['second', 'first']);
  expect(ids(commands)).toEqual([]);
});

it('says when nobody took it', () => {
  const commands = new Commands(['queue']);
  commands.hold({ palette: () => false });
  expect([commands.run('palette'), commands.run('shortcuts')]).toEqual([false, false]);
});

it('knows the areas of this person alone, each key once in its place', () => {
  const all = new Commands(['queue', 'profile']).all;
  expect(all.map(({ id }) => id)).toContain('go.profile');
  expect(all.map(({ id }) => id)).not.toContain('go.settings');
  const ways = all.flatMap(({ place, keys }) => keys.map((key) => `${place} ${key}`));
  expect(new Set(ways).size).toBe(ways.length);
});
