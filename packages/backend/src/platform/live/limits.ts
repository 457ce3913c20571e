import { frameRate } from '@harmony-live/protocol';

/** A bucket of tokens that fills by itself: so many at once, so many a second in the long run. */
export interface TokenBucket {
  /** Takes one token. 0 when there was one, else how many milliseconds until there is. */
  take(now: number): number;
}

/** @param factor widens both figures, such as in the demo */
export const createTokenBucket = (now: number, factor = 1, { perSecond, burst } = frameRate): TokenBucket => {
  const perMs = (perSecond * factor) / 1000;
  let tokens = burst * factor;
  let filledAt = now;
  return {
    take: (at) => {
      tokens = Math.min(burst * factor, tokens + Math.max(0, at - filledAt) * perMs);
      filledAt = at;
      if (tokens < 1) return Math.ceil((1 - tokens) / perMs);
      tokens -= 1;
      return 0;
    },
  };
};

/** Times and sizes of live connections, in milliseconds and bytes. */
export const liveLimits = {
  /** From opening to `hello`. */
  helloWithinMs: 10_000,
  /** Between two pings; a peer that has not answered one by the next is gone. Told to clients as `pingMs`. */
  pingEveryMs: 25_000,
  /** Modules hear this often who is connected. */
  heartbeatEveryMs: 15_000,
  /** A visitor's token holds this long where its own end is not known (`domain.md`, "Tenancy"). */
  tokenMs: 15 * 60_000,
  /** After the proof has expired: time to bring a fresh one. */
  graceMs: 60_000,
  /** What may lie unsent for `slowForMs` before a reader counts as too slow. A long replay lies there for a moment only. */
  bufferedBytes: 1024 * 1024,
  slowForMs: 5_000,
  /** What may never lie unsent. */
  mostBufferedBytes: 16 * 1024 * 1024,
  /** Frames of one connection that wait for the one before them. */
  pendingFrames: 256,
  /** This many refusals for speed without one accepted frame between them end the connection. */
  strikes: 40,
  /** A session of long polling that nobody asks for this long is over. */
  pollWithinMs: 60_000,
} as const;
