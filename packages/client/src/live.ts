import type { ClientFrameName, Me, OkFields, ServerFrame, ServerFrames } from '@harmony-live/protocol';
import { backoffMs } from './backoff.ts';
import { onBrowserHint, systemTimers } from './environment.ts';
import { openLink, type Link } from './link.ts';
import type {
  Live,
  LiveOptions,
  LiveState,
  LiveStatus,
  PushedName,
  RequestOptions,
  SocketConstructor,
} from './live-types.ts';
import { openPolling } from './polling.ts';
import type { ClientProblem } from './problem.ts';
import { createRequests } from './requests.ts';
import { openSocket, type OpenTransport } from './transport.ts';

/** Tries in vain after which the state is called `offline`. */
const triesUntilOffline = 3;
/** Sockets that never came up in a row until polling is tried; more where one has worked before, so is not blocked. */
const failuresUntilPolling = { never: 2, before: 6 };
/** After a hint that something may have changed, a connection has this long to show that it lives. */
const hintedProbeMs = 5_000;
/** Thrown out twice within this time is meant. */
const revokedAgainMs = 60_000;
/** While polling, a socket is tried again after this long, and ever more rarely. */
const firstSocketRetryMs = 15_000;
const longestSocketRetryMs = 600_000;

/** `https://help.example.com` → `wss://help.example.com/v1/live` */
export const liveUrl = (origin: string): string => `${origin.replace(/^http/, 'ws')}/v1/live`;

