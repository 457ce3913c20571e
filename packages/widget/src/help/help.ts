import type { Calls, ConversationModel, FilePlace } from '@harmony-live/client';
import type { CreateHelpRequest, HelpRequest, ServerFrames } from '@harmony-live/protocol';
import type { WidgetHost } from '@harmony-live/sdk';
import type { Attachments } from '@harmony-live/ui';
import { lazy } from '../lazy.ts';
import type * as Nobody from '../home/nobody.ts';
import type * as Noticed from '../offer/noticed.ts';
import type { WhenElement } from '../later/when.ts';
import type { Past } from '../past/past.ts';
import type * as Questions from '../request/questions.ts';
import type { Search } from '../search/search.ts';
import type { Line } from './line.ts';
import { askPlainly, plainly, requestKey } from './plain.ts';

/** Where the person is: at the start, filling in the form, waiting, talking, or reading what was. */
export type HelpView = 'home' | 'article' | 'request' | 'waiting' | 'conversation' | 'past' | 'your-data';

/** An article that was read and did not help: it goes along with the request. */
export interface Tried {
  articleId: string;
  title: string;
}

/**
 * The person's way to help, apart from what it looks like. What talks to the server is a part of its own (`Line`), which
 * most pages never load: it comes when somebody asks, or goes on with what was open.
 */
export class Help {
  view: HelpView = 'home';
  request: HelpRequest | ServerFrames['request'] | null = null;
  conversation: ConversationModel | null = null;
  /** Voice and screen of that conversation. */
  calls: Calls | null = null;
  /** Where its files go. */
  filePlace: FilePlace | null = null;
  /** Files of that conversation, from the first look at it; they go on while the panel is closed. */
  attachments: Attachments | null = null;
  /** What stands on the page itself while the screen is shared. */
  sharing: (() => unknown) | null = null;
  /** When this request was sent or found again, epoch milliseconds: what "you have waited" counts from. */
  askedAt = 0;
  /** The words of that request. */
  askedWords = '';
  /** The upper end of the wait that was told first, milliseconds: beyond it, it takes longer than we said. */
  saidMs = 0;
  /** What is written in the form; it outlives going back and closing. */
  text = '';
  /** Answers to the site's own questions, by their id; they outlive it as well. */
  answers: Readonly<Record<string, string>> = {};
  /** The article that is open. */
  articleId = '';
  /** The offer that it came with. */
  #offerId: string | undefined;
  tried: readonly Tried[] = [];
  /** Somebody who helped before and is to be asked first. */
  prefer: { id: string; name: string } | null = null;
  /** The search of the start, once that was seen. */
  search: Search | null = null;
  /**
   * What only some pages need, as it comes: words for what was noticed, the site's questions, what is said where nobody is, the
   * choice of another time.
   */
  readonly extras: {
    noticed?: typeof Noticed;
    questions?: typeof Questions;
    nobody?: typeof Nobody;
    when?: WhenElement;
  } = {};
  /** The person's conversations of before, where this device knows who they are. */
  past: Past | null = null;
  /** The code that follows requests is here, and follows one. */
  isFollowed = false;

  /** Something here went wrong for the person, or they have asked: now it matters whether the page may tell it. */
  #matters = false;

  readonly host: WidgetHost;
  readonly #watchers = new Set<() => void>();
  readonly #line: () => Promise<Line>;
  #stopLine = (): void => {};
  /** The widget is gone from the page. */
  isOver = false;
  /** One id for one sending, so that a press repeated after a broken line asks once. */
  #clientId = '';
  /** Counts presses: what was pressed last is what is sent. */
  #asked = 0;

