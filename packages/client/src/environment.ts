import type { Hint } from './live-types.ts';

/** Time and chance as this package takes them: the browser's own, or a test's that stand still. */
export interface Timers {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `fn` once after `delayMs`; the result goes to `clear`. */
  set(fn: () => void, delayMs: number): unknown;
  clear(timer: unknown): void;
  /** 0 ≤ x < 1. */
  random(): number;
}

export const systemTimers: Timers = {
  now: () => Date.now(),
  set: (fn, delayMs) => setTimeout(fn, delayMs),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  random: () => Math.random(),
};

/**
 * A new UUIDv7 (RFC 9562, section 5.7): sorts by time to the millisecond.
 *
 * @param now milliseconds since the epoch
 */
export const newId = (now: number = systemTimers.now()): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(0, Math.floor(now / 0x10000));
  new DataView(bytes.buffer).setUint16(4, now % 0x10000);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** `online`, `offline` and `visibilitychange` of a browser; nothing elsewhere. @returns a function that ends it */
export const onBrowserHint = (fn: (hint: Hint) => void): (() => void) => {
  if (typeof document === 'undefined') return () => {};
  const network = (): void => fn('network');
  const noNetwork = (): void => fn('no-network');
  const visible = (): void => {
    if (document.visibilityState === 'visible') fn('visible');
  };
  addEventListener('online', network);
  addEventListener('offline', noNetwork);
  document.addEventListener('visibilitychange', visible);
  return () => {
    removeEventListener('online', network);
    removeEventListener('offline', noNetwork);
    document.removeEventListener('visibilitychange', visible);
  };
};
