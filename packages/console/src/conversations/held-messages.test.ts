import { createMemoryStorage } from '@harmony-live/client';
import { beforeEach, expect, it } from 'vitest';
import { HeldMessages, holdMs } from './held-messages.ts';

let now: number;
let timers: { fn: () => void; at: number }[];
let storage: ReturnType<typeof createMemoryStorage>;
let said: string[];

const open = () =>
  new HeldMessages({
    storage,
    send: (id, text) => void said.push(`sent ${id}: ${text}`),
    giveBack: (id, text) => void said.push(`back ${id}: ${text}`),
    now: () => now,
    setTimer: (fn, ms) => {
      const timer = { fn, at: now + ms };
      timers.push(timer);
      return timer;
    },
    clearTimer: (timer) => void (timers = timers.filter((one) => one !== timer)),
  });
const pass = (ms: number): void => {
  now += ms;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter((one) => !due.includes(one));
  for (const { fn } of due) fn();
};

beforeEach(() => {
  now = 1_000_000;
  timers = [];
  said = [];
  storage = createMemoryStorage();
});

it('sends after five seconds, and leaves nothing on the device', () => {
  const held = open();
  held.hold('c', 'Hello');
  expect(held.of('c')).toMatchObject({ text: 'Hello', until: now + holdMs });
  pass(holdMs - 1);
  expect(said).toEqual([]);
  pass(1);
  expect(said).toEqual(['sent c: Hello']);
  expect([held.of('c'), storage.length]).toEqual([null, 0]);
});

it('gives the words back when asked, and sends nothing', () => {
  const held = open();
  held.hold('c', 'Hello');
  held.undo('c');
  pass(holdMs * 2);
  expect(said).toEqual(['back c: Hello']);
  expect(storage.length).toBe(0);
});

it('lets the first go when a second one is written, and holds each conversation by itself', () => {
  const held = open();
  held.hold('c', 'One');
  held.hold('d', 'Else');
  held.hold('c', 'Two');
  expect(said).toEqual(['sent c: One']);
  pass(holdMs);
  expect(said).toEqual(['sent c: One', 'sent d: Else', 'sent c: Two']);
});

it('loses nothing on a reload: the words are back in the draft, once no other tab can be about to send them', () => {
  open().hold('c', 'Hello');
  timers = [];
  pass(1000);
  const after = open();
  after.recover('c');
  expect(said).toEqual([]);
  pass(holdMs + 2000);
  expect(said).toEqual(['back c: Hello']);
  expect(storage.length).toBe(0);
  after.recover('c');
  expect(said).toHaveLength(1);
});

it('leaves to another tab what that tab has sent', () => {
  const [first, second] = [open(), open()];
  first.hold('c', 'Hello');
  second.recover('c');
  pass(holdMs);
  pass(holdMs);
  expect(said).toEqual(['sent c: Hello']);
});
