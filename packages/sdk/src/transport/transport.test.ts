import type { Signal } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { createTransport } from './transport.ts';

const signal = (id: number, size = 0): Signal => ({
  ...{ id: `id-${id}`, kind: 'click.rage' as const, at: '2026-03-02T09:00:00.000Z', page: '/', count: 1, weight: 1 },
  message: 'x'.repeat(size),
});

const createWorld = (answers: (number | 'no network')[] = []) => {
  const sent: { token: string; signals: { id: string }[] }[] = [];
  const timers: { fn: () => void; delayMs: number }[] = [];
  const hidden: (() => void)[] = [];
  const transport = createTransport(
    {
      now: () => 0,
      later: (fn, delayMs) => {
        const timer = { fn, delayMs };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
      listen: (_, fn) => {
        hidden.push(fn as () => void);
        return () => {};
      },
      fetch: async (_, init) => {
        const answer = answers.shift() ?? 202;
        sent.push(JSON.parse(init.body as string));
        if (answer === 'no network') throw new TypeError('failed');
        return new Response('{}', { status: answer, headers: answer === 429 ? { 'retry-after': '30' } : {} });
      },
    },
    'https://help.test',
    async () => 'the token',
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  /** Runs the timer that is set, and says how long it was. */
  const pass = async (): Promise<number | undefined> => {
    const timer = timers.shift();
    timer?.fn();
    await settle();
    return timer?.delayMs;
  };
  return { transport, sent, pass, settle, hidden, ids: () => sent.map(({ signals }) => signals.map(({ id }) => id)) };
};

describe('signals on their way', () => {
  it('go together, ten seconds after the first, with the token in the body', async () => {
    const { transport, pass, sent, ids } = createWorld();
    transport.add(signal(1));
    transport.add(signal(2));
    expect(await pass()).toBe(10_000);
    expect(ids()).toEqual([['id-1', 'id-2']]);
    expect(sent[0]!.token).toBe('the token');
    expect(await pass()).toBeUndefined();
  });

  it('go at once when the page is left', async () => {
    const { transport, hidden, settle, ids } = createWorld();
    transport.add(signal(1));
    hidden[0]!();
    await settle();
    expect(ids()).toEqual([['id-1']]);
  });

  it('wait longer after each failure, as long as the server asks, and are given up in the end', async () => {
    const { transport, pass, ids } = createWorld(['no network', 503, 429, 500, 500]);
    transport.add(signal(1));
    expect([await pass(), await pass(), await pass(), await pass(), await pass(), await pass()]).toEqual([
      10_000,
      1_000,
      4_000,
      30_000,
      60_000,
      undefined,
    ]);
    expect(ids()).toHaveLength(5);
  });

  it('are not sent again where the server refuses them', async () => {
    const { transport, pass, ids } = createWorld([403]);
    transport.add(signal(1));
    await pass();
    expect(await pass()).toBeUndefined();
    expect(ids()).toHaveLength(1);
  });

  it('stay within 16 KB a batch and 64 KB in all: the oldest go', async () => {
    const { transport, pass, ids } = createWorld();
    for (let id = 0; id < 30; id += 1) transport.add(signal(id, 4_000));
    for (let at = 0; at < 10; at += 1) await pass();
    expect(Math.max(...ids().map(({ length }) => length))).toBeLessThanOrEqual(4);
    expect(ids().flat().at(-1)).toBe('id-29');
    expect(ids().flat()).toHaveLength(15);
  });

  it('are forgotten once it is over', async () => {
    const { transport, pass, ids } = createWorld();
    transport.add(signal(1));
    transport.stop();
    transport.flush();
    expect(await pass()).toBeUndefined();
    expect(ids()).toEqual([]);
  });
});
