import { createConversation, type ConversationModel, type Http, type Live } from '@harmony-live/client';
import type { Help } from './help.ts';

/** What a conversation is opened with. */
export interface TalkOptions {
  help: Help;
  live: Live;
  http: Http;
  conversationId: string;
  visitorId: string;
  requestId: string;
  /** Called when it has ended. */
  onOver: () => void;
}

/** Opens the conversation and tells the page what happens in it: ids and times, never words. */
export const createTalk = (options: TalkOptions): ConversationModel => {
  const { help, live, http, conversationId, visitorId, requestId, onOver } = options;
  const { host } = help;
  const conversation = createConversation({
    live,
    http,
    conversationId,
    me: { kind: 'visitor', id: visitorId },
    storage: host.storage,
  });
  host.emit('matched', { requestId, conversationId, at: new Date().toISOString() });
  let lastSeq = 0;
  conversation.subscribe(() => {
    const { state, messages, lastSeq: newest } = conversation.state;
    if (newest > lastSeq && lastSeq > 0) {
      const at = messages.findLast((message) => message.seq === newest)?.at ?? new Date().toISOString();
      host.emit('message', { conversationId, seq: newest, at });
    }
    lastSeq = newest;
    if (state === 'closed' || state === 'resolved') onOver();
    help.changed();
  });
  return conversation;
};
