import type { ClientFrameName, ClientFrames, Me, OkFields, ServerFrames } from '@harmony-live/protocol';
import type { Timers } from './environment.ts';
import type { Http } from './http.ts';
import type { ClientProblem } from './problem.ts';

/**
 * ```
 * idle ─connect()→ connecting → online ⇄ reconnecting → offline
 *                       └──── close() → idle ────┘   └─ online again ─┘     revoked, replaced, not signed in → ended
 * ```
 * `reconnecting` turns into `offline` after three tries in vain, or at once where the browser says so; trying goes on.
 */
export type LiveState = 'idle' | 'connecting' | 'online' | 'reconnecting' | 'offline' | 'ended';

/** Where the connection stands. A new object on every change. */
export interface LiveStatus {
  readonly state: LiveState;
  /** Since when, milliseconds since the epoch. For `offline` since when there was no connection at all. */
  readonly since: number;
  /** When the next try begins; null while none is planned. */
  readonly nextTryAt: number | null;
  /** How frames travel at the moment. */
  readonly via: 'socket' | 'polling' | null;
  /** Who the connection speaks for; null before the first `online`. */
  readonly me: Me | null;
  /** Why it ended: `revoked`, `replaced` (another connection took its place), or the problem that `hello` met. */
  readonly ended: 'revoked' | 'replaced' | ClientProblem | null;
}

/** Names of frames that the server pushes by itself. */
export type PushedName = Exclude<keyof ServerFrames, 'ok' | 'problem' | 'bye'>;

/** A frame without the mark that this package puts on it. */
export type Unmarked<N extends ClientFrameName> = Omit<ClientFrames[N], 'ref'>;

export type RequestName = Exclude<ClientFrameName, 'hello'>;
export type NotifyName = 'read' | 'typing' | 'presence' | 'call.signal';

export interface RequestOptions {
  /**
   * True: a request that was under way when the connection broke is sent again on the next one, instead of failing with
   * `network/unreachable`. Only for what is safe to do twice. The time-out counts only time online.
   */
  resend?: boolean;
  /** Default 10,000. */
  timeoutMs?: number;
}

/** The live connection of one person: a WebSocket, or long polling where sockets are blocked. Frames are the same. */
export interface Live {
  readonly status: LiveStatus;
  /** Starts, or starts again after `close` or `ended`; asks at once where a try was planned for later. */
  connect(): void;
  /** Ends the connection and all tries; requests under way fail. `connect` may be called again. */
  close(): void;
  /** Called with every pushed frame of that name, in the order of arrival. @returns a function that ends it */
  on<N extends PushedName>(name: N, fn: (frame: ServerFrames[N]) => void): () => void;
  /** Called at once with the present status, then on every change. @returns a function that ends it */
  onState(fn: (status: LiveStatus) => void): () => void;
  /**
   * Called each time a connection has said hello, also when polling gives way to a socket: the moment to join again.
   * Called at once when online already. @returns a function that ends it
   */
  onConnected(fn: (me: Me) => void): () => void;
  /**
   * Sends a frame and resolves with what its `ok` adds.
   *
   * @throws ClientProblem the server's, or `network/unreachable` (not online, connection broken, reason `timeout`)
   */
  request<N extends RequestName>(frame: { frame: N } & Unmarked<N>, options?: RequestOptions): Promise<OkFields[N]>;
  /** Sends a frame that nobody waits for; dropped while not online. */
  notify<N extends NotifyName>(frame: { frame: N } & Unmarked<N>): void;
}

export interface LiveOptions {
  /** The address of the socket, `wss://HOST/v1/live`; `liveUrl(origin)` makes it. */
  url: string;
  /** Carries long polling, and holds the token for `hello` (without one, the cookie speaks). */
  http: Http;
  timers?: Timers;
  /** Default: the global one; null: long polling only. */
  WebSocket?: SocketConstructor | null;
  /** Where the browser's hints come from. Default: `online`, `offline` and `visibilitychange`, where they exist. */
  onHint?: (fn: (hint: Hint) => void) => () => void;
  /** Told what a listener threw; such an error stops nobody else. Default: ignored. */
  onError?: (error: unknown) => void;
}

/** What the browser believes: worth a look at the connection, never the truth about it. */
export type Hint = 'network' | 'no-network' | 'visible';

/** The part of `WebSocket` that is used. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  onerror: (() => void) | null;
  send(text: string): void;
  close(): void;
}
export type SocketConstructor = new (url: string) => SocketLike;
