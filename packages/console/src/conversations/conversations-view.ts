import { callStyles } from '@harmony-live/ui/call/call-sheet.ts';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { setTitle } from '../app/heading.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import { commandsOf } from '../shortcuts/commands.ts';
import './context-pane.ts';
import css from './conversations.css';
import { isOpen, listPane } from './list-pane.ts';
import { openConversationsOf, type OpenConversations } from './open-conversations.ts';
import { nextPane } from './panes.ts';
import { emptyThread, titleOf } from './thread-pane.ts';
import './thread-view.ts';
import type { ThreadView } from './thread-view.ts';

adopt(css);
adopt(callStyles);

/** How often "3 minutes ago" is told anew, in milliseconds. */
const tickMs = 30_000;
/** From here on two threads have room beside each other. */
const isWide = matchMedia('(min-width: 1280px)');

/**
 * The conversations of this person: list, thread, context. The address says which is open (`conversations/ID`), and on a wide
 * screen which stands beside it (`conversations/ID/OTHER`); a narrow window shows one pane at a time.
 */
@customElement('harmony-conversations')
export class ConversationsView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor now = Date.now();
  @state() private accessor isContextShown = false;

  readonly #deskWatch = new Watch(this, () => this.desk);
  readonly #routerWatch = new Watch(this, () => this.router);
  readonly #modelWatch = new Watch(this, () => (this.#selectedId === null ? null : this.#open.open(this.#selectedId)));
  #watchedId: string | null = null;
  #stops: (() => void)[] = [];
  #letGo: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    const ticking = setInterval(() => (this.now = Date.now()), tickMs);
    const onWidth = (): void => {
      this.#holdCommands();
      this.requestUpdate();
    };
    isWide.addEventListener('change', onWidth);
    this.#holdCommands();
    this.#stops = [
      () => clearInterval(ticking),
      () => isWide.removeEventListener('change', onWidth),
      () => this.#letGo?.(),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desk')) this.#deskWatch.again();
    if (changed.has('router')) this.#routerWatch.again();
    if (this.#watchedId === this.#selectedId && !changed.has('desk')) return;
    this.#watchedId = this.#selectedId;
    this.#modelWatch.again();
    this.isContextShown = false;
    this.now = Date.now();
  }

  protected override updated(): void {
    const view = this.#selectedId === null ? null : this.#open.open(this.#selectedId).state;
    if (view?.details) setTitle(titleOf(view));
  }

  protected override render(): TemplateResult {
    const id = this.#selectedId;
    const view = id === null ? null : this.#open.open(id).state;
    const besideId = this.#besideId;
    const hasContext = view !== null && !view.problem;
    const classes = [
      'cols three',
      view ? 'has-thread' : '',
      hasContext && besideId === null ? 'has-context' : '',
      besideId === null ? '' : 'has-beside',
      this.isContextShown ? 'shows-context' : '',
    ];
    // Of the list on a phone nothing is left once a conversation is open; the page's name stays.
    return html`<h1 class="sr">${msg('Conversations')}</h1>
      <div class=${classes.filter(Boolean).join(' ')} @keydown=${this.#onKey}>
        ${listPane({
          desk: this.desk,
          router: this.router,
          open: this.#open,
          selectedId: id,
          besideId,
          now: this.now,
          onBeside: id !== null && isWide.matches ? (other) => this.router.go('conversations', id, other) : null,
        })}
        ${id === null ? emptyThread((this.desk.conversations ?? []).length > 0, this.router.href('queue')) : this.#renderThread(id, false)}
        ${besideId === null ? nothing : this.#renderThread(besideId, true)}
        ${
          hasContext
            ? html`<harmony-context
                .desk=${this.desk}
                .router=${this.router}
                .details=${view.details}
                .onInsert=${(passage: string) => this.#insert(passage)}
                .onBack=${() => this.#showContext(false)}
              ></harmony-context>`
            : nothing
        }
      </div>`;
  }

  #renderThread(id: string, isBeside: boolean): TemplateResult {
    return html`<harmony-thread
      .desk=${this.desk}
      .router=${this.router}
      .conversationId=${id}
      .isBeside=${isBeside}
      .now=${this.now}
      @show-context=${() => this.#showContext(!this.isContextShown)}
      @leave-thread=${() => this.#selectedId !== null && this.router.go('conversations', this.#selectedId)}
    ></harmony-thread>`;
  }

  get #selectedId(): string | null {
    return this.router.place[1] ?? null;
  }

  /** The one beside it; there is none where there is no room for it. */
  get #besideId(): string | null {
    const [, id, other] = this.router.place;
    return isWide.matches && other !== undefined && other !== id ? other : null;
  }

  get #open(): OpenConversations {
    return openConversationsOf(this.desk);
  }

  get #thread(): ThreadView | null {
    return this.querySelector('harmony-thread');
  }

  /** A second thread is offered where it has room. */
  #holdCommands(): void {
    this.#letGo?.();
    this.#letGo = commandsOf(this.desk).hold({
      'conversation.panes': () => nextPane(this),
      ...(isWide.matches ? { 'conversation.beside': () => this.#toggleBeside() } : {}),
    });
  }

  /** Puts the liveliest other conversation that goes on beside this one, or puts the second one away. */
  #toggleBeside(): boolean {
    const id = this.#selectedId;
    if (id === null || !isWide.matches) return false;
    const other = (this.desk.conversations ?? []).find((one) => one.id !== id && isOpen(one.state));
    if (this.#besideId !== null) this.router.go('conversations', id);
    else if (other) this.router.go('conversations', id, other.id);
    else return false;
    return true;
  }

  #insert(passage: string): void {
    if (this.#thread?.insertPassage(passage) === true) this.isContextShown = false;
  }

  #showContext(isShown: boolean): void {
    this.isContextShown = isShown;
    const target = isShown ? '.ctx .sheet-head button' : '.thread .context-only button';
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(target)?.focus());
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.isContextShown) this.#showContext(false);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-conversations': ConversationsView;
  }
}
