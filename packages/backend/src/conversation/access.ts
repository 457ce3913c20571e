import { problem } from '@harmony-live/protocol';
import type { PersonCaller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import { conversationNotFound, isSame, personOf } from './message.ts';
import { findConversation, type ConversationRow } from './store.ts';

/** What somebody may do in a conversation: those who lead may read others' (`contract.md`, "Roles"). */
export type Part = 'participant' | 'reader';

export const partOf = (caller: PersonCaller, { participants }: Pick<ConversationRow, 'participants'>): Part | null => {
  if (participants.some(({ person }) => isSame(person, personOf(caller)))) return 'participant';
  return leads(caller) ? 'reader' : null;
};

/** Whether they read what others have, and give it to somebody else. */
export const leads = (caller: PersonCaller): boolean =>
  caller.kind === 'member' && ['owner', 'admin', 'coordinator'].includes(caller.role);

/**
 * A conversation in which the caller may do this.
 *
 * @throws Problem `conversation/not-found`; `role/insufficient` for whoever may only read
 */
export const existing = async (tx: Tx, caller: PersonCaller, id: string, needed: Part): Promise<ConversationRow> => {
  const conversation = await findConversation(tx, id);
  const part = conversation === null ? null : partOf(caller, conversation);
  if (conversation === null || part === null) throw conversationNotFound();
  if (needed === 'participant' && part === 'reader') {
    throw problem('role/insufficient', 'Only those who take part can write here; you may read.');
  }
  return conversation;
};
