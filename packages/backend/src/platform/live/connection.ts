import {
  maxFrameBytes,
  problem,
  type ClientFrame,
  type ClientFrames,
  type Me,
  type OkFields,
  type PushedFrame,
  type ServerFrame,
  type ServerFrames,
} from '@harmony-live/protocol';
import { callerKey, type PersonCaller } from '../caller.ts';
import type { LiveCaller } from '../http/access.ts';
import { toProblem } from '../http/problems.ts';
import { problemFrame, type Incoming } from './frames.ts';
import { createTokenBucket, liveLimits, type TokenBucket } from './limits.ts';
import type { Connection } from './live.ts';

/** How frames leave: a WebSocket, or the queue of a long poll. */
export interface Transport {
  send(text: string): void;
  /** Bytes that were sent but have not left. */
  bufferedBytes(): number;
  /** Called every `pingEveryMs`: asks for a sign of life. False when the last one asked for never came. */
  isAlive(): boolean;
  /** Ends politely; what was sent may still leave. The code is one of RFC 6455. */
  close(code: number): void;
}

/** What a connection asks of the hub. */
export interface Surroundings {
  now(): number;
  elapsed(): number;
  newId(): string;
  rateFactor: number;
  /** Who this is, by token or cookie. Throws a problem where the proof or the Origin is not good. */
  identify(token: string | undefined): Promise<LiveCaller>;
  dispatch(connection: LiveConnection, frame: Exclude<ClientFrame, ClientFrames['hello']>): Promise<object>;
  said(connection: LiveConnection, direction: 'in' | 'out', frame: string): void;
  connected(connection: LiveConnection): Promise<void>;
  ended(connection: LiveConnection): void;
  log(level: 'info' | 'error', details: object, text: string): void;
}

/**
 * One connection, whatever carries it.
 *
 * ```
 * opened ─hello→ connected ─→ ended    bye: draining, revoked, too-slow · the peer left, or gave no sign of life
 *    └─ no hello in 10 s ───────↑
 * ```
 *
 * Its frames are handled one after another, in the order they came; a slow one holds up no other connection.
 */
export class LiveConnection implements Connection {
  readonly id: string;
  isOpen = true;
  #caller: PersonCaller | null = null;
  /** By the time of day, as tokens are. */
  #provenUntil = Infinity;
  readonly #helloUntil: number;
  #nextPingAt: number;
  #tail: Promise<void> = Promise.resolve();
  #pending = 0;
  #strikes = 0;
  #slowSince: number | null = null;
  readonly #bucket: TokenBucket;
  readonly #transport: Transport;
  readonly #around: Surroundings;

  constructor(transport: Transport, around: Surroundings) {
    const elapsed = around.elapsed();
    this.id = around.newId();
    this.#transport = transport;
    this.#around = around;
    this.#bucket = createTokenBucket(elapsed, around.rateFactor);
    this.#helloUntil = elapsed + liveLimits.helloWithinMs;
    this.#nextPingAt = elapsed + liveLimits.pingEveryMs;
  }

  get isConnected(): boolean {
    return this.#caller !== null;
  }

  get caller(): PersonCaller {
    if (this.#caller === null) throw new Error('this connection has not said hello');
    return this.#caller;
  }

  send(frame: PushedFrame): void {
    this.#write(frame);
  }

  /**
   * Takes a frame in. Resolves when it was handled and answered; never rejects.
   *
   * @param bytes its size, to be checked before it is read
   */
  receive(bytes: number, read: () => Incoming): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    if (bytes > maxFrameBytes) {
      const { ref } = read();
      this.#write(problemFrame(problem('body/too-large', `A frame may have ${maxFrameBytes} bytes.`), ref));
      this.#end(1009);
      return Promise.resolve();
    }
    const retryAfterMs = this.#bucket.take(this.#around.elapsed());
    if (retryAfterMs > 0 || this.#pending >= liveLimits.pendingFrames) {
      this.#refuseForSpeed(read().ref, Math.max(retryAfterMs, 50));
      return Promise.resolve();
    }
    this.#strikes = 0;
    this.#pending += 1;
    this.#tail = this.#tail.then(() => this.#handle(read())).finally(() => (this.#pending -= 1));
    return this.#tail;
  }

  /** Says goodbye and ends. @param reconnectAfterMs when the client may come back */
  bye(reason: ServerFrames['bye']['reason'], reconnectAfterMs: number): void {
    if (!this.isOpen) return;
    this.#transport.send(JSON.stringify({ frame: 'bye', reason, reconnectAfterMs }));
    this.#around.said(this, 'out', 'bye');
    this.#end(reason === 'draining' ? 1001 : 1008);
  }

