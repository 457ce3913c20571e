import { ClientProblem, createHttp, createLive, liveUrl, newId } from '@harmony-live/client';
import type { CreateHelpRequest, HelpRequest, ServerFrames } from '@harmony-live/protocol';
import { lazy } from '../lazy.ts';
import { requestKey, type Help } from './help.ts';

/** The way to the server: asks, follows the request, opens the conversation, and writes it all into `Help`. */
export interface Line {
  /** Goes on with a request that is open. A request it follows already is left alone. */
  resume(requestId: string): Promise<void>;
  /** @throws ClientProblem or the SDK's refusal */
  ask(request: Omit<CreateHelpRequest, 'clientId'>): Promise<string>;
  /** @throws ClientProblem */
  cancel(): Promise<void>;
  /** Nothing is open any more. */
  end(): void;
  dispose(): void;
}

/** Pause before the code of a conversation is asked for again, milliseconds. */
const retryMs = 3_000;

/** What a conversation is made of; comes while one waits for it. */
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
  const live = createLive({ url: liveUrl(host.backend), http });
  let visitorId = '';
  let requestId = '';
  /** One id for one sending, so that a press repeated after a broken line asks once. */
  let clientId = '';
  let isDisposed = false;

  /** Nothing is open any more: the device forgets, unless the person agreed to more. */
  const end = (): void => {
    requestId = '';
    storage.removeItem(requestKey);
    host.setHelpOpen(false);
    live.close();
  };

  const follow = (request: HelpRequest | ServerFrames['request']): void => {
    help.request = request;
    if (request.conversationId && (request.state === 'matched' || request.state === 'done')) {
      void talk(request.conversationId);
    } else if (request.state === 'queued') {
      help.view = 'waiting';
      talking().catch(() => {});
    } else if (request.state !== 'matched') {
      end();
      help.view = request.state === 'expired' ? 'waiting' : 'home';
    }
    help.changed();
  };

  const talk = async (conversationId: string): Promise<void> => {
    const { createTalk } = await talking().catch(() => ({ createTalk: null }));
    if (isDisposed || help.request?.conversationId !== conversationId) return;
    // The code did not come: one goes on waiting, and it is tried again.
    if (createTalk === null) return void setTimeout(() => void talk(conversationId), retryMs);
    help.view = 'conversation';
    if (help.conversation?.state.conversationId !== conversationId) {
      help.letGo();
      Object.assign(help, createTalk({ help, live, http, conversationId, visitorId, requestId, onOver: end }));
    }
    help.changed();
  };

  const stops = [
    live.on('request', (frame) => frame.requestId === requestId && follow(frame)),
    live.onState(() => help.changed()),
  ];

  return {
    resume: async (openId) => {
      if (openId === requestId) return;
      requestId = openId;
      try {
        const visit = await host.resumeVisit();
        if (visit === null) return end();
        visitorId = visit.visitorId;
        const request = await http.get<HelpRequest>(`/v1/help-requests/${openId}`);
        help.askedAt = Date.parse(request.createdAt);
        live.connect();
        follow(request);
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
      clientId ||= newId();
      const answer = await http.post<HelpRequest>('/v1/help-requests', { ...request, clientId });
      clientId = '';
      requestId = answer.id;
      help.askedAt = Date.now();
      host.setHelpOpen(true);
      storage.setItem(requestKey, answer.id);
      live.connect();
      host.emit('request', { requestId: answer.id, at: answer.createdAt });
      follow(answer);
      return answer.id;
    },
    end,
    cancel: async () => {
      await http.delete(`/v1/help-requests/${requestId}`);
      end();
      help.show('home');
    },
    dispose: () => {
      isDisposed = true;
      for (const stop of stops) stop();
      live.close();
    },
  };
};
