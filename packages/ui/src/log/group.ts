import type { TimeOptions } from '../formats.ts';
import { dayKey } from '../time.ts';
import type { LogMessage } from './types.ts';

/** One line of the log: a day's beginning, or a message and how it stands among its neighbours. */
export type LogItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: LogMessage; isFirst: boolean; isLast: boolean };

/** Messages of one person this close together stand under one name. */
export const groupGapMs = 5 * 60_000;

/**
 * Orders nothing and drops nothing: puts a day before its first message and marks, within a run of messages by one
 * person, the first (which shows name and time) and the last (which shows its state). Notes, solutions and events
 * never share a run, so that none can be mistaken for a plain message.
 */
export function groupMessages(messages: readonly LogMessage[], options: TimeOptions = {}): LogItem[] {
  const items: LogItem[] = [];
  let day = '';
  messages.forEach((message, at) => {
    const [before, after] = [messages[at - 1], messages[at + 1]];
    const key = dayKey(message.at, options);
    if (key !== day) items.push({ kind: 'day', key: `day-${key}-${message.id}`, at: message.at });
    day = key;
    const isFirst = !before || !isRun(before, message, options);
    const isLast = !after || !isRun(message, after, options);
    items.push({ kind: 'message', key: message.id, message, isFirst, isLast });
  });
  return items;
}

function isRun(one: LogMessage, next: LogMessage, options: TimeOptions): boolean {
  const isPlain = (message: LogMessage) =>
    (message.kind === 'text' || message.kind === 'file') && message.isSolution !== true;
  return (
    isPlain(one) &&
    isPlain(next) &&
    one.from.id === next.from.id &&
    Date.parse(next.at) - Date.parse(one.at) < groupGapMs &&
    dayKey(one.at, options) === dayKey(next.at, options)
  );
}
