import { expect, it } from 'vitest';
import { watchWith } from '../world.fixture.ts';
import { consoleError, failedResources, refusedByPolicies, rejection, uncaughtError } from './detectors.ts';

it('tells an error with its place', () => {
  const { say, told } = watchWith(uncaughtError);
  say.error({ frames: ['save /app.js', 'show /app.js'] });
  expect(told).toMatchObject([
    { message: 'it broke', mark: 'aaaaaaaa', data: { frames: 'save /app.js\nshow /app.js' } },
  ]);
});

it('is silent for other kinds', () => {
  for (const detector of [rejection, consoleError, failedResources, refusedByPolicies]) {
    const { say, told } = watchWith(detector);
    say.error({ kind: 'error.uncaught' });
    say.error({ kind: detector.kind as 'error.rejection' });
    expect(told).toHaveLength(1);
  }
});

it('counts the same again, also when others come between', () => {
  const { say, told, pass } = watchWith(uncaughtError);
  for (const fingerprint of ['a', 'b', 'a', 'b', 'a']) {
    say.error({ fingerprint });
    pass(1_000);
  }
  expect(told.map(({ mark, signal }) => [mark, signal.count])).toEqual([
    ['a', 3],
    ['b', 2],
  ]);
});

it('tells what fails on a timer ever less often', () => {
  const { say, told, pass } = watchWith(uncaughtError);
  for (let second = 0; second < 3_600; second += 5) {
    say.error({});
    pass(5_000);
  }
  expect(told.length).toBeLessThanOrEqual(10);
});

it('remembers a bounded number of problems', () => {
  const { say, told } = watchWith(uncaughtError, undefined, { limits: { remembered: 2 } as never });
  for (const fingerprint of ['a', 'b', 'c', 'c', 'a']) say.error({ fingerprint });
  expect(told.map(({ mark }) => mark)).toEqual(['a', 'b', 'c', 'a']);
});
