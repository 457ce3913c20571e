import { ClientProblem, type Http, type Live } from '@harmony-live/client';
import type { Conversation, Handover, Message } from '@harmony-live/protocol';
import type { Desk, Offer } from '../app/desk.ts';
import type { Observable } from '../app/observable.ts';
import type { Preferences } from '../app/preferences.ts';
import {
  askedNotice,
  askedTag,
  conversationTag,
  isTold,
  messageNotice,
  requestNotice,
  requestTag,
  type Notice,
} from './notice.ts';

/** What stands on somebody's screen outside the page, until it is closed. */
export interface Shown {
  close: () => void;
}

/** What is told, and how. */
export interface NotifierOptions {
  desk: Pick<Desk, 'offers' | 'conversations' | 'isUnread'> &
    Pick<Observable, 'subscribe'> & {
      handovers: Pick<Desk['handovers'], 'toMe'>;
      http: Pick<Http, 'get'>;
      live: Pick<Live, 'on'>;
    };
  preferences: { readonly now: Readonly<Preferences> };
  /** Whether somebody has the console before them: then it tells by itself. */
  isLookedAt: () => boolean;
  /** Tells when that changes. @returns the way to stop */
  onLookedAt: (fn: () => void) => () => void;
  /** Puts it on the screen; null where the browser shows none. */
  show: (notice: Notice, onPress: () => void) => Shown | null;
  /** Lets a request that is put before this person be heard. */
  sound: (assignmentId: string) => void;
  /** A request, or what a colleague asks, was pressed: its dialog is to have the focus. */
  goToRequest: () => void;
  goToConversation: (id: string) => void;
  now: () => number;
}

/**
 * Tells of what is this person's while they look elsewhere: a request that is put before them, what a colleague asks, a message
 * in a conversation of theirs. What is over (answered, withdrawn, run out, read) is taken off the screen again.
 */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #stops: (() => void)[];
  readonly #shown = new Map<string, Shown>();
  readonly #toldOffers = new Set<string>();
  readonly #toldAsked = new Set<string>();
  /** Up to which message of each conversation somebody was told; null until the list was read once: all that is old news. */
  #heard: Map<string, number> | null = null;
  /** The number of the last message that stands on the screen, by conversation. */
  readonly #toldSeq = new Map<string, number>();

  constructor(options: NotifierOptions) {
    this.#options = options;
    const { desk, onLookedAt } = options;
    this.#stops = [
      desk.subscribe(() => this.#look()),
      desk.live.on('message', (frame) => this.#hear(frame.conversationId, frame)),
      onLookedAt(() => this.#closeMessages()),
    ];
    this.#look();
  }

  /** Nothing more is told, and nothing told stays. */
  dispose(): void {
    for (const stop of this.#stops) stop();
    for (const tag of [...this.#shown.keys()]) this.#close(tag);
  }

  #look(): void {
    const { offers, handovers, conversations } = this.#options.desk;
    for (const offer of offers) if (!this.#toldOffers.has(offer.assignmentId)) this.#tellRequest(offer);
    for (const handover of handovers.toMe) if (!this.#toldAsked.has(handover.id)) this.#tellAsked(handover);
    const open = new Set([
      ...offers.map(({ assignmentId }) => requestTag(assignmentId)),
      ...handovers.toMe.map(({ id }) => askedTag(id)),
    ]);
    const isAnswered = (tag: string): boolean =>
      [requestTag(''), askedTag('')].some((start) => tag.startsWith(start)) && !open.has(tag);
    for (const tag of [...this.#shown.keys()]) if (isAnswered(tag)) this.#close(tag);
    if (conversations) this.#lookAtConversations(conversations);
  }

  #lookAtConversations(conversations: readonly Conversation[]): void {
    const heard = (this.#heard ??= new Map(conversations.map(({ id, lastSeq }) => [id, lastSeq])));
    for (const conversation of conversations) {
      const { id, lastSeq, readSeq } = conversation;
      const toldSeq = this.#toldSeq.get(id);
      if (toldSeq !== undefined && readSeq >= toldSeq) this.#close(conversationTag(id));
      const before = heard.get(id) ?? lastSeq;
      heard.set(id, Math.max(before, lastSeq));
      if (lastSeq > before && this.#isWanted && this.#options.desk.isUnread(conversation)) {
        void this.#readSince(conversation, before);
      }
    }
  }

  /** The list says that there is more, not by whom. */
  async #readSince({ id }: Conversation, after: number): Promise<void> {
    try {
      const path = `/v1/conversations/${id}/messages?after=${after}`;
      const { items } = await this.#options.desk.http.get<{ items: Message[] }>(path);
      const message = items.findLast(isTold);
      if (message) this.#tellMessage(id, message);
    } catch (problem) {
      // It stays unread in the list, which is told by the tab's title.
      if (!(problem instanceof ClientProblem)) throw problem;
    }
  }

  /** A message in a conversation that stands open in this tab. */
  #hear(conversationId: string, message: Message): void {
    const heard = this.#heard?.get(conversationId);
    if (heard === undefined || message.seq <= heard) return;
    this.#heard!.set(conversationId, message.seq);
    if (isTold(message)) this.#tellMessage(conversationId, message);
  }

  get #isWanted(): boolean {
    return this.#options.preferences.now.areNotificationsOn && !this.#options.isLookedAt();
  }

  #tellRequest(offer: Offer): void {
    const { preferences, sound, goToRequest, now } = this.#options;
    this.#toldOffers.add(offer.assignmentId);
    const leftMs = Date.parse(offer.expiresAt) - now();
    if (leftMs <= 0) return;
    if (preferences.now.isSoundOn) sound(offer.assignmentId);
    if (!this.#isWanted) return;
    const notice = requestNotice(offer, preferences.now.areWordsShown);
    this.#show(notice, goToRequest);
    // The server says when it is over; a tab that lost it must not ask in vain.
    setTimeout(() => this.#close(notice.tag), leftMs);
  }

  /** Without a sound: a colleague waits for five minutes, not for seconds. */
  #tellAsked(handover: Handover): void {
    this.#toldAsked.add(handover.id);
    if (!this.#isWanted) return;
    const { preferences, goToRequest } = this.#options;
    this.#show(askedNotice(handover, preferences.now.areWordsShown), goToRequest);
  }

  #tellMessage(conversationId: string, message: Message): void {
    const conversation = this.#options.desk.conversations?.find(({ id }) => id === conversationId);
    if (!conversation || !this.#isWanted) return;
    const { preferences, goToConversation } = this.#options;
    this.#show(messageNotice(conversation, message, preferences.now.areWordsShown), () =>
      goToConversation(conversationId),
    );
    this.#toldSeq.set(conversationId, message.seq);
  }

  #show(notice: Notice, onPress: () => void): void {
    const shown = this.#options.show(notice, () => {
      this.#close(notice.tag);
      onPress();
    });
    // The one of the same tag before it has gone by the browser's own hand.
    if (shown) this.#shown.set(notice.tag, shown);
  }

  /** Whoever is back sees in the console what is unread; a request waits for its answer. */
  #closeMessages(): void {
    if (!this.#options.isLookedAt()) return;
    for (const tag of [...this.#shown.keys()]) if (tag.startsWith(conversationTag(''))) this.#close(tag);
  }

  #close(tag: string): void {
    this.#shown.get(tag)?.close();
    this.#shown.delete(tag);
    this.#toldSeq.delete(tag.slice(conversationTag('').length));
  }
}
