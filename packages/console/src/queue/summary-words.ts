import type { QueueItem } from '@harmony-live/protocol';
import { plural, waitWords } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';

/** How many wait and for how long; who is answered within a day does not wait, and is counted beside them. */
export function summaryWords(items: readonly QueueItem[], now: number): string {
  if (items.length === 0) return msg('Nobody waits');
  const waiting = items.filter(({ dueAt }) => dueAt === undefined);
  const due = items.length - waiting.length;
  const dueWords = plural(due, { one: '1 within a day', other: str`${due} within a day` });
  if (waiting.length === 0) return dueWords;
  const longest = Math.max(...waiting.map(({ queuedAt }) => now - Date.parse(queuedAt)));
  const words = plural(waiting.length, {
    one: str`1 waiting · longest ${waitWords(longest)}`,
    other: str`${waiting.length} waiting · longest ${waitWords(longest)}`,
  });
  return due === 0 ? words : `${words} · ${dueWords}`;
}
