import type { ServerFrame } from '@harmony-live/protocol';
import type { SocketConstructor, SocketLike } from './live-types.ts';

/** What carries frames: opened by the call that makes it, used up once closed. */
export interface Transport {
  send(frame: object): void;
  /** Ends it; `closed` is not called any more. */
  close(): void;
}

export interface TransportEvents {
  opened(): void;
  frame(frame: ServerFrame): void;
  /** It ended by itself, or never opened. Called once. */
  closed(): void;
}

export type OpenTransport = (events: TransportEvents) => Transport;

export const openSocket =
  (WebSocket: SocketConstructor, url: string): OpenTransport =>
  ({ opened, frame, closed }) => {
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      closed();
    };
    let socket: SocketLike;
    try {
      socket = new WebSocket(url);
    } catch {
      // Such as `ws:` in a page of `https:`.
      queueMicrotask(end);
      return { send: () => {}, close: () => void (isOver = true) };
    }
    socket.onopen = () => isOver || opened();
    socket.onmessage = ({ data }) => {
      const parsed = isOver ? null : parseFrame(data);
      if (parsed !== null) frame(parsed);
    };
    socket.onclose = end;
    // A `close` follows in browsers; where it does not, the connection is of no use either.
    socket.onerror = end;
    return {
      send: (outgoing) => socket.send(JSON.stringify(outgoing)),
      close: () => {
        isOver = true;
        socket.close();
      },
    };
  };

/** Null for what is no frame, such as the words of a proxy. */
const parseFrame = (data: unknown): ServerFrame | null => {
  try {
    const value = JSON.parse(String(data)) as ServerFrame | null;
    return typeof value?.frame === 'string' ? value : null;
  } catch {
    return null;
  }
};
