import { describe, expect, it } from 'vitest';
import { dueAt, longestPauseMs, lookAgainMs, pauseMs, unreadForMs } from './due.ts';

const now = Date.parse('2026-03-02T09:00:00Z');
const away = { now, isHere: false, isConnected: false };

describe('a letter', () => {
  it('waits until the writer has paused', () => {
    expect(dueAt({ ...away, oldestAt: now - 30_000, newestAt: now - 5_000 })).toBe(now - 5_000 + pauseMs);
    expect(dueAt({ ...away, oldestAt: now - 30_000, newestAt: now - pauseMs })).toBe(now);
  });

  it('does not wait for ever for somebody who goes on writing', () => {
    expect(dueAt({ ...away, oldestAt: now - longestPauseMs, newestAt: now })).toBe(now);
  });

  it('does not go to somebody who is there, and is thought of again', () => {
    const long = { oldestAt: now - 3_600_000, newestAt: now - 3_600_000 };
    expect(dueAt({ ...away, ...long, isHere: true, isConnected: true })).toBe(now + lookAgainMs);
    const short = { oldestAt: now - 60_000, newestAt: now - 60_000 };
    expect(dueAt({ ...away, ...short, isConnected: true })).toBe(now + lookAgainMs);
  });

  it('goes out where a page is open that nobody looks at', () => {
    const unread = { oldestAt: now - unreadForMs, newestAt: now - unreadForMs };
    expect(dueAt({ ...away, ...unread, isConnected: true })).toBeLessThanOrEqual(now);
  });
});
