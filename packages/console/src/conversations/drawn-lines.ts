import type { ConversationView } from '@harmony-live/client';
import type { LogMessage } from '@harmony-live/ui';
import { problemWords } from '../app/problem-words.ts';
import { logMessage } from './entries.ts';
import { withNotes, type Notes } from './notes.ts';

/**
 * The lines of a conversation as the log takes them. It takes a new array for a change, so it gets the same one again while
 * only the time or the presence changed.
 */
export const drawnLines = () => {
  let before: readonly unknown[] = [];
  let lines: readonly LogMessage[] = [];
  return ({ messages, details }: ConversationView, notes: Notes | null): readonly LogMessage[] => {
    const solutionSeq = details?.resolution.solutionSeq ?? null;
    const beside = notes?.lines() ?? [];
    const states = beside.map(({ message: { id, state, failure } }) => [id, state, failure].join(' '));
    const from = [messages, solutionSeq, ...states];
    if (from.length === before.length && from.every((part, index) => part === before[index])) return lines;
    before = from;
    lines = withNotes(
      messages.map((entry) => ({ seq: entry.seq, message: logMessage(entry, problemWords, solutionSeq) })),
      beside,
    );
    return lines;
  };
};