  /** The peer has left by itself. */
  gone(): void {
    this.#end(1000);
  }

  /** Ends what is overdue. Called about every second. */
  check(): void {
    const elapsed = this.#around.elapsed();
    if (!this.isConnected) {
      if (elapsed < this.#helloUntil) return;
      this.#write(problemFrame(problem('auth/required', 'The first frame, hello, did not come in time.'), undefined));
      this.#end(1008);
    } else if (this.#around.now() >= this.#provenUntil + liveLimits.graceMs) {
      this.bye('revoked', 0);
    } else if (this.#isTooSlow(elapsed)) {
      this.bye('too-slow', 1_000);
    } else if (elapsed >= this.#nextPingAt) {
      this.#nextPingAt = elapsed + liveLimits.pingEveryMs;
      if (!this.#transport.isAlive()) this.#end(1006);
    }
  }

  async #handle(incoming: Incoming): Promise<void> {
    if (!this.isOpen) return;
    const { ref } = incoming;
    try {
      if ('refusal' in incoming) throw incoming.refusal;
      const { frame } = incoming;
      this.#around.said(this, 'in', frame.frame);
      if (frame.frame === 'hello') return await this.#greet(frame);
      if (this.#caller === null) throw problem('auth/required', 'Say hello first.');
      const fields = await this.#around.dispatch(this, frame);
      if (ref !== undefined) this.#write({ frame: 'ok', ref, ...fields });
    } catch (error) {
      const { answer, isExpected } = toProblem(error);
      const about = { code: answer.code, field: answer.extras.field, connectionId: this.id, caller: this.#who() };
      if (isExpected) this.#around.log('info', about, 'frame refused');
      else this.#around.log('error', { ...about, err: error }, 'frame failed');
      this.#write(problemFrame(answer, ref));
    }
  }

  /** The first hello opens the connection; a later one brings a fresh token. */
  async #greet({ ref, token }: ClientFrames['hello']): Promise<void> {
    const { expiresAt, ...caller } = await this.#around.identify(token);
    if (!this.isOpen) return;
    const now = this.#around.now();
    const isFirst = this.#caller === null;
    if (this.#caller !== null && callerKey(this.#caller) !== callerKey(caller)) {
      throw problem('token/invalid', 'It is somebody else’s. Open a new connection for them.');
    }
    this.#caller = caller;
    this.#provenUntil = expiresAt ?? (caller.kind === 'visitor' ? now + liveLimits.tokenMs : Infinity);
    const fields: OkFields['hello'] = {
      me: meOf(caller),
      serverAt: new Date(now).toISOString(),
      pingMs: liveLimits.pingEveryMs,
    };
    this.#write({ frame: 'ok', ref, ...fields });
    if (isFirst) await this.#around.connected(this);
  }

  #refuseForSpeed(ref: string | undefined, retryAfterMs: number): void {
    this.#strikes += 1;
    if (this.#strikes > liveLimits.strikes) return this.bye('revoked', 10_000);
    const refusal = problem('rate/limited', 'Send frames more slowly.', { retryAfterMs });
    if (this.#strikes === 1) {
      this.#around.log('info', { code: refusal.code, connectionId: this.id, caller: this.#who() }, 'frame refused');
    }
    this.#write(problemFrame(refusal, ref));
  }

  #write(frame: ServerFrame): void {
    if (!this.isOpen) return;
    if (this.#isTooSlow(this.#around.elapsed())) return this.bye('too-slow', 1_000);
    this.#transport.send(JSON.stringify(frame));
    this.#around.said(this, 'out', frame.frame);
  }

  #isTooSlow(elapsed: number): boolean {
    const bytes = this.#transport.bufferedBytes();
    if (bytes <= liveLimits.bufferedBytes) this.#slowSince = null;
    else this.#slowSince ??= elapsed;
    if (bytes > liveLimits.mostBufferedBytes) return true;
    return this.#slowSince !== null && elapsed - this.#slowSince >= liveLimits.slowForMs;
  }

  #end(code: number): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#transport.close(code);
    this.#around.ended(this);
  }

  #who(): string {
    return this.#caller === null ? 'anybody' : callerKey(this.#caller);
  }
}

const meOf = (caller: PersonCaller): Me =>
  caller.kind === 'visitor'
    ? { kind: 'visitor', id: caller.visitorId }
    : { kind: 'member', id: caller.memberId, name: caller.name, role: caller.role };