/** Opens nothing until `connect()`. Reconnects by itself: after 0–0.5 s at first, up to 30 s later. */
export const createLive = (options: LiveOptions): Live => {
  const { url, http, timers = systemTimers, onHint = onBrowserHint, onError } = options;
  const Socket = options.WebSocket === undefined ? globalSocket() : options.WebSocket;
  const frameListeners = new Map<string, Set<(frame: never) => void>>();
  const stateListeners = new Set<(status: LiveStatus) => void>();
  const connectedListeners = new Set<(me: Me) => void>();
  const requests = createRequests(timers);
  const stopHints = new Set<() => void>();
  let status: LiveStatus = { state: 'idle', since: timers.now(), nextTryAt: null, via: null, me: null, ended: null };
  let link: Link | null = null;
  /** A socket that may take the place of polling. */
  let candidate: Link | null = null;
  let retryTimer: unknown;
  let socketTimer: unknown;
  let failures = 0;
  let socketFailures = 0;
  let hasSocketWorked = false;
  let socketRetryMs = firstSocketRetryMs;
  let isRevoked = false;
  let revokedAt = -Infinity;

  const tell = <T>(listeners: Iterable<(value: T) => void>, value: T): void => {
    for (const listener of [...listeners]) {
      try {
        listener(value);
      } catch (error) {
        onError?.(error);
      }
    }
  };

  const set = (change: Partial<LiveStatus> & { state: LiveState }): void => {
    const isOut = (state: LiveState): boolean => state === 'reconnecting' || state === 'offline';
    const keepsSince = change.state === status.state || (isOut(change.state) && isOut(status.state));
    const since = keepsSince ? status.since : timers.now();
    status = { ...status, nextTryAt: null, via: null, ...change, since };
    tell(stateListeners, status);
  };

  const dropLinks = (): void => {
    link?.close();
    candidate?.close();
    link = candidate = null;
    timers.clear(retryTimer);
    timers.clear(socketTimer);
    requests.cutOff();
  };

  const attempt = (): void => {
    timers.clear(retryTimer);
    const isBlocked = socketFailures >= failuresUntilPolling[hasSocketWorked ? 'before' : 'never'];
    const via = Socket === null || isBlocked ? 'polling' : 'socket';
    set({ state: status.state === 'idle' || status.state === 'ended' ? 'connecting' : status.state });
    link = openVia(via, {
      up: (me) => cameUp(via, me),
      down: (refusal) => {
        // One more socket after polling failed too: perhaps it was the server all along.
        if (via === 'polling') socketFailures = Math.max(0, socketFailures - 1);
        else if (status.state !== 'online' && refusal === null) socketFailures += 1;
        wentDown(refusal);
      },
    });
  };

  const openVia = (
    via: 'socket' | 'polling',
    { up, down }: Pick<Parameters<typeof openLink>[3], 'up' | 'down'>,
  ): Link => {
    const open: OpenTransport = via === 'socket' ? openSocket(Socket!, url) : openPolling(http);
    return openLink(open, http, timers, { up, down, frame: receive });
  };

  const cameUp = (via: 'socket' | 'polling', me: Me): void => {
    failures = 0;
    isRevoked = false;
    if (via === 'socket') {
      socketFailures = 0;
      hasSocketWorked = true;
      socketRetryMs = firstSocketRetryMs;
    } else if (Socket !== null) socketTimer = timers.set(trySocket, socketRetryMs);
    set({ state: 'online', via, me });
    tell(connectedListeners, me);
    // A listener may have closed it.
    if (link !== null) requests.goOn(link.send);
  };

  const trySocket = (): void => {
    socketRetryMs = Math.min(longestSocketRetryMs, socketRetryMs * 2);
    candidate = openVia('socket', {
      up: (me) => {
        const polling = link;
        link = candidate;
        candidate = null;
        polling?.close();
        requests.cutOff();
        cameUp('socket', me);
      },
      down: (refusal) => {
        if (candidate === null) return wentDown(refusal);
        candidate = null;
        socketTimer = timers.set(trySocket, socketRetryMs);
      },
    });
  };

  const wentDown = (refusal: ClientProblem | null): void => {
    const isFinal = refusal !== null && (refusal.status === 401 || refusal.status === 403);
    if (isFinal) end(isRevoked ? 'revoked' : refusal);
    else comeBack(refusal?.retryAfterMs ?? backoffMs(failures++, timers.random()));
  };

  const comeBack = (delayMs: number): void => {
    dropLinks();
    retryTimer = timers.set(attempt, delayMs);
    const isFirst = status.state === 'connecting' && failures < triesUntilOffline;
    const state = failures >= triesUntilOffline || status.state === 'offline' ? 'offline' : 'reconnecting';
    set({ state: isFirst ? 'connecting' : state, nextTryAt: timers.now() + delayMs });
  };

  const end = (reason: LiveStatus['ended']): void => {
    dropLinks();
    failures = socketFailures = 0;
    requests.failAll();
    stopHints.forEach((stop) => stop());
    stopHints.clear();
    set({ state: reason === null ? 'idle' : 'ended', ended: reason });
  };

  const receive = (frame: ServerFrame): void => {
    if (frame.frame === 'ok' || frame.frame === 'problem') requests.answer(frame);
    else if (frame.frame === 'bye') heedBye(frame);
    else tell((frameListeners.get(frame.frame) ?? []) as Iterable<(frame: ServerFrame) => void>, frame);
  };

  const heedBye = ({ reason, reconnectAfterMs }: ServerFrames['bye']): void => {
    if (reason === 'replaced') return end('replaced');
    if (reason === 'revoked') {
      // A page that slept while its token ran out is told the same as one that was thrown out: one more hello decides.
      if (timers.now() - revokedAt < revokedAgainMs) return end('revoked');
      revokedAt = timers.now();
      isRevoked = true;
    }
    comeBack(reconnectAfterMs);
  };

  const heedHint = (hint: Parameters<Parameters<typeof onHint>[0]>[0]): void => {
    if (status.state === 'online') link?.probe(hintedProbeMs);
    else if (hint === 'no-network')
      set({ ...status, state: status.state === 'reconnecting' ? 'offline' : status.state });
    else if (status.nextTryAt !== null) {
      // Another network may let sockets through.
      if (hint === 'network') failures = socketFailures = 0;
      attempt();
    }
  };

  return {
    get status() {
      return status;
    },
    connect: () => {
      if (status.state === 'idle' || status.state === 'ended') {
        status = { ...status, ended: null };
        stopHints.add(onHint(heedHint));
        attempt();
      } else if (status.nextTryAt !== null) attempt();
    },
    close: () => {
      if (status.state !== 'idle') end(null);
    },
    on: (name: PushedName, fn: (frame: never) => void) => {
      const listeners = frameListeners.get(name) ?? new Set();
      frameListeners.set(name, listeners.add(fn));
      return () => void listeners.delete(fn);
    },
    onState: (fn) => {
      stateListeners.add(fn);
      tell([fn], status);
      return () => void stateListeners.delete(fn);
    },
    onConnected: (fn) => {
      connectedListeners.add(fn);
      if (status.state === 'online') tell([fn], status.me!);
      return () => void connectedListeners.delete(fn);
    },
    request: <N extends ClientFrameName>(frame: { frame: N }, requestOptions?: RequestOptions) =>
      requests.add(frame, status.state === 'online' ? link!.send : null, requestOptions) as Promise<OkFields[N]>,
    notify: (frame) => {
      if (status.state === 'online') link!.send(frame);
    },
  };
};

/** Absent in Node 20 and in pages that took it away. */
const globalSocket = (): SocketConstructor | null =>
  typeof WebSocket === 'undefined' ? null : (WebSocket as unknown as SocketConstructor);
