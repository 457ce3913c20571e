import type { Message, PushedFrame } from '@harmony-live/protocol';
import { expect, test } from 'vitest';
import type { Connection } from '../platform/live/live.ts';
import { Seat } from './seats.ts';

const message = (seq: number): Message => ({
  id: `m${seq}`,
  seq,
  clientId: null,
  from: { kind: 'system' },
  kind: 'text',
  body: String(seq),
  at: '2026-11-24T09:00:00.000Z',
});

/** A seat at a log that the test fills; reading waits until it is let go. */
const setUp = (after: number, stored: number) => {
  const log = Array.from({ length: stored }, (_, index) => message(index + 1));
  const sent: number[] = [];
  const held: (() => void)[] = [];
  const connection = {
    id: 'one',
    isOpen: true,
    caller: { organisationId: 'o1' },
    send: (frame: PushedFrame) => void (frame.frame === 'message' && sent.push(frame.seq)),
  } as unknown as Connection;
  let reads = 0;
  const read = async (_organisation: string, _conversation: string, from: number, limit: number) => {
    reads += 1;
    const found = log.filter(({ seq }) => seq > from).slice(0, limit);
    await new Promise<void>((resolve) => held.push(resolve));
    return found;
  };
  const seat = new Seat(connection, 'c1', { kind: 'visitor', id: 'v' }, after, read, () => {});
  const letGo = async (): Promise<void> => {
    while (held.length > 0) {
      held.shift()!();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
  };
  const store = (seq: number): Message => {
    log.push(message(seq));
    return message(seq);
  };
  return { seat, sent, letGo, store, connection, reads: () => reads };
};

test('sends what came after the number that the client has, in order', async () => {
  const { seat, sent, letGo } = setUp(2, 450);
  const done = seat.catchUp();
  await letGo();
  await done;
  expect(sent).toEqual(Array.from({ length: 448 }, (_, index) => index + 3));
  expect(seat.cursor).toBe(450);
});

test('what is stored while the log is being read is neither lost nor doubled', async () => {
  const { seat, sent, letGo, store } = setUp(0, 2);
  const done = seat.catchUp();
  seat.offer(store(3));
  seat.offer(store(4));
  await letGo();
  await done;
  seat.offer(store(5));
  expect(sent).toEqual([1, 2, 3, 4, 5]);
});

test('what follows the cursor goes out at once, without reading', async () => {
  const { seat, sent, reads, store } = setUp(2, 2);
  seat.offer(store(3));
  seat.offer(store(4));
  seat.offer(message(3));
  expect(sent).toEqual([3, 4]);
  expect(reads()).toBe(0);
});

test('news that was lost is read from the log', async () => {
  const { seat, sent, letGo, store } = setUp(0, 0);
  store(1);
  store(2);
  seat.offer(store(3));
  await letGo();
  expect(sent).toEqual([1, 2, 3]);
});

test('nobody is sent anything after leaving, even in the middle of catching up', async () => {
  const { seat, sent, letGo } = setUp(0, 5);
  const done = seat.catchUp();
  seat.leave();
  await letGo();
  await done;
  expect(sent).toEqual([]);
});

test('a log that has gone ends the catching up', async () => {
  const { seat, letGo, reads } = setUp(0, 0);
  seat.offer(message(7));
  await letGo();
  expect(reads()).toBe(1);
});
