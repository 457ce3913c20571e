import {
  ClientProblem,
  type Calls,
  type ConversationModel,
  type ConversationView,
  type LogEntry,
} from '@harmony-live/client';
import { button, memoryDrafts, storedDrafts, type Drafts, type LogMessage } from '@harmony-live/ui';
import { callStyles } from '@harmony-live/ui/call/call-sheet.ts';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { deviceStorage, draftPrefix } from '../app/device.ts';
import type { Desk } from '../app/desk.ts';
import { focusHeading, setTitle } from '../app/heading.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import { contextPane } from './context-pane.ts';
import css from './conversations.css';
import { logMessage } from './entries.ts';
import { listPane } from './list-pane.ts';
import { openConversationsOf, type OpenConversations } from './open-conversations.ts';
import { emptyThread, threadPane, titleOf } from './thread-pane.ts';

adopt(css);
adopt(callStyles);

/** How often "3 minutes ago" is told anew, in milliseconds. */
const tickMs = 30_000;

/**
 * The conversations of this person: list, thread, context. The address says which is open (`conversations/ID`); a narrow
 * window shows one pane at a time.
 */
@customElement('harmony-conversations')
export class ConversationsView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor now = Date.now();
  @state() private accessor isContextShown = false;
  @state() private accessor isAsked = false;
  @state() private accessor isEnding = false;
  @state() private accessor endProblem: string | null = null;

  readonly #deskWatch = new Watch(this, () => this.desk);
  readonly #routerWatch = new Watch(this, () => this.router);
  readonly #modelWatch = new Watch(this, () => this.#model);
  readonly #callsWatch = new Watch(this, () => this.#calls);
  #calls: Calls | null = null;
  #acting: Promise<void> = Promise.resolve();
  readonly #drafts = drafts();
  #model: ConversationModel | null = null;
  #wantsFocus = false;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #drawn: { from: readonly LogEntry[]; solutionSeq: number | null; messages: readonly LogMessage[] } = {
    from: [],
    solutionSeq: null,
    messages: [],
  };
  readonly #tellPresence = (): void => {
    this.#model?.setPresence(document.visibilityState === 'visible' ? 'here' : 'away');
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#tellPresence);
    this.#ticking = setInterval(() => (this.now = Date.now()), tickMs);
    if (this.hasUpdated) this.#tellPresence();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#tellPresence);
    clearInterval(this.#ticking);
    this.#model?.setTyping(false);
    this.#model?.setPresence('away');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desk')) this.#deskWatch.again();
    if (changed.has('router')) this.#routerWatch.again();
    if (changed.has('desk')) this.#choose(null);
    const id = this.#selectedId;
    if (id !== (this.#model?.state.conversationId ?? null)) this.#choose(id);
  }

  protected override updated(): void {
    const view = this.#model?.state;
    if (view?.details) setTitle(titleOf(view));
    if (!this.#wantsFocus || !(view?.isLoaded || view?.problem)) return;
    this.#wantsFocus = false;
    // A finger would only get the keyboard in its way.
    const composer = matchMedia('(pointer: fine)').matches ? this.querySelector('h-composer') : null;
    if (composer) composer.focus({ preventScroll: true });
    else focusHeading(this, '.thread .top h2');
  }

  protected override render(): TemplateResult {
    const view = this.#model?.state ?? null;
    const hasContext = view !== null && !view.problem;
    const classes = `cols three${view ? ' has-thread' : ''}${hasContext ? ' has-context' : ''}${this.isContextShown ? ' shows-context' : ''}`;
    // Of the list on a phone nothing is left once a conversation is open; the page's name stays.
    return html`<h1 class="sr">${msg('Conversations')}</h1>
      <div class=${classes} @keydown=${this.#onKey}>
        ${listPane({ desk: this.desk, router: this.router, open: this.#open, selectedId: this.#selectedId, now: this.now })}
        ${view ? this.#renderThread(view) : emptyThread((this.desk.conversations ?? []).length > 0, this.router.href('queue'))}
        ${hasContext ? contextPane(view.details, () => this.#showContext(false)) : nothing} ${this.#renderQuestion()}
      </div>`;
  }

  #renderThread(view: ConversationView): TemplateResult {
    return threadPane({
      view,
      messages: this.#messagesOf(view),
      drafts: this.#drafts,
      now: this.now,
      listHref: this.router.href('conversations'),
      endProblem: this.endProblem,
      calls: this.#calls!,
      onBack: () => this.router.go('conversations'),
      onContext: () => this.#showContext(true),
      onEnd: () => (this.isAsked = true),
      onResolve: (outcome) => void this.#act(async (model) => model.resolve(outcome)),
      onSolution: (key) => void this.#act(async (model) => this.#mark(model, key)),
      onChange: () => this.requestUpdate(),
      onSend: (text) => void this.#model?.send(text),
      onTyping: (isTyping) => this.#model?.setTyping(isTyping),
      onSeen: () => this.#model?.markRead(),
      onRetry: (key) => this.#withClientId(key, (clientId) => this.#model?.retry(clientId)),
      onRemove: (key) => this.#withClientId(key, (clientId) => this.#model?.remove(clientId)),
    });
  }

  #renderQuestion(): TemplateResult {
    return html`<h-dialog
      .label=${msg('End this conversation?')}
      kind="alertdialog"
      .isOpen=${this.isAsked}
      @h-close=${() => (this.isAsked = false)}
    >
      <p>${msg('It ends for both of you. What was said can still be read.')}</p>
      <div slot="actions" class="row">
        ${button({ label: msg('Keep it open'), size: 'md', onClick: () => (this.isAsked = false) })}
        ${button({ label: msg('End it now'), size: 'md', variant: 'primary', isBusy: this.isEnding, onClick: () => void this.#end() })}
      </div>
    </h-dialog>`;
  }

  get #selectedId(): string | null {
    return this.router.place[1] ?? null;
  }

  get #open(): OpenConversations {
    return openConversationsOf(this.desk);
  }

  #choose(id: string | null): void {
    this.#model?.setTyping(false);
    this.#model?.setPresence('away');
    this.#model = id === null ? null : this.#open.open(id);
    this.#calls = id === null ? null : this.#open.callsOf(id);
    this.#modelWatch.again();
    this.#callsWatch.again();
    this.#wantsFocus = id !== null;
    this.isContextShown = false;
    this.isAsked = false;
    this.endProblem = null;
    this.now = Date.now();
    this.#tellPresence();
  }

  async #mark(model: ConversationModel, key: string): Promise<void> {
    const seq = model.state.messages.find((entry) => entry.key === key)?.seq;
    if (seq != null) await model.markSolution(seq);
  }

  async #end(): Promise<void> {
    await this.#act((model) => model.close());
    this.isAsked = false;
  }

  /** One after another: what is pressed while the last is on its way is done after it, never dropped. */
  #act(act: (model: ConversationModel) => Promise<void>): Promise<void> {
    const model = this.#model;
    if (!model) return Promise.resolve();
    this.#acting = this.#acting.then(() => this.#do(model, act));
    return this.#acting;
  }

  async #do(model: ConversationModel, act: (model: ConversationModel) => Promise<void>): Promise<void> {
    this.isEnding = true;
    this.endProblem = null;
    try {
      await act(model);
      await this.desk.loadConversations();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.endProblem = problemWords(problem);
    } finally {
      this.isEnding = false;
    }
  }

  #showContext(isShown: boolean): void {
    this.isContextShown = isShown;
    const target = isShown ? '.ctx .sheet-head button' : '.thread .phone-only button';
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(target)?.focus());
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.isContextShown) this.#showContext(false);
  }

  #withClientId(key: string, act: (clientId: string) => void): void {
    const clientId = this.#model?.state.messages.find((entry) => entry.key === key)?.clientId;
    if (clientId) act(clientId);
  }

  // The log takes a new array for a change: it must stay the same while only the time or the presence changed.
  #messagesOf({ messages, details }: ConversationView): readonly LogMessage[] {
    const solutionSeq = details?.resolution.solutionSeq ?? null;
    if (this.#drawn.from !== messages || this.#drawn.solutionSeq !== solutionSeq)
      this.#drawn = {
        from: messages,
        solutionSeq,
        messages: messages.map((entry) => logMessage(entry, problemWords, solutionSeq)),
      };
    return this.#drawn.messages;
  }
}

function drafts(): Drafts {
  const storage = deviceStorage();
  return storage instanceof Storage ? storedDrafts(storage, draftPrefix) : memoryDrafts();
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-conversations': ConversationsView;
  }
}
