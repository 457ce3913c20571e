import type { Calls, ConversationModel } from '@harmony-live/client';
import type { CreateHelpRequest, HelpRequest, ServerFrames } from '@harmony-live/protocol';
import type { WidgetHost } from '@harmony-live/sdk';
import { lazy } from '../lazy.ts';
import type { Search } from '../search/search.ts';
import type { Line } from './line.ts';

/** Says, on the device and only while help is open, which request the next page and other tabs go on with. */
export const requestKey = 'harmony:request';

/** Where the person is: at the start, filling in the form, waiting, or talking. */
export type HelpView = 'home' | 'article' | 'request' | 'waiting' | 'conversation' | 'your-data';

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
  /** What stands on the page itself while the screen is shared. */
  sharing: (() => unknown) | null = null;
  /** When this request was sent or found again, epoch milliseconds: what "you have waited" counts from. */
  askedAt = 0;
  /** What is written in the form; it outlives going back and closing. */
  text = '';
  /** The article that is open. */
  articleId = '';
  /** The offer that it came with. */
  #offerId: string | undefined;
  tried: readonly Tried[] = [];
  /** The search of the start, once that was seen. */
  search: Search | null = null;

  /** Something here went wrong for the person, or they have asked: now it matters whether the page may tell it. */
  #matters = false;

  readonly host: WidgetHost;
  readonly #watchers = new Set<() => void>();
  readonly #line: () => Promise<Line>;
  #stopLine = (): void => {};
  #isOver = false;

  constructor(host: WidgetHost) {
    this.host = host;
    this.#line = lazy(async () => {
      const { createLine } = await import('./line.ts');
      const line = createLine(this);
      if (this.#isOver) line.dispose();
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
    this.show(this.request?.state === 'queued' ? 'waiting' : 'request');
  }

  /** Loads what sending will need, while the form is filled in. Asks the server nothing. */
  prepare(): void {
    this.#line().catch(() => {});
  }

  /** Goes on with what another page or tab left open; does nothing when there is nothing, or it is followed already. */
  async resume(): Promise<void> {
    const requestId = this.host.storage.getItem(requestKey);
    if (requestId === null) return;
    try {
      await (await this.#line()).resume(requestId);
    } catch {
      // The network is gone: opening the panel tries again.
    }
  }

  /** Sends the request. @throws ClientProblem, the SDK's refusal, or why the code did not come; nothing written is lost */
  async ask(request: Omit<CreateHelpRequest, 'clientId'>): Promise<string> {
    const requestId = await (await this.#line()).ask(request);
    this.mattersNow();
    return requestId;
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
  consent(isGranted: boolean): void {
    this.host.consent(isGranted);
    this.changed();
  }

  async cancel(): Promise<void> {
    await (await this.#line()).cancel();
  }

  /** After the end: back to the start, request and conversation let go of. */
  leave(): void {
    void this.#line().then((line) => line.end());
    this.letGo();
    this.request = null;
    this.show('home');
  }

  /** Follows the conversation no longer; a call in it ends. */
  letGo(): void {
    this.calls?.dispose();
    this.conversation?.dispose();
    this.calls = null;
    this.sharing = null;
    this.conversation = null;
  }

  /** Everything was erased: nothing of it stays here. */
  forget(): void {
    this.letGo();
    this.request = null;
    this.text = '';
    this.tried = [];
    this.host.storage.removeItem(requestKey);
    this.host.setHelpOpen(false);
    this.changed();
  }

  dispose(): void {
    this.#isOver = true;
    this.#stopLine();
    this.letGo();
    this.#watchers.clear();
  }
}
