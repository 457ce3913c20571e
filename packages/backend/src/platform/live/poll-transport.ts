import type { Clock } from '../clock.ts';
import type { Transport } from './connection.ts';
import { liveLimits } from './limits.ts';

/** Frames that wait to be fetched. */
export interface PollTransport extends Transport {
  /** Somebody asked: the session lives on. */
  touch(): void;
  /** Everything that waits. */
  drain(): string[];
  /** Keeps frames for the request that holds; the function it gives ends that and drains. A waiting request goes on waiting. */
  hold(): () => string[];
  /** Resolves to frames as soon as there are some; to none after `waitMs`, when another poll begins, or when the peer left. */
  wait(waitMs: number, left: AbortSignal): Promise<string[]>;
}

/** How long the last frames of an ended session, such as its `bye`, can still be fetched. */
const lingerMs = 30_000;

/** @param onClose called once the session is over and its last frames were fetched, or nobody came for them */
export const createPollTransport = (clock: Clock, onClose: () => void): PollTransport => {
  let queue: string[] = [];
  let bytes = 0;
  let holders = 0;
  let isClosed = false;
  let touchedAt = clock.elapsed();
  let finish: ((frames: string[]) => void) | undefined;

  const drain = (): string[] => {
    const frames = queue;
    queue = [];
    bytes = 0;
    if (isClosed) onClose();
    return frames;
  };
  const handOver = (): void => {
    if (finish !== undefined && holders === 0 && queue.length > 0) finish(drain());
  };

  return {
    touch: () => void (touchedAt = clock.elapsed()),
    drain,
    hold: () => {
      holders += 1;
      return () => {
        holders -= 1;
        return drain();
      };
    },
    wait: (waitMs, left) => {
      finish?.([]);
      if (isClosed || (queue.length > 0 && holders === 0)) return Promise.resolve(drain());
      return new Promise((resolve) => {
        const own = (frames: string[]): void => {
          clearTimeout(timer);
          left.removeEventListener('abort', leave);
          finish = undefined;
          touchedAt = clock.elapsed();
          resolve(frames);
        };
        // Frames are not handed to a request whose peer has gone: they wait for the next.
        const leave = (): void => own([]);
        const timer = setTimeout(leave, waitMs);
        left.addEventListener('abort', leave, { once: true });
        finish = own;
      });
    },
    send: (text) => {
      queue.push(text);
      bytes += Buffer.byteLength(text);
      handOver();
    },
    bufferedBytes: () => bytes,
    isAlive: () => finish !== undefined || clock.elapsed() - touchedAt < liveLimits.pollWithinMs,
    close: () => {
      isClosed = true;
      if (finish !== undefined && holders === 0) finish(drain());
      else if (holders === 0 && queue.length === 0) onClose();
      else setTimeout(onClose, lingerMs).unref();
    },
  };
};
