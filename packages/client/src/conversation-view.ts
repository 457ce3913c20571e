import type { AttachedFile, Conversation, ConversationState, Message, Sender } from '@harmony-live/protocol';
import type { ConversationView, LogEntry, Participant } from './conversation-types.ts';
import type { LiveStatus } from './live-types.ts';
import type { ClientProblem } from './problem.ts';
import type { Unsent } from './sending.ts';

/** What is known, from which a screen's view follows. */
export interface Known {
  conversationId: string;
  me: Sender;
  isLoaded: boolean;
  messages: readonly Message[];
  lastSeq: number;
  unsent: readonly Unsent[];
  typing: readonly Sender[];
  others: readonly Participant[];
  state: ConversationState | null;
  canWrite: boolean;
  readSeq: number;
  otherReadSeq: number;
  details: Conversation | null;
  connection: LiveStatus;
  problem: ClientProblem | null;
}

/** The view as it follows from what is known, and from nothing else. */
export const viewOf = ({ me, messages, unsent, readSeq, otherReadSeq, ...known }: Known): ConversationView => {
  const isMine = ({ from }: Message): boolean => from.kind === me.kind && from.id === me.id;
  const isStored = new Set(messages.map(({ clientId }) => clientId));
  const stored = messages.map((message): LogEntry => {
    const mine = isMine(message);
    const delivery = message.seq <= otherReadSeq ? 'read' : 'sent';
    return {
      ...message,
      ...(message.kind === 'file' ? fileIn(message) : {}),
      key: message.clientId ?? message.id,
      isMine: mine,
      delivery: mine && isWritten(message) ? delivery : null,
      problem: null,
    };
  });
  const waiting = unsent
    .filter(({ clientId }) => !isStored.has(clientId))
    .map(({ clientId, body, writtenAt, problem }): LogEntry => ({
      key: clientId,
      seq: null,
      clientId,
      from: me,
      kind: 'text',
      body,
      at: new Date(writtenAt).toISOString(),
      isMine: true,
      delivery: problem !== null ? 'failed' : known.connection.state === 'online' ? 'sending' : 'waiting',
      problem,
    }));
  const isUnread = (message: Message): boolean => isWritten(message) && message.seq > readSeq && !isMine(message);
  return { ...known, messages: [...stored, ...waiting], unreadCount: messages.filter(isUnread).length };
};

/** What a person said, as against what happened. */
const isWritten = ({ kind }: Message): boolean => kind === 'text' || kind === 'file';

/** Read once, so that what is drawn from it stays the same thing. */
const files = new WeakMap<Message, { file?: AttachedFile }>();

const fileIn = (message: Message): { file?: AttachedFile } => {
  const known = files.get(message) ?? read(message.body);
  files.set(message, known);
  return known;
};

const read = (body: string): { file?: AttachedFile } => {
  try {
    return { file: JSON.parse(body) as AttachedFile };
  } catch {
    // A newer server may say it otherwise: the line is there, without its file.
    return {};
  }
};
