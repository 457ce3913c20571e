import { expect, it } from 'vitest';
import { watchConsole } from './console.ts';

const createConsole = () => {
  const written: unknown[][] = [];
  const original = function (...args: unknown[]): string {
    written.push(args);
    return 'returned';
  };
  return { console: { error: original } as unknown as Console, original, written };
};

it('calls the original first, once, with its arguments', () => {
  const { console, written } = createConsole();
  const order: string[] = [];
  watchConsole(console, ({ message }) => order.push(`${written.length} ${message}`));
  console.error('a', 1);
  expect(written).toEqual([['a', 1]]);
  expect(order).toEqual(['1 a']);
});

it('puts the original back, where ours is still in place', () => {
  const { console, original } = createConsole();
  watchConsole(console, () => {})();
  expect(console.error).toBe(original);
});

it('leaves somebody’s later wrapper in place, and falls silent below it', () => {
  const { console, written } = createConsole();
  const heard: string[] = [];
  const stop = watchConsole(console, ({ message }) => heard.push(message));
  const ours = console.error;
  const theirs = (...args: unknown[]): void => ours(...args);
  console.error = theirs;
  stop();
  console.error('a');
  expect(console.error).toBe(theirs);
  expect([heard, written]).toEqual([[], [['a']]]);
});

it('is not put around itself by a second copy', () => {
  const { console } = createConsole();
  const heard: string[] = [];
  watchConsole(console, () => heard.push('first'));
  watchConsole(console, () => heard.push('second'));
  console.error('a');
  expect(heard).toEqual(['first']);
});

it('ends a circle in which another instrumentation calls it back', () => {
  const { console } = createConsole();
  console.error = () => console.error('again');
  let heard = 0;
  watchConsole(console, () => (heard += 1));
  console.error('a');
  expect(heard).toBe(1);
});

it('lets a throwing original throw, and no failure of ours through', () => {
  const thrower = {
    error: () => {
      throw new Error('theirs');
    },
  } as unknown as Console;
  watchConsole(thrower, () => {});
  expect(() => thrower.error('a')).toThrow('theirs');
  const { console } = createConsole();
  watchConsole(console, () => {
    throw new Error('ours');
  });
  expect(() => console.error('a')).not.toThrow();
});

it('does without a console that is frozen', () => {
  const frozen = Object.freeze(createConsole().console);
  expect(() => watchConsole(frozen, () => {})()).not.toThrow();
});
