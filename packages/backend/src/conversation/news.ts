import type { ServerFrames } from '@harmony-live/protocol';
import type { Bus, JsonValue } from '../platform/bus/index.ts';

/** What people in a conversation are told at once, wherever they are connected. */
export interface News {
  organisationId: string;
  conversationId: string;
  frame: ServerFrames['message' | 'read' | 'typing' | 'presence' | 'colleague' | 'call.state' | 'call.signal'];
  /** The connection it came from, which knows it already. */
  by?: string;
  /** The one connection that it is for. */
  only?: string;
  /** With a message: the members in the conversation, whose lists change by it. */
  memberIds?: string[];
}

const topic = 'conversation';

/** News between the nodes about what happens in conversations. It may be lost: the log in the database is the truth. */
export const createNews = (bus: Bus) => ({
  publish: (news: News): void => bus.publish(topic, news as unknown as JsonValue),
  subscribe: (fn: (news: News) => void): (() => void) => bus.subscribe(topic, (news) => fn(news as unknown as News)),
});

export type NewsChannel = ReturnType<typeof createNews>;
