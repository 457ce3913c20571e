import { ClientProblem, createHttp, type Http, type Live } from '@harmony-live/client';
import type { CreateHelpRequest, HelpRequest, ServerFrames } from '@harmony-live/protocol';
import { lazy } from '../lazy.ts';
import type { Help } from './help.ts';
import { requestKey } from './plain.ts';

/** The way to the server: asks, follows the request, opens the conversation, and writes it all into `Help`. */
export interface Line {
  /** Speaks as this visitor. */
  http: Http;
  /** Goes on with a request that is open. A request it follows already is left alone. */
  resume(requestId: string): Promise<void>;
  /** @throws ClientProblem or the SDK's refusal */
  ask(request: CreateHelpRequest): Promise<HelpRequest>;
  /** @throws ClientProblem */
  cancel(): Promise<void>;
  /** Nothing is open any more. */
  end(): void;
  dispose(): void;
}

/** Pause before code that did not come is asked for again, milliseconds. */
const retryMs = 3_000;

/** The live connection comes once there is something to follow, what a conversation is made of while one waits for it. */
const livePart = lazy(() => import('./live.ts'));
const talking = lazy(() => import('./talking.ts'));

export const createLine = (help: Help): Line => {
  const { host } = help;
  const { storage } = host;
  const http = createHttp({
    baseUrl: host.backend,
    credentials: 'omit',
    getToken: () => host.token(),
    renewToken: () => host.renew(),
  });
  let live: Live | null = null;
  let visitorId = '';
  let requestId = '';
  let isDisposed = false;

  /** Follows the request as it changes. Until the code for it is here, the request is looked at instead. */
  const connect = async (): Promise<void> => {
    const part = await livePart().catch(() => null);
    if (isDisposed || requestId === '') return;
    if (part === null) {
      setTimeout(() => void connect(), retryMs);
      return http.get<HelpRequest>(`/v1/help-requests/${requestId}`).then(follow, () => {});
    }
    live ??= part.openLive(host.backend, http, {
      onRequest: (frame) => frame.requestId === requestId && follow(frame),
      onState: help.changed.bind(help),
    });
    live.connect();
    const { conversationId } = help.request ?? {};
    if (conversationId && help.conversation === null) void talk(conversationId);
  };

  /** Nothing is open any more: the device forgets, unless the person agreed to more. */
  const end = (): void => {
    requestId = '';
    storage.removeItem(requestKey);
    host.setHelpOpen(false);
    live?.close();
  };

  const follow = (request: HelpRequest | ServerFrames['request']): void => {
    // Whoever waits may read meanwhile; what is new brings them where it happens.
    const isNew = help.request?.state !== request.state;
    help.request = request;
    if (request.conversationId && (request.state === 'matched' || request.state === 'done')) {
      void talk(request.conversationId);
    } else if (request.state === 'queued') {
      if (isNew) help.view = 'waiting';
      // It had been accepted: whoever comes next goes on with the same conversation.
      if (help.conversation !== null) help.letGo();
      talking().catch(() => {});
    } else if (request.state !== 'matched') {
      end();
      if (request.state === 'expired') help.view = 'waiting';
      // The article that helped says so itself.
      else if (help.view !== 'article') help.view = 'home';
    }
    help.changed();
  };

  const talk = async (conversationId: string): Promise<void> => {
    const { createTalk } = await talking().catch(() => ({ createTalk: null }));
    if (isDisposed || help.request?.conversationId !== conversationId || live === null) return;
    // The code did not come: one goes on waiting, and it is tried again.
    if (createTalk === null) return void setTimeout(() => void talk(conversationId), retryMs);
    if (help.conversation?.state.conversationId !== conversationId) {
      help.view = 'conversation';
      help.letGo();
      Object.assign(help, createTalk({ help, live, http, conversationId, visitorId, requestId, onOver: end }));
    }
    help.changed();
  };

  return {
    http,
    resume: async (openId) => {
      if (openId === requestId) return;
      requestId = openId;
      try {
        const visit = await host.resumeVisit();
        if (visit === null) return end();
        visitorId = visit.visitorId;
        const request = await http.get<HelpRequest>(`/v1/help-requests/${openId}`);
        help.askedAt = Date.parse(request.createdAt);
        help.askedWords = request.text;
        help.saidMs ||= request.waitMs.high;
        help.request = null;
        follow(request);
        void connect();
      } catch (problem) {
        // Only what is gone for good is let go of; a lost network is no reason to forget.
        if (problem instanceof ClientProblem && problem.status === 404) return end();
        requestId = '';
        throw problem;
      }
    },
    ask: async (request) => {
      const visit = await host.startVisit();
      visitorId = visit.visitorId;
      const answer = await http.post<HelpRequest>('/v1/help-requests', request);
      requestId = answer.id;
      help.askedAt = Date.now();
      host.setHelpOpen(true);
      storage.setItem(requestKey, answer.id);
      host.emit('request', { requestId: answer.id, at: answer.createdAt });
      help.request = null;
      follow(answer);
      void connect();
      return answer;
    },
    end,
    cancel: async () => {
      await http.delete(`/v1/help-requests/${requestId}`);
      end();
      help.request = null;
      help.show('home');
    },
    dispose: () => {
      isDisposed = true;
      live?.close();
    },
  };
};
