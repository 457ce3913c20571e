import type { HelpRequest } from '@harmony-live/protocol';
import type { WidgetHost } from '@harmony-live/sdk';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Help } from './help.ts';
import type { Line } from './line.ts';
import { askPlainly, plainly, requestKey } from './plain.ts';

const made = { id: 'r1', state: 'queued', position: 1, createdAt: '2026-11-24T10:00:00.000Z' } as HelpRequest;

const begin = () => {
  const kept = new Map<string, string>();
  const done: string[] = [];
  let token = 'old';
  const host = {
    backend: 'https://help.test',
    token: () => token,
    renew: async () => ((token = 'new'), true),
    say: async (path: string) => (done.push(path), made),
    setHelpOpen: (isOpen: boolean) => void done.push(`help is ${isOpen ? 'open' : 'over'}`),
    emit: (name: string) => void done.push(name),
    storage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    },
  } as unknown as WidgetHost;
  const help = { host, request: null, isOver: false, isFollowed: false, changed: () => {}, resume: async () => false };
  return { host, help: help as unknown as Help, kept, done };
};
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a request without the parts that follow it', () => {
  it('is sent, noted for the next page, and looked at until it ends', async () => {
    vi.useFakeTimers();
    const { help, kept, done } = begin();
    const answers = [
      { ...made, position: 2 },
      { ...made, state: 'cancelled' },
    ];
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => (asked.push(url), Response.json(answers.shift())));
    await askPlainly(help, { clientId: 'c1', text: 'Help' });
    expect([done, kept.get(requestKey), help.request]).toEqual([
      ['/v1/help-requests', 'help is open', 'request'],
      'r1',
      made,
    ]);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(help.request).toMatchObject({ position: 2 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual(Array(2).fill('https://help.test/v1/help-requests/r1'));
    expect([help.request?.state, kept.has(requestKey)]).toEqual(['cancelled', false]);
  });

  it('is left to the parts as soon as they have come', async () => {
    vi.useFakeTimers();
    const { help } = begin();
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    help.resume = async () => true;
    await askPlainly(help, { clientId: 'c1', text: 'Help' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetched).not.toHaveBeenCalled();
  });
});

describe('a request whose first try comes to nothing', () => {
  const refusal = Object.assign(new Error('busy'), { status: 503 });
  const refused = () => {
    const { host, help, kept } = begin();
    host.say = async () => Promise.reject(refusal);
    help.resume = async () => true;
    return { help, kept };
  };

  it('is sent again by the code that knows when that is of use', async () => {
    const { help, kept } = refused();
    vi.stubGlobal('navigator', { onLine: true });
    const again = vi.fn(async () => made);
    help.line = async () => ({ askAgain: again }) as unknown as Line;
    const request = { clientId: 'c1', text: 'Help' };
    expect(await askPlainly(help, request)).toEqual(made);
    expect([again.mock.calls, kept.get(requestKey), help.view]).toEqual([[[request, refusal]], 'r1', 'waiting']);
  });

  it('fails as it did where that code does not come, or there is no network for it', async () => {
    const { help, kept } = refused();
    help.line = vi.fn(async () => Promise.reject(new Error('blocked')));
    for (const onLine of [true, false]) {
      vi.stubGlobal('navigator', { onLine });
      await expect(askPlainly(help, { clientId: 'c1', text: 'Help' })).rejects.toBe(refusal);
    }
    expect([vi.mocked(help.line).mock.calls.length, kept.size]).toEqual([1, 0]);
  });
});

describe('a plain call', () => {
  it('renews a token that has run out, once', async () => {
    const { host } = begin();
    const seen: unknown[] = [];
    vi.stubGlobal('fetch', async (_: string, { method, headers }: RequestInit) => {
      const { authorization } = headers as Record<string, string>;
      seen.push([method, authorization]);
      return authorization === 'Bearer new' ? Response.json(made) : new Response('', { status: 401 });
    });
    expect(await plainly(host, 'r1', 'DELETE')).toEqual(made);
    expect(seen).toEqual([
      ['DELETE', 'Bearer old'],
      ['DELETE', 'Bearer new'],
    ]);
  });

  it('fails where it is refused', async () => {
    const { host } = begin();
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
    await expect(plainly(host, 'r1', 'GET')).rejects.toThrow('404');
  });
});
