import { ClientProblem } from '@harmony-live/client';
import type { QueueItem, QueueTaken } from '@harmony-live/protocol';
import { button, field, glyphs, iconButton, note, plural, skeleton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { OnNews } from '../app/on-news.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import '../appointments/appointments-list.ts';
import '../first-steps/first-steps.ts';
import { commandsOf } from '../shortcuts/commands.ts';
import { queueRow } from './queue-row.ts';
import css from './queue.css';
import './quiet.ts';
import { filteredQueue, shownQueue } from './rows.ts';
import { summaryWords } from './summary-words.ts';

adopt(css);

/** How often the waits are told anew, in milliseconds: they are told in minutes. */
const tickMs = 10_000;
/** After a failure the queue is asked for again by itself, in milliseconds. */
const retryMs = 8_000;

/** Who waits, by urgency and then by time; live. What is put before this expert comes as an alert of its own. */
@customElement('harmony-queue')
export class QueueView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor items: readonly QueueItem[] | null = null;
  /** How many new ones wait behind a button, because somebody points at the list. */
  @state() private accessor held = 0;
  @state() private accessor problem: ClientProblem | null = null;
  /** Why a request could not be taken. */
  @state() private accessor takeProblem: ClientProblem | null = null;
  @state() private accessor taking: string | null = null;
  /** What the list is filtered by; null while the box is not shown. */
  @state() private accessor question: string | null = null;
  /** The row that the keyboard stands on. */
  @state() private accessor current: string | null = null;
  @state() private accessor now = Date.now();
  readonly #watch = new Watch(this, () => this.desk);
  readonly #routerWatch = new Watch(this, () => this.router);
  #fresh: readonly QueueItem[] = [];
  #isPointedAt = false;
  #stops: (() => void)[] = [];
  readonly #reading = new OnNews(this, () => this.#read());
  #retrying: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const timer = setInterval(() => (this.now = Date.now()), tickMs);
    const { live } = this.desk;
    this.#stops = [
      () => clearInterval(timer),
      () => clearTimeout(this.#retrying),
      live.on('queue', this.#reading.news),
      live.onConnected(() => void this.#reading.read()),
      commandsOf(this.desk).hold({
        'queue.next': () => this.#move(1),
        'queue.previous': () => this.#move(-1),
        'queue.take': () => this.#takeCurrent(),
        'queue.filter': () => this.#filter(true),
      }),
    ];
    void this.#reading.read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('desk')) this.#watch.again();
    if (changed.has('router')) this.#routerWatch.again();
  }

  protected override render(): TemplateResult {
    const { items } = this;
    return html`<header class="view-head">
        <h1>${msg('Queue')}</h1>
        <span class="meta cut grow" role="status">${items ? summaryWords(items, this.now) : nothing}</span>
        ${items !== null && (items.length > 1 || this.question !== null) ? this.#renderFilter() : nothing}
      </header>
      <div class="scroll">
        <harmony-first-steps .desk=${this.desk} .router=${this.router}></harmony-first-steps>
        <harmony-appointments .desk=${this.desk}></harmony-appointments>
        ${this.problem ? this.#renderProblem(this.problem) : nothing}
        ${
          this.takeProblem
            ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.takeProblem) })
            : nothing
        }
        ${
          items !== null
            ? this.#renderList(items)
            : this.problem
              ? nothing
              : html`<div class="queue-wait">
                  ${skeleton({ label: msg('The queue loads'), rows: 3, rowHeight: 52 })}
                </div>`
        }
      </div>`;
  }

  #renderFilter(): TemplateResult {
    if (this.question === null)
      return iconButton({ label: msg('Filter the queue'), icon: glyphs.listFilter, onClick: () => this.#filter(true) });
    return html`<div class="queue-filter row">
      ${field({
        label: msg('Filter the queue'),
        name: 'queue-filter',
        type: 'search',
        isLabelHidden: true,
        value: this.question,
        placeholder: msg('Words, page or name'),
        onInput: (question) => (this.question = question),
        onKeydown: (event) => {
          if (event.key === 'Escape') this.#filter(false);
          if (event.key === 'ArrowDown') this.#move(1);
        },
      })}
      ${iconButton({ label: msg('Show all'), icon: glyphs.x, onClick: () => this.#filter(false) })}
    </div>`;
  }

  #renderProblem(problem: ClientProblem): TemplateResult {
    return note({
      icon: glyphs.circleAlert,
      tone: 'urgent',
      role: 'alert',
      title: msg('The queue did not load.'),
      body: html`${problemWords(problem)} ${msg('We try again in a few seconds.')}
        <p class="again">${button({ label: msg('Try now'), onClick: () => void this.#reading.read() })}</p>`,
    });
  }

  #renderList(items: readonly QueueItem[]): TemplateResult {
    const shown = this.#shown;
    // Below the rows: above them it would push them from under the pointer, which is what it is there to keep. Within what is
    // pointed at, as nothing may change on the way to it either.
    return html`<div
        @pointerenter=${() => (this.#isPointedAt = true)}
        @pointerleave=${() => {
          this.#isPointedAt = false;
          if (!this.#hasFocus) this.#letIn();
        }}
      >
        <ul aria-label=${msg('Queue')} @keydown=${this.#onKey}>
          ${repeat(
            shown,
            (item) => item.requestId,
            (item) =>
              queueRow({
                item,
                now: this.now,
                isOpen: item.requestId === this.#opened,
                isCurrent: item.requestId === this.#current,
                isTaking: item.requestId === this.taking,
                onToggle: () => this.#toggle(item.requestId),
                onFocus: () => (this.current = item.requestId),
                onTake: () => void this.#take(item.requestId),
              }),
          )}
        </ul>
        ${
          this.held > 0
            ? html`<p class="held">
                ${button({ label: plural(this.held, { one: '1 new', other: str`${this.held} new` }), onClick: () => this.#letIn() })}
              </p>`
            : nothing
        }
      </div>
      ${
        items.length === 0
          ? html`<harmony-quiet-queue
              .desk=${this.desk}
              .profileHref=${this.router.href('profile')}
            ></harmony-quiet-queue>`
          : shown.length === 0
            ? html`<p class="sub queue-wait">${msg('Nobody who waits fits what you look for.')}</p>`
            : nothing
      }
      <p class="queue-why">
        <a href=${this.router.href('profile', 'why')}>${msg('Why these requests came to you, and others did not')}</a>
      </p>`;
  }

  get #shown(): readonly QueueItem[] {
    return filteredQueue(this.items ?? [], this.question ?? '');
  }

  /** The open request, which the address says: `queue/ID`. */
  get #opened(): string | null {
    return this.router.place[0] === 'queue' ? (this.router.place[1] ?? null) : null;
  }

  get #current(): string | null {
    const ids = this.#shown.map(({ requestId }) => requestId);
    return ids.find((id) => id === this.current) ?? ids.find((id) => id === this.#opened) ?? ids[0] ?? null;
  }

  get #hasFocus(): boolean {
    return this.querySelector('ul')?.contains(document.activeElement) === true;
  }

  #toggle(id: string): void {
    this.current = id;
    if (this.#opened === id) this.router.go('queue');
    else this.router.go('queue', id);
  }

  #onKey(event: KeyboardEvent): void {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.#move(move);
  }

  /** From nowhere the first press comes to the first row. */
  #move(by: number): void {
    const ids = this.#shown.map(({ requestId }) => requestId);
    if (ids.length === 0) return;
    const at = this.#hasFocus ? ids.indexOf(this.#current ?? '') : -1;
    const next = at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by));
    this.current = ids[next]!;
    this.querySelector<HTMLElement>(`#queue-${CSS.escape(this.current)}`)?.focus();
  }

  #filter(isOn: boolean): void {
    this.question = isOn ? (this.question ?? '') : null;
    if (isOn) void this.updateComplete.then(() => this.querySelector<HTMLElement>('[name="queue-filter"]')?.focus());
    else void this.updateComplete.then(() => this.#move(0));
  }

  #letIn(): void {
    this.items = this.#fresh;
    this.held = 0;
  }

  /** A takes the row that somebody stands on, and no other. */
  #takeCurrent(): boolean {
    const { activeElement } = document;
    const row = activeElement?.closest('.q-item')?.querySelector('.q');
    const id = row?.id.slice('queue-'.length);
    if (!id || !this.contains(activeElement)) return false;
    void this.#take(id);
    return true;
  }

  async #take(requestId: string): Promise<void> {
    if (this.taking !== null) return;
    this.taking = requestId;
    this.takeProblem = null;
    try {
      const { conversationId } = await this.desk.http.post<QueueTaken>(`/v1/queue/${requestId}/take`);
      await this.desk.loadConversations();
      this.router.go('conversations', conversationId);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.takeProblem = problem;
      void this.#reading.read();
    } finally {
      this.taking = null;
    }
  }

  async #read(): Promise<void> {
    clearTimeout(this.#retrying);
    try {
      this.#fresh = (await this.desk.http.get<{ items: QueueItem[] }>('/v1/queue?limit=100')).items;
      const { items, held } = shownQueue(this.items, this.#fresh, this.#isPointedAt || this.#hasFocus);
      this.items = items;
      this.held = held;
      this.now = Date.now();
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
      if (this.isConnected) this.#retrying = setTimeout(() => void this.#reading.read(), retryMs);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-queue': QueueView;
  }
}
