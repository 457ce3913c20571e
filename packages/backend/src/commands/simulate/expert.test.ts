import type { ServerFrame } from '@harmony-live/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startExpert } from './expert.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { planOf, type Plan } from './plan.ts';
import { loadProfile } from './read-profile.ts';
import { createTiming } from './timing.ts';
import { Refused, type Frame, type Line, type Listener, type Wire } from './wire.ts';

const minute = 60_000;
const [conversationId, requestId, assignmentId] = ['conversation-1', 'request-1', 'assignment-1'];

let plan: Plan;
let ledger: Ledger;
/** Each time that they came, with whoever hears. */
let lines: Listener[];
/** What the server says is theirs. */
let conversations: { id: string; requestId: string; state: string }[];
/** What they did by HTTP. */
let done: string[];
/** What becomes of an acceptance that the server has taken in. */
let answer: () => Promise<object>;

const wire: Wire = {
  call: async (_headers, method, path) => {
    if (method === 'GET') return { items: conversations } as never;
    done.push(`${method} ${path}`);
    return undefined as never;
  },
  open: async (_headers, _token, listener) => {
    lines.push(listener);
    const ask = async ({ frame }: Frame) =>
      (frame === 'assignment.accept' ? await answer() : {}) as Awaited<ReturnType<Line['ask']>>;
    return { ask, close: () => {} };
  },
};
const hears = (frame: object): void => lines.at(-1)!.frame(frame as ServerFrame);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  plan = planOf(await loadProfile('quick'), 1);
  ledger = createLedger(plan.experts);
  [lines, conversations, done] = [[], [], []];
  answer = async () => ({ conversationId });
  const conduct = { ...plan.experts[0]!.conduct, accepts: 1, declines: 0, vanishes: 0 };
  const one = { ...plan.experts[0]!, conduct, drops: 0, shifts: [{ fromMs: 0, toMs: 600 * minute }] };
  startExpert({ wire, timing: createTiming(1), ledger, endMs: 600 * minute }, one, {});
  await vi.advanceTimersByTimeAsync(1);
});
afterEach(() => vi.useRealTimers());

const ask = async (): Promise<void> => {
  hears({ frame: 'assignment', assignmentId, request: { id: requestId } });
  await vi.advanceTimersByTimeAsync(2 * minute);
};
const writings = (): string[] => done.filter((one) => one.endsWith(`/${conversationId}/messages`));

it('talks to whom it accepted', async () => {
  await ask();
  expect(writings().length).toBeGreaterThan(0);
  expect(ledger.experts[0]).toMatchObject({ accepted: 1, load: 1, open: 0 });
});

it('talks to whom it accepted also where the answer to that was lost with the connection, once', async () => {
  answer = async () => {
    conversations = [{ id: conversationId, requestId, state: 'open' }];
    lines.at(-1)!.closed();
    throw new Refused('line/closed', 'the connection ended');
  };
  await ask();
  expect(lines).toHaveLength(2);
  expect(writings().length).toBeGreaterThan(0);
  expect(ledger.experts[0]).toMatchObject({ accepted: 1, load: 1, open: 0 });
  expect(ledger.course(requestId).acceptedBy).toEqual([0]);
  expect(ledger.refusals.size).toBe(0);
});

it('comes back to what ended meanwhile, and leaves alone what was there before it', async () => {
  await ask();
  conversations = [
    { id: conversationId, requestId, state: 'closed' },
    { id: 'conversation-0', requestId: 'request-0', state: 'open' },
  ];
  lines.at(-1)!.closed();
  done = [];
  await vi.advanceTimersByTimeAsync(10 * minute);
  expect(done).toEqual([]);
  expect(ledger.experts[0]).toMatchObject({ accepted: 1, load: 0 });
});
