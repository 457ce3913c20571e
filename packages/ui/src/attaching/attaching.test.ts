import { createFilePlace, type Http } from '@harmony-live/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Attaching } from './attaching.ts';

/** What a browser sends, held until the test answers. */
class FakeRequest {
  static sent: FakeRequest[] = [];
  upload: { onprogress?: (progress: { loaded: number; total: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  status = 0;
  responseText = '';
  url = '';
  headers: Record<string, string> = {};
  body: FormData | undefined;
  isAborted = false;
  open(_method: string, url: string): void {
    this.url = url;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(body: FormData): void {
    this.body = body;
    FakeRequest.sent.push(this);
  }
  abort(): void {
    this.isAborted = true;
  }
  answer(status: number, body: object = {}): Promise<void> {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    this.onload?.();
    return settle();
  }
  get clientId(): unknown {
    return this.body?.get('clientId');
  }
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const last = (): FakeRequest => FakeRequest.sent.at(-1)!;
const file = (name: string, type = 'text/plain'): File => new File(['words'], name, { type });

let connected: () => void;
let token: string;
let attaching: Attaching;
let changes: number;

beforeEach(() => {
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  FakeRequest.sent = [];
  token = 'old';
  changes = 0;
  const http = { token: () => token, renew: async () => ((token = 'new'), true) } as Partial<Http> as Http;
  const live = { onConnected: (fn: (me: never) => void) => ((connected = fn as () => void), () => {}) };
  const place = createFilePlace({ http, live, baseUrl: 'https://help.test', conversationId: 'c1' });
  attaching = new Attaching(place, () => (changes += 1));
});
afterEach(() => {
  attaching.dispose();
  vi.unstubAllGlobals();
});

const states = () => attaching.items.map(({ file: { name }, state }) => `${name} ${state}`);

test('nothing goes before Send; then files go one after another, and each tells how far it is', async () => {
  attaching.add([file('a.txt'), file('b.txt'), file('c.svg')]);
  expect(states()).toEqual(['a.txt ready', 'b.txt ready', 'c.svg refused']);
  expect([attaching.hasReady, FakeRequest.sent.length]).toEqual([true, 0]);

  attaching.send();
  expect(states()).toEqual(['a.txt sending', 'b.txt waiting', 'c.svg refused']);
  expect([last().url, last().headers]).toEqual([
    'https://help.test/v1/conversations/c1/attachments',
    { authorization: 'Bearer old' },
  ]);
  last().upload.onprogress?.({ loaded: 1, total: 4 });
  expect(attaching.items[0]?.share).toBe(0.25);

  await last().answer(200);
  expect(attaching.told).toBe('a.txt sent');
  expect(states()).toEqual(['b.txt sending', 'c.svg refused']);
  await last().answer(200);
  expect(states()).toEqual(['c.svg refused']);
  expect(changes).toBeGreaterThan(4);
});

test('cut off, a file goes on by itself when the connection is back, under the same id', async () => {
  attaching.add([file('a.txt')]);
  attaching.send();
  const { clientId } = last();
  last().onerror?.();
  await settle();
  expect(states()).toEqual(['a.txt failed']);
  expect(attaching.items[0]?.words).toMatch(/^No connection/);

  connected();
  expect(FakeRequest.sent.map((request) => request.clientId)).toEqual([clientId, clientId]);
  await last().answer(200);
  expect(attaching.items).toEqual([]);
});

test('what the server refuses for good can only be removed; what failed can be tried again', async () => {
  attaching.add([file('a.txt'), file('b.txt')]);
  attaching.send();
  await last().answer(415, { type: 'urn:harmony:problem:file/type-refused' });
  await last().answer(500);
  expect(states()).toEqual(['a.txt refused', 'b.txt failed']);

  connected();
  expect(FakeRequest.sent).toHaveLength(2);
  attaching.retry(attaching.items[1]!.id);
  await last().answer(200);
  attaching.remove(attaching.items[0]!.id);
  expect(attaching.items).toEqual([]);
});

test('cancelled on its way, it is broken off and the next one goes', async () => {
  attaching.add([file('a.txt'), file('b.txt')]);
  attaching.send();
  const first = last();
  attaching.remove(attaching.items[0]!.id);

  expect(first.isAborted).toBe(true);
  expect(attaching.told).toBe('a.txt removed');
  expect(states()).toEqual(['b.txt sending']);
});

test('an expired token is renewed once', async () => {
  attaching.add([file('a.txt')]);
  attaching.send();
  await last().answer(401, { type: 'urn:harmony:problem:token/expired' });
  expect(last().headers).toEqual({ authorization: 'Bearer new' });
  await last().answer(401, { type: 'urn:harmony:problem:token/expired' });
  expect(states()).toEqual(['a.txt failed']);
});

test('ten files go at once, and the rest is told to wait', () => {
  attaching.add(Array.from({ length: 12 }, (_, index) => file(`${index}.txt`)));
  expect(attaching.items).toHaveLength(10);
  expect(attaching.told).toBe('10 files go at once. Send these first');
});

test('what was cut off goes on by itself also where the connection stood, each time after twice as long', async () => {
  vi.useFakeTimers();
  attaching.add([file('a.txt')]);
  attaching.send();
  const { clientId } = last();
  for (const afterMs of [2_000, 4_000, 8_000]) {
    last().onerror?.();
    await vi.advanceTimersByTimeAsync(afterMs - 1);
    expect(states()).toEqual(['a.txt failed']);
    await vi.advanceTimersByTimeAsync(1);
    expect(states()).toEqual(['a.txt sending']);
  }
  expect([last().clientId, FakeRequest.sent.length]).toEqual([clientId, 4]);

  last().onerror?.();
  await vi.advanceTimersByTimeAsync(1);
  attaching.dispose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeRequest.sent.length).toBe(4);
  vi.useRealTimers();
});