  constructor(host: WidgetHost) {
    this.host = host;
    this.#line = lazy(async () => {
      const { createLine } = await import('./line.ts');
      const line = createLine(this);
      if (this.isOver) line.dispose();
      this.#stopLine = line.dispose;
      return line;
    });
  }

  subscribe(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Tells who watches that something here is different. */
  changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Texts of others that this person has not read. */
  get unread(): number {
    return this.conversation?.state.unreadCount ?? 0;
  }

  show(view: HelpView): void {
    this.view = view;
    this.changed();
  }

  openArticle(articleId: string, offerId?: string): void {
    this.articleId = articleId;
    this.#offerId = offerId;
    this.show('article');
  }

  /** The article that is open helped. */
  articleHelped(): void {
    if (this.#offerId !== undefined) this.host.answerOffer(this.#offerId, 'helped');
  }

  /** The mark of the problem here that this article answers, if that is why it was opened. */
  fingerprintOf(articleId: string): string | undefined {
    return this.host.known().find((known) => known.articleId === articleId)?.fingerprint;
  }

  /** An article did not help: a person is told so, with what was tried. */
  tryPerson(tried: Tried): void {
    this.tried = [...this.tried.filter(({ articleId }) => articleId !== tried.articleId), tried].slice(-10);
    this.show(this.isWaiting ? 'waiting' : 'request');
  }

  /** What talks to the server. @throws when its code does not come */
  line(): Promise<Line> {
    return this.#line();
  }

  /**
   * Goes on with what another page or tab left open; does nothing when there is nothing, or it is followed already.
   * @param made the request as it was sent just now, which need not be asked for
   * @returns false where the code or the network for it is missing: opening the panel tries again
   */
  async resume(made?: HelpRequest): Promise<boolean> {
    const { storage } = this.host;
    const requestId = storage.getItem(requestKey);
    if (requestId === null) return true;
    try {
      const line = await this.#line();
      // Taken back while the code was on its way.
      if (storage.getItem(requestKey) !== requestId) return true;
      await line.resume(requestId, made);
      this.isFollowed = true;
      return true;
    } catch {
      return false;
    }
  }

  /** Goes on with a request of before, as if this page had made it. @throws ClientProblem, or why the code did not come */
  async goOn(requestId: string): Promise<void> {
    const line = await this.#line();
    this.host.setHelpOpen(true);
    this.host.storage.setItem(requestKey, requestId);
    await line.resume(requestId);
    this.isFollowed = true;
    if (this.conversation !== null) this.show('conversation');
  }

  /**
   * Sends the request; without a network, as soon as there is one, unless another was sent in its place. What follows it needs
   * more code, for which it does not wait.
   * @throws ClientProblem or the SDK's refusal; nothing written is lost
   */
  async ask(request: Omit<CreateHelpRequest, 'clientId'>): Promise<string> {
    const mine = (this.#asked += 1);
    for (;;) {
      try {
        const clientId = (this.#clientId ||= this.host.newId());
        const { id, text, waitMs } = await askPlainly(this, { ...request, clientId });
        this.#clientId = '';
        this.askedWords = text;
        this.saidMs = waitMs.high;
        this.search?.type('');
        this.mattersNow();
        return id;
      } catch (problem) {
        const isOffline = (problem as { code?: string }).code === 'network/unreachable' && !navigator.onLine;
        if (isOffline) await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
        if (!isOffline || mine !== this.#asked || this.isOver) throw problem;
      }
    }
  }

  /** The person was stuck, and has come for help. */
  mattersNow(): void {
    this.#matters = true;
    this.changed();
  }

  /** Whether the person is to be asked for consent: never before it matters to them, nor where somebody has asked already. */
  get asksConsent(): boolean {
    return this.#matters && this.host.asksConsent();
  }

  /** Their answer. */
  consent(choice: Parameters<WidgetHost['consent']>[0]): void {
    this.host.consent(choice);
    this.changed();
  }

  async cancel(): Promise<void> {
    const line = await this.#line().catch(() => null);
    if (line !== null && this.isFollowed) return line.cancel();
    await plainly(this.host, this.host.storage.getItem(requestKey) ?? '', 'DELETE');
    this.#close();
    this.show('home');
  }

  /** After the end: back to the start, request and conversation let go of. */
  leave(): void {
    void this.#line().then((line) => line.end());
    this.letGo();
    this.request = null;
    this.show('home');
  }

  /** Somebody waits, here or for their time. */
  get isWaiting(): boolean {
    return this.request?.state === 'queued' || this.request?.state === 'scheduled';
  }

  /** Somebody waits or talks. */
  get isOpen(): boolean {
    return this.isWaiting || this.conversation !== null;
  }

  /** One step back: to the queue where one waits, else to the start. */
  back(): void {
    this.show(this.view === 'article' && this.isWaiting ? 'waiting' : 'home');
  }

  /** Follows the conversation no longer; a call in it ends. */
  letGo(): void {
    this.calls?.dispose();
    this.attachments?.dispose();
    this.conversation?.dispose();
    this.calls = null;
    this.attachments = null;
    this.filePlace = null;
    this.sharing = null;
    this.conversation = null;
  }

  /** Everything was erased: nothing of it stays here. */
  forget(): void {
    this.letGo();
    this.text = '';
    this.answers = {};
    this.tried = [];
    this.past = null;
    this.#close();
    this.changed();
  }

  #close(): void {
    this.request = null;
    this.host.storage.removeItem(requestKey);
    this.host.setHelpOpen(false);
  }

  dispose(): void {
    this.isOver = true;
    this.#stopLine();
    this.letGo();
    this.#watchers.clear();
  }
}
