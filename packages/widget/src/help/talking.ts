import {
  createCalls,
  createConversation,
  createFilePlace,
  type Calls,
  type ConversationModel,
  type Http,
  type Live,
} from '@harmony-live/client';
import { browserDevices } from '@harmony-live/ui/call/devices.ts';
import { sharingFrame } from '../sharing/sharing.ts';
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
export const createTalk = (
  options: TalkOptions,
): Pick<Help, 'sharing' | 'filePlace'> & { conversation: ConversationModel; calls: Calls } => {
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
  let isResolved = false;
  conversation.subscribe(() => {
    const { state, messages, details, lastSeq: newest } = conversation.state;
    if (newest > lastSeq && lastSeq > 0) {
      const at = messages.findLast((message) => message.seq === newest)?.at ?? new Date().toISOString();
      host.emit('message', { conversationId, seq: newest, at });
    }
    lastSeq = newest;
    // The end may be known before its own entry has come; the connection stays until that is here.
    if (state === 'closed' && newest >= (details?.lastSeq ?? 0)) onOver();
    if (state === 'resolved' && !isResolved) host.emit('resolved', { conversationId, at: new Date().toISOString() });
    isResolved = state === 'resolved';
    help.changed();
  });
  const calls = createCalls({
    ...{ live, http, conversationId, side: 'visitor' as const, devices: browserDevices },
    loadPeer: () => import('@harmony-live/client/peer'),
  });
  calls.subscribe(() => help.changed());
  const filePlace = createFilePlace({ live, http, conversationId, baseUrl: host.backend });
  return { conversation, calls, filePlace, sharing: () => sharingFrame(calls, conversation) };
};
