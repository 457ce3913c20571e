import { ClientProblem, createHttp, type Http, type Live } from '@harmony-live/client';
import type { CreateHelpRequest, HelpRequest, ServerFrames } from '@harmony-live/protocol';
import { lazy } from '../lazy.ts';
import type { Help } from './help.ts';
import { requestKey } from './plain.ts';

/** What follows a request: the way to the server as this visitor, the live connection, the conversation; it writes into `Help`. */
export interface Line {
  /** Speaks as this visitor. */
  http: Http;
  /** Goes on with a request that is open. A request it follows already is left alone. @param made it, where it was sent just now */
  resume(requestId: string, made?: HelpRequest): Promise<void>;
  /**
   * Sends a request again whose first try came to nothing, as often as is safe.
   * @param problem of the first try
   * @throws ClientProblem; or that problem, where trying again is of no use
   */
  askAgain(request: CreateHelpRequest, problem: unknown): Promise<HelpRequest>;
  /** @throws ClientProblem */
  cancel(): Promise<void>;
  /** Nothing is open any more. */
  end(): void;
  dispose(): void;
}

/** Pause before code that did not come is asked for again, milliseconds. */
const retryMs = 3_000;
/** Pause before a request is sent again, milliseconds, where the server names none. */
const againMs = 500;
/** Who is to wait longer is told so instead, milliseconds. */
const longestPauseMs = 30_000;

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
  /** All that was heard of: whoever has an appointment and talks with somebody now comes back to it when that ends. */
  const known = new Map<string, HelpRequest | ServerFrames['request']>();
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
      onRequest: (frame) => (frame.requestId === requestId ? follow(frame) : known.set(frame.requestId, frame)),
      onState: help.changed.bind(help),
    });
    live.connect();
    const { conversationId } = help.request ?? {};
    if (conversationId && help.conversation === null) void talk(conversationId);
  };

  /** Nothing is open any more: the device forgets, unless the person agreed to more. */
  const end = (): void => {
    known.delete(requestId);
    requestId = '';
    const [next] =
      [...known].find(([, one]) => one.state === 'scheduled' || (one.state === 'queued' && one.dueAt)) ?? [];
    if (next !== undefined) {
      storage.setItem(requestKey, next);
      return void resume(next).catch(() => {});
    }
    storage.removeItem(requestKey);
    host.setHelpOpen(false);
    live?.close();
  };

  const follow = (request: HelpRequest | ServerFrames['request']): void => {
    // Whoever waits may read meanwhile; what is new brings them where it happens.
    const isNew = help.request?.state !== request.state;
    help.request = request;
    known.set(requestId, request);
    if (request.conversationId && (request.state === 'matched' || request.state === 'done')) {
      void talk(request.conversationId);
    } else if (request.state === 'queued' || request.state === 'scheduled') {
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

  const resume: Line['resume'] = async (openId, made) => {
    if (openId === requestId) return;
    requestId = openId;
    try {
      const visit = await host.resumeVisit();
      if (visit === null) return end();
      visitorId = visit.visitorId;
      if (made === undefined) {
        const request = await http.get<HelpRequest>(`/v1/help-requests/${openId}`);
        help.askedAt = Date.parse(request.createdAt);
        help.askedWords = request.text;
        help.saidMs ||= request.waitMs.high;
        help.request = null;
        follow(request);
      } else follow(made);
      void connect();
    } catch (problem) {
      // Only what is gone for good is let go of; a lost network is no reason to forget.
      if (problem instanceof ClientProblem && problem.status === 404) return end();
      requestId = '';
      throw problem;
    }
  };

  return {
    http,
    resume,
    askAgain: async (request, problem) => {
      const { status, retryAfterMs = againMs } = problem as { status?: number; retryAfterMs?: number };
      const isPassing = status === 0 || status === 401 || status === 429 || (status ?? 0) >= 500;
      if (!isPassing || retryAfterMs > longestPauseMs) throw problem;
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
      await host.startVisit();
      return http.post<HelpRequest>('/v1/help-requests', request);
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
