import type { Conversation, Handover, Message } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';
import type { Offer } from '../app/desk.ts';
import { topicWords } from '../conversations/list-pane.ts';
import { askedWords } from '../handovers/words.ts';
import { senderName, visitorOf } from '../conversations/entries.ts';
import { requestTitle } from '../new-request/words.ts';

/** What the browser is asked to show. */
export interface Notice {
  /** One for each request and conversation: a later one takes the place of the earlier. */
  tag: string;
  title: string;
  /** What somebody wrote; absent unless the reader of this device wants it on the screen. */
  body?: string;
}

/** How much of a message is shown, in characters: a screen that is locked shows about as much. */
const longestBody = 140;

/** The tag of a request that is put before somebody. */
export const requestTag = (assignmentId: string): string => `request:${assignmentId}`;

/** The tag of what a colleague asks. */
export const askedTag = (handoverId: string): string => `asked:${handoverId}`;

/** The tag of a conversation. */
export const conversationTag = (conversationId: string): string => `conversation:${conversationId}`;

/** A request was put before this person. */
export function requestNotice({ assignmentId, request }: Offer, areWordsShown: boolean): Notice {
  return {
    tag: requestTag(assignmentId),
    title: msg('New request'),
    ...(areWordsShown ? { body: requestTitle(request) } : {}),
  };
}

/** A colleague asks this person to come along, or to take over. */
export function askedNotice(handover: Handover, areWordsShown: boolean): Notice {
  return {
    tag: askedTag(handover.id),
    title: askedWords(handover),
    ...(areWordsShown ? { body: topicWords(handover.topic) } : {}),
  };
}

/** The visitor wrote in a conversation of this person. */
export function messageNotice(
  { id, participants }: Pick<Conversation, 'id' | 'participants'>,
  message: Pick<Message, 'kind' | 'body'>,
  areWordsShown: boolean,
): Notice {
  const visitor = senderName({ kind: 'visitor', ...visitorOf(participants) });
  return {
    tag: conversationTag(id),
    title: msg(str`New message from ${visitor}`),
    ...(areWordsShown ? { body: wordsOf(message) } : {}),
  };
}

/** Whether it is told at all: what the visitor says, and nothing that happens by itself or is one's own or a colleague's. */
export const isTold = ({ from, kind }: Pick<Message, 'from' | 'kind'>): boolean =>
  from.kind === 'visitor' && (kind === 'text' || kind === 'file');

function wordsOf({ kind, body }: Pick<Message, 'kind' | 'body'>): string {
  const words = kind === 'file' ? msg(str`File: ${(JSON.parse(body) as { name: string }).name}`) : body.trim();
  return words.length <= longestBody ? words : `${words.slice(0, longestBody).trimEnd()}…`;
}
