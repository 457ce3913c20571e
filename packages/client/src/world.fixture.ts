import type { Message, ServerFrame } from '@harmony-live/protocol';
import type { Timers } from './environment.ts';
import type { Http } from './http.ts';
import type { Hint, SocketLike } from './live-types.ts';
import { ClientProblem, unreachable } from './problem.ts';

/** Time that passes only when it is told to. Chance is always one half. */
export interface FakeTimers extends Timers {
  /** Lets time pass, with everything that is due meanwhile and what follows from it. */
  pass(ms: number): Promise<void>;
}

export const createFakeTimers = (): FakeTimers => {
  let now = Date.parse('2026-11-24T09:00:00Z');
  const due = new Map<number, { fn: () => void; at: number }>();
  let count = 0;
  return {
    now: () => now,
    random: () => 0.5,
    set: (fn, delayMs) => {
      due.set(++count, { fn, at: now + delayMs });
      return count;
    },
    clear: (timer) => void due.delete(timer as number),
    pass: async (ms) => {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = [...due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
        if (next === undefined) break;
        due.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].fn();
        await settle();
      }
      now = end;
    },
  };
};

/** Everything that only waits for promises has happened afterwards. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

interface ClientSide {
  frame: string;
  ref?: string;
  [field: string]: unknown;
}

/** One end of a connection that a client opened, as the server sees it. */
export class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly received: ClientSide[] = [];
  isClosed = false;
  readonly #take: (socket: FakeSocket, frame: ClientSide) => void;

  constructor(take: (socket: FakeSocket, frame: ClientSide) => void) {
    this.#take = take;
  }

  send(text: string): void {
    if (this.isClosed) return;
    const frame = JSON.parse(text) as ClientSide;
    this.received.push(frame);
    this.#take(this, frame);
  }
  close(): void {
    this.isClosed = true;
  }
  /** From the server to the client. */
  push(frame: ServerFrame | { frame: string; [field: string]: unknown }): void {
    if (!this.isClosed) this.onmessage?.({ data: JSON.stringify(frame) });
  }
  /** The line is cut. */
  drop(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onclose?.();
  }
}

export const me = { kind: 'visitor', id: '018f0000-0000-7000-8000-000000000001' } as const;
export const ada = { kind: 'member', id: '018f0000-0000-7000-8000-000000000002', name: 'Ada' } as const;
export const conversationId = '018f0000-0000-7000-8000-0000000000c0';

/** A server with one conversation, whose every fault is at the test's command. */
export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  readonly log: Message[] = [];
  readonly posts: { path: string; body: unknown }[] = [];
  /** Sockets open; else they fail at once. */
  letsSocketsIn = true;
  /** `hello` and everything else is answered. */
  answers = true;
  /** Messages are stored, but their receipts and echoes are lost. */
  losesReceipts = false;
  /** What happens to messages instead of being stored. */
  refusal: { code: string; status: number; retryAfterMs?: number } | null = null;
  helloRefusal: { code: string; status: number } | null = null;
  isReachable = true;
  token: string | null = null;
  renewals = 0;
  state = 'open';

  readonly Socket = ((server: FakeServer) =>
    class extends FakeSocket {
      constructor() {
        super((socket, frame) => queueMicrotask(() => server.#take(socket, frame)));
        server.sockets.push(this);
        queueMicrotask(() => (server.letsSocketsIn ? this.onopen?.() : this.drop()));
      }
    })(this);

  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  /** Stores a message and tells everybody. */
  /** Who is in it by now. */
  people: readonly Message['from'][] = [me, ada];

  add(from: Message['from'], body: string, clientId: string | null = null): Message {
    const seq = this.log.length + 1;
    const message: Message = { id: `m${seq}`, seq, clientId, from, kind: 'text', body, at: '2026-11-24T09:00:00.000Z' };
    this.log.push(message);
    if (!this.losesReceipts) this.tell({ frame: 'message', conversationId, ...message });
    return message;
  }

  tell(frame: { frame: string; [field: string]: unknown }): void {
    for (const socket of this.sockets) socket.push(frame);
  }

  readonly http: Http = {
    get: async <T>(path: string) => {
      if (!this.isReachable) throw unreachable();
      const url = new URL(path, 'http://test');
      if (url.pathname.endsWith('/messages')) return this.#page(Number(url.searchParams.get('after'))) as T;
      return this.#details() as T;
    },
    post: async <T>(path: string, body?: object) => {
      if (!this.isReachable || path.startsWith('/v1/live')) throw unreachable();
      this.posts.push({ path, body });
      if (path.endsWith('/close')) this.state = 'closed';
      return this.#details() as T;
    },
    put: async () => {
      throw unreachable();
    },
    patch: async () => {
      throw unreachable();
    },
    delete: async () => undefined as never,
    token: () => this.token,
    renew: async () => {
      this.renewals += 1;
      if (this.token === null) return false;
      this.token = `token-${this.renewals}`;
      this.helloRefusal = null;
      return true;
    },
  };

  #page(after: number) {
    const items = this.log.filter(({ seq }) => seq > after).slice(0, 2);
    return { items, next: items.length === 2 ? String(items[1]!.seq) : null };
  }

  #details() {
    if (this.state === 'gone') throw new ClientProblem('conversation/not-found', 404, 'It does not exist.');
    const participants = this.people.map((person) => ({ ...person, isHere: true }));
    return { id: conversationId, state: this.state, readSeq: 0, otherReadSeq: 0, participants, topic: '', snippet: '' };
  }

  #take(socket: FakeSocket, { frame, ref, ...fields }: ClientSide): void {
    if (socket.isClosed || !this.answers) return;
    const ok = (more: object = {}): void => socket.push({ frame: 'ok', ref, ...more });
    const refuse = ({ code, status, ...more }: { code: string; status: number; retryAfterMs?: number }): void =>
      socket.push({
        frame: 'problem',
        ref,
        type: `urn:harmony:problem:${code}`,
        title: code,
        detail: code,
        status,
        ...more,
      });
    if (frame === 'hello') {
      return this.helloRefusal === null ? ok({ me, serverAt: '', pingMs: 25_000 }) : refuse(this.helloRefusal);
    }
    if (frame === 'join') {
      for (const message of this.log.slice(fields.after as number))
        socket.push({ frame: 'message', conversationId, ...message });
      return ok({ lastSeq: this.log.length });
    }
    if (frame !== 'message') return ref === undefined ? undefined : ok();
    if (this.refusal !== null) return refuse(this.refusal);
    const clientId = String(fields.clientId);
    const stored =
      this.log.find((message) => message.clientId === clientId) ?? this.add(me, String(fields.body), clientId);
    if (!this.losesReceipts) ok({ id: stored.id, seq: stored.seq, at: stored.at });
  }
}

/** Hints of the browser, given by the test. */
export const createHints = () => {
  const listeners = new Set<(hint: Hint) => void>();
  return {
    onHint: (fn: (hint: Hint) => void) => {
      listeners.add(fn);
      return () => void listeners.delete(fn);
    },
    give: (hint: Hint) => listeners.forEach((fn) => fn(hint)),
  };
};
