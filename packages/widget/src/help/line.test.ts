import type { HelpRequest } from '@harmony-live/protocol';
import type { WidgetHost } from '@harmony-live/sdk';
import { afterEach, expect, it, vi } from 'vitest';
import type { Help } from './help.ts';
import { createLine } from './line.ts';

const request = { clientId: 'c1', text: 'Help' };
const made = { id: 'r1', state: 'queued' } as HelpRequest;

/** A line whose server gives these answers in turn. @returns what it was asked, as `POST /path` */
const begin = (...answers: Response[]) => {
  vi.useFakeTimers();
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { method = 'GET' }: RequestInit) => {
    asked.push(`${method} ${new URL(url).pathname}`);
    return answers.shift();
  });
  const host = {
    backend: 'https://help.test',
    token: () => 'token',
    renew: async () => true,
    startVisit: async () => ({ visitorId: 'v1' }),
  } as unknown as WidgetHost;
  return { line: createLine({ host } as Help), asked };
};
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each([{ status: 0 }, { status: 401 }, { status: 503 }, { status: 429, retryAfterMs: 2_000 }])(
  'a request is sent again after a pause, since it has an id that the server knows it by: %o',
  async (problem) => {
    const { line, asked } = begin(new Response('', { status: 503 }), Response.json(made));
    const again = line.askAgain(request, problem);
    await vi.advanceTimersByTimeAsync((problem.retryAfterMs ?? 500) - 1);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await again, asked]).toEqual([made, Array(2).fill('POST /v1/help-requests')]);
  },
);

it.each([{ status: 400 }, { status: 403 }, { status: 429, retryAfterMs: 31_000 }, {}])(
  'what the server means, and a wait that is long, is told instead: %o',
  async (problem) => {
    const { line, asked } = begin();
    await expect(line.askAgain(request, problem)).rejects.toBe(problem);
    expect(asked).toEqual([]);
  },
);
