import {
  createConversation,
  createHttp,
  createLive,
  createMemoryStorage,
  liveUrl,
  type ConversationModel,
  type Http,
  type KeyValueStorage,
  type Live,
  type SocketConstructor,
} from '../../packages/client/src/index.ts';
import type { Me } from '@harmony-live/protocol';
import { pageOrigin, type Somebody } from '../../packages/backend/test/app.ts';
import { until } from '../fixtures/until.ts';

/** One tab of a person's browser: HTTP, the live connection, and what it keeps on the device. */
export interface Tab {
  me: Pick<Me, 'kind' | 'id'>;
  http: Http;
  live: Live;
  storage: KeyValueStorage;
  talk(conversationId: string): ConversationModel;
  /** The tab is gone, as on a reload: nothing of it runs any more. */
  close(): void;
}

/** @param isPollingOnly where sockets are blocked */
export const openTab = (
  origin: string,
  who: Somebody,
  kind: Me['kind'],
  storage: KeyValueStorage = createMemoryStorage(),
  isPollingOnly = false,
): Tab => {
  const me = { kind, id: who.id };
  const models: ConversationModel[] = [];
  const { authorization, ...headers } = who.headers;
  const token = authorization === undefined ? null : authorization.slice('Bearer '.length);
  // What a browser adds by itself: the cookie, and the page's Origin.
  const own = { ...headers, origin: kind === 'member' ? origin : pageOrigin };
  const http = createHttp({
    baseUrl: origin,
    getToken: () => token,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), ...own } }),
  });
  class Socket extends WebSocket {
    constructor(url: string) {
      // Node's own takes headers, which browsers do not.
      super(url, { headers: own } as never);
    }
  }
  const live = createLive({
    url: liveUrl(origin),
    http,
    WebSocket: isPollingOnly ? null : (Socket as unknown as SocketConstructor),
  });
  live.connect();
  return {
    me,
    http,
    live,
    storage,
    talk: (conversationId) => {
      const model = createConversation({ live, http, conversationId, me, storage });
      models.push(model);
      return model;
    },
    close: () => {
      models.forEach((model) => model.dispose());
      live.close();
    },
  };
};

/** Resolves once the view looks like this. */
export const shows = (
  model: ConversationModel,
  isSo: (state: ConversationModel['state']) => boolean,
  withinMs = 15_000,
): Promise<void> => until(async () => isSo(model.state), withinMs);

export const textsOf = (model: ConversationModel): string[] =>
  model.state.messages.filter(({ kind }) => kind === 'text').map(({ body }) => body);

/** The log as it is shown, when everything written was stored: in order, without gaps, each once. */
export const isWhole = (model: ConversationModel): boolean => {
  const { messages } = model.state;
  return messages.every(({ seq }, index) => seq === index + 1);
};
