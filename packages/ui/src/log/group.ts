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
  // A day is worked out once for each: a log asks for a thousand.
  const days = messages.map(({ at }) => dayKey(at, options));
  const isRun = (at: number): boolean => days[at - 1] === days[at] && isOneRun(messages[at - 1]!, messages[at]!);
  let isContinued = false;
  for (const [at, message] of messages.entries()) {
    if (days[at] !== days[at - 1]) items.push({ kind: 'day', key: `day-${days[at]}-${message.id}`, at: message.at });
    const isFirst = !isContinued;
    isContinued = at + 1 < messages.length && isRun(at + 1);
    items.push({ kind: 'message', key: message.id, message, isFirst, isLast: !isContinued });
  }
  return items;
}

function isOneRun(one: LogMessage, next: LogMessage): boolean {
  return (
    isPlain(one) &&
    isPlain(next) &&
    one.from.id === next.from.id &&
    Date.parse(next.at) - Date.parse(one.at) < groupGapMs
  );
}

function isPlain({ kind, isSolution }: LogMessage): boolean {
  return (kind === 'text' || kind === 'file') && isSolution !== true;
}
