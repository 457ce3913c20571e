import type { ConversationView } from '@harmony-live/client';
import type { HandoverKind } from '@harmony-live/protocol';
import type { CommandId } from '../shortcuts/catalogue.ts';
import type { Run } from '../shortcuts/commands.ts';

/** What a thread does when it is told to by key or from the palette. */
export interface ThreadActs {
  view: () => ConversationView;
  isFindBarFocused: () => boolean;
  reply: () => void;
  note: () => void;
  replies: () => void;
  /** Marks the message of this key as the solution. */
  markLast: (key: string) => void;
  resolve: () => void;
  /** Asks a colleague, where this person may. @returns whether they may */
  ask: (kind: HandoverKind) => boolean;
  find: () => void;
}

/** The commands of one thread; each looks first whether it means anything now, so that its key does not stay silent for nothing. */
export const threadCommands = (acts: ThreadActs): Partial<Record<CommandId, Run>> => {
  const isGoing = (): boolean => {
    const { state, canWrite } = acts.view();
    return canWrite && (state === 'open' || state === 'proposed');
  };
  const where =
    (isPossible: () => boolean, act: () => void): Run =>
    () => {
      if (!isPossible()) return false;
      act();
      return true;
    };
  return {
    'conversation.reply': where(isGoing, acts.reply),
    'conversation.note': where(() => acts.view().isLoaded, acts.note),
    'conversation.replies': where(isGoing, acts.replies),
    'conversation.solution': where(isGoing, () => {
      const last = acts
        .view()
        .messages.findLast(({ isMine, kind, delivery }) => isMine && kind === 'text' && delivery !== 'failed');
      if (last) acts.markLast(last.key);
    }),
    'conversation.resolve': where(() => isGoing() && acts.view().state === 'open', acts.resolve),
    'conversation.transfer': () => acts.ask('transfer'),
    'conversation.invite': () => acts.ask('invite'),
    // In the box already: the second press is for the browser's own search.
    'conversation.find': where(() => acts.view().isLoaded && !acts.isFindBarFocused(), acts.find),
  };
};
