import type { ConversationView } from '@harmony-live/client';
import { msg } from '@lit/localize';
import type { Gone } from '../app/gone.ts';

/** What is true of it now. */
export const goneTitle = (gone: Gone): string =>
  gone === 'handed-over' || gone === 'reassigned'
    ? msg('A colleague goes on with it.')
    : msg('Somebody else is being asked.');

/** What the expert reads in its place. */
export function goneWords(gone: Gone): string {
  switch (gone) {
    case 'handed-back':
      return msg('You handed it back. The person waits in their old place, and you are not asked about it again.');
    case 'someone-else':
      return msg('The person asked for someone else before there was an answer.');
    case 'no-answer':
      return msg('There was no answer within a minute.');
    case 'handed-over':
      return msg('You handed it over. Your colleague has everything that was said, and what you told them.');
    case 'reassigned':
      return msg('Somebody who leads gave it to a colleague, who has everything that was said.');
  }
}

/** The minute counts from when they came; long after, the server leaves it alone. */
const hintedForMs = 10 * 60_000;

/** Before the first answer: that it is waited for. Empty once somebody has answered. */
export function answerHint({ state, details, messages, canWrite }: ConversationView, now: number): string {
  const isNew = details !== null && now - Date.parse(details.openedAt) < hintedForMs;
  const isAnswered = messages.some(({ from, kind }) => from.kind === 'member' && (kind === 'text' || kind === 'file'));
  if (state !== 'open' || !canWrite || !isNew || isAnswered) return '';
  return msg('Write something within a minute, or somebody else is asked.');
}
