import {
  ClientProblem,
  createConversation,
  createHttp,
  createLive,
  liveUrl,
  newId,
  type ConversationModel,
  type Http,
  type Live,
} from '@harmony-live/client';
import type { CreateHelpRequest, HelpRequest, ServerFrames } from '@harmony-live/protocol';
import type { WidgetHost } from '@harmony-live/sdk';

/** Says, on the device and only while help is open, which request the next page goes on with. */
const requestKey = 'harmony:request';

/** Where the person is: at the start, filling in the form, waiting, or talking. */
export type HelpView = 'home' | 'request' | 'waiting' | 'conversation';

/** The person's way to help, apart from what it looks like: asks, follows the request, opens the conversation. */
export class Help {
  view: HelpView = 'home';
  request: HelpRequest | ServerFrames['request'] | null = null;
  conversation: ConversationModel | null = null;
  problem: ClientProblem | null = null;
  /** When this request was sent or found again, epoch milliseconds: what "you have waited" counts from. */
  askedAt = 0;

  readonly host: WidgetHost;
  readonly http: Http;
  readonly live: Live;
  readonly #watchers = new Set<() => void>();
  #visitorId = '';
  #requestId = '';
  /** One id for one sending, so that a press repeated after a broken line asks once. */
  #clientId = '';
  #stops: (() => void)[] = [];

  constructor(host: WidgetHost) {
    this.host = host;
    this.http = createHttp({
      baseUrl: host.backend,
      credentials: 'omit',
      getToken: () => host.token(),
      renewToken: () => host.renew(),
    });
    this.live = createLive({ url: liveUrl(host.backend), http: this.http });
    this.#stops.push(
      this.live.on('request', (frame) => frame.requestId === this.#requestId && this.#follow(frame)),
      this.live.onState(() => this.#changed()),
    );
  }

  subscribe(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Texts of others that this person has not read. */
  get unread(): number {
    return this.conversation?.state.unreadCount ?? 0;
  }

  show(view: HelpView): void {
    this.view = view;
    this.problem = null;
    this.#changed();
  }

  /** Goes on with what was open on the page before; asks nobody anything when there was nothing. */
  async resume(): Promise<void> {
    const requestId = this.#kept();
    if (!requestId) return;
    try {
      const visit = await this.host.resumeVisit();
      if (!visit) return this.#end();
      this.#visitorId = visit.visitorId;
      this.#requestId = requestId;
      const request = await this.http.get<HelpRequest>(`/v1/help-requests/${requestId}`);
      this.askedAt = Date.parse(request.createdAt);
      this.live.connect();
      this.#follow(request);
    } catch (problem) {
      // Only what is gone for good is let go of; a lost network is no reason to forget.
      if (problem instanceof ClientProblem && problem.status === 404) this.#end();
    }
  }

  /** Sends the request. @throws ClientProblem or the SDK's refusal; nothing written is lost */
  async ask(request: Omit<CreateHelpRequest, 'clientId'>): Promise<string> {
    const visit = await this.host.startVisit();
    this.#visitorId = visit.visitorId;
    this.#clientId ||= newId();
    const answer = await this.http.post<HelpRequest>('/v1/help-requests', { ...request, clientId: this.#clientId });
    this.#clientId = '';
    this.#requestId = answer.id;
    this.askedAt = Date.now();
    this.#keep(answer.id);
    this.live.connect();
    this.host.emit('request', { requestId: answer.id, at: answer.createdAt });
    this.#follow(answer);
    return answer.id;
  }

  async cancel(): Promise<void> {
    await this.http.delete(`/v1/help-requests/${this.#requestId}`);
    this.#end();
    this.show('home');
  }

  /** After the end: back to the start, the conversation let go of. */
  leave(): void {
    this.conversation?.dispose();
    this.conversation = null;
    this.request = null;
    this.show('home');
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.conversation?.dispose();
    this.live.close();
    this.#watchers.clear();
  }

  #follow(request: HelpRequest | ServerFrames['request']): void {
    this.request = request;
    if (request.conversationId && (request.state === 'matched' || request.state === 'done')) {
      this.#talk(request.conversationId);
    } else if (request.state === 'queued') {
      this.view = 'waiting';
    } else if (request.state !== 'matched') {
      this.#end();
      this.view = request.state === 'expired' ? 'waiting' : 'home';
    }
    this.#changed();
  }

  #talk(conversationId: string): void {
    this.view = 'conversation';
    if (this.conversation?.state.conversationId === conversationId) return;
    this.conversation?.dispose();
    const conversation = createConversation({
      live: this.live,
      http: this.http,
      conversationId,
      me: { kind: 'visitor', id: this.#visitorId },
      storage: this.host.storage,
    });
    this.conversation = conversation;
    this.host.emit('matched', { requestId: this.#requestId, conversationId, at: new Date().toISOString() });
    let lastSeq = 0;
    conversation.subscribe(() => {
      const { state, messages, lastSeq: newest } = conversation.state;
      if (newest > lastSeq && lastSeq > 0) {
        const at = messages.findLast((message) => message.seq === newest)?.at ?? new Date().toISOString();
        this.host.emit('message', { conversationId, seq: newest, at });
      }
      lastSeq = newest;
      if (state === 'closed' || state === 'resolved') this.#end();
      this.#changed();
    });
  }

  /** Nothing is open any more: the device forgets, unless the person agreed to more. */
  #end(): void {
    try {
      this.host.storage.removeItem(requestKey);
    } catch {
      // Storage that throws has kept nothing.
    }
    this.host.setHelpOpen(false);
    this.live.close();
  }

  #keep(requestId: string): void {
    this.host.setHelpOpen(true);
    try {
      this.host.storage.setItem(requestKey, requestId);
    } catch {
      // Without storage the request lives as long as the page.
    }
  }

  #kept(): string | null {
    try {
      return this.host.storage.getItem(requestKey);
    } catch {
      return null;
    }
  }

  #changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
