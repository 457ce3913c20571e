import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeClock } from '../../test/clock.ts';
import { startSweep } from './sweep.ts';

const everyMs = 10_000;

/** A sweep each ten seconds in an app that is ready, with a clock that goes as the timers do. */
const sweeping = async (run = vi.fn(async () => {})) => {
  const clock = fakeClock();
  const hooks = new Map<string, () => Promise<void>>();
  const warned = vi.fn();
  const app = {
    platform: { clock },
    log: { warn: warned, error: vi.fn() },
    addHook: (name: string, hook: () => Promise<void>) => void hooks.set(name, hook),
  };
  startSweep(app as unknown as FastifyInstance, { name: 'test', everyMs, run });
  await hooks.get('onReady')!();
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      clock.advance(1_000);
      await vi.advanceTimersByTimeAsync(1_000);
    }
  };
  return { run, clock, pass, warned, close: hooks.get('preClose')! };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a sweep', () => {
  it('runs each time, also after it failed, until the end', async () => {
    const run = vi.fn(async () => {});
    run.mockRejectedValueOnce(new Error('no database'));
    const { pass, close, warned } = await sweeping(run);
    await pass(30_000);
    expect(run).toHaveBeenCalledTimes(3);
    await close();
    await pass(30_000);
    expect(run).toHaveBeenCalledTimes(3);
    expect(warned).not.toHaveBeenCalled();
  });

  it.each([
    ['ahead by an hour', 3_600_000],
    ['back by an hour', -3_600_000],
  ])('waits until whoever is there was heard of, where the clock was set %s', async (_, ms) => {
    const { run, clock, pass, warned } = await sweeping();
    await pass(12_000);
    expect(run).toHaveBeenCalledTimes(1);
    clock.set(clock.now() + ms);
    await pass(35_000);
    expect(run).toHaveBeenCalledTimes(1);
    expect(warned).toHaveBeenCalledOnce();
    await pass(8_000);
    expect(run).toHaveBeenCalledTimes(2);
    await pass(10_000);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('waits as well where the process slept', async () => {
    const { run, pass } = await sweeping();
    await pass(2_000);
    const { now } = performance;
    vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 10 * 60_000);
    await pass(20_000);
    expect(run).not.toHaveBeenCalled();
    await pass(20_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('goes on where the clock is corrected by a little', async () => {
    const { run, clock, pass } = await sweeping();
    clock.set(clock.now() + 2_000);
    await pass(12_000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
