import { ClientProblem } from '@harmony-live/client';
import type { QueueItem } from '@harmony-live/protocol';
import { avatar, button, glyphs, icon, languageName, note, skeleton, waitWords, type Glyph } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import css from './queue.css';

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
  @state() private accessor problem: ClientProblem | null = null;
  /** Why Available could not be switched on from here. */
  @state() private accessor switchProblem: ClientProblem | null = null;
  @state() private accessor isSwitching = false;
  @state() private accessor now = Date.now();
  readonly #watch = new Watch(this, () => this.desk);
  #stops: (() => void)[] = [];
  #retrying: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const timer = setInterval(() => (this.now = Date.now()), tickMs);
    const { live } = this.desk;
    this.#stops = [
      () => clearInterval(timer),
      () => clearTimeout(this.#retrying),
      live.on('queue', () => void this.#load()),
      live.onConnected(() => void this.#load()),
    ];
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('desk')) this.#watch.again();
  }

  protected override render(): TemplateResult {
    const { items } = this;
    return html`<header class="view-head">
        <h1>${msg('Queue')}</h1>
        <span class="meta cut" role="status">${items ? this.#summary(items) : nothing}</span>
      </header>
      <div class="scroll">
        ${this.problem ? this.#renderProblem(this.problem) : nothing}
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

  #renderProblem(problem: ClientProblem): TemplateResult {
    return note({
      icon: glyphs.circleAlert,
      tone: 'urgent',
      role: 'alert',
      title: msg('The queue did not load.'),
      body: html`${problemWords(problem)} ${msg('We try again in a few seconds.')}
        <p class="again">${button({ label: msg('Try now'), onClick: () => void this.#load() })}</p>`,
    });
  }

  #renderList(items: readonly QueueItem[]): TemplateResult {
    return html`<ul aria-label=${msg('Queue')}>
        ${repeat(
          items,
          (item) => item.requestId,
          (item) => this.#renderItem(item),
        )}
      </ul>
      ${items.length === 0 ? this.#renderQuiet() : nothing}`;
  }

  #renderQuiet(): TemplateResult {
    const isOn = this.desk.expert?.switch === true;
    return html`<div class="quiet-now">
      <p class="h2">${msg('Nobody waits.')}</p>
      <p class="sub">
        ${
          isOn
            ? msg(
                'You are available: the next request that fits you comes up here by itself, with the reason it came to you. What fits is read from what you say you are good at.',
              )
            : msg(
                'Nothing is put before you while you are off duty. Switch Available on, and requests that fit you come up here by themselves.',
              )
        }
      </p>
      ${
        isOn
          ? html`<p><a class="btn" href=${this.router.href('profile')}>${msg('Say what you are good at')}</a></p>`
          : html`<p>
              ${button({
                label: msg('Go on duty'),
                isBusy: this.isSwitching,
                isDisabled: this.desk.expert === null,
                onClick: () => void this.#goOnDuty(),
              })}
            </p>`
      }
      ${
        this.switchProblem
          ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.switchProblem) })
          : nothing
      }
    </div>`;
  }

  #renderItem(item: QueueItem): TemplateResult {
    const name = item.visitorName ?? msg('Visitor');
    const [glyph, tone, words] = urgencyOf(item.urgency);
    return html`<li class="q">
      <span class=${`u ${tone}`}>${icon(glyph)}</span>
      <div>
        <p class="t" dir="auto" title=${item.text}>${item.text.trim() || msg('Sent without words')}</p>
        <p class="meta cut">
          ${words} · ${item.page ? html`<bdi title=${item.page}>${item.page}</bdi>` : msg('The page was not shared')}
        </p>
      </div>
      <p class="why">${item.askingName ? msg(str`Asking ${item.askingName}`) : msg('Waiting for somebody who fits')}</p>
      <span class="person meta"
        >${avatar({ id: item.requestId, name, size: 'sm' })}<span class="cut"
          >${languageName(item.language)}</span
        ></span
      >
      <span class="waited num"
        ><span class="sr">${msg('Waited')} </span>${waitWords(this.now - Date.parse(item.queuedAt))}</span
      >
    </li>`;
  }

  #summary(items: readonly QueueItem[]): string {
    if (items.length === 0) return msg('Nobody waits');
    const longest = Math.max(...items.map((item) => this.now - Date.parse(item.queuedAt)));
    return msg(str`${items.length} waiting · longest ${waitWords(longest)}`);
  }

  async #load(): Promise<void> {
    clearTimeout(this.#retrying);
    try {
      this.items = (await this.desk.http.get<{ items: QueueItem[] }>('/v1/queue?limit=100')).items;
      this.now = Date.now();
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
      if (this.isConnected) this.#retrying = setTimeout(() => void this.#load(), retryMs);
    }
  }

  async #goOnDuty(): Promise<void> {
    this.isSwitching = true;
    this.switchProblem = null;
    try {
      await this.desk.setAvailable(true);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.switchProblem = problem;
    } finally {
      this.isSwitching = false;
    }
  }
}

function urgencyOf(urgency: 1 | 2 | 3): [Glyph, string, string] {
  switch (urgency) {
    case 3:
      return [glyphs.octagonAlert, 'block', msg('Can’t go on')];
    case 2:
      return [glyphs.clockAlert, 'today', msg('Today')];
    case 1:
      return [glyphs.leaf, 'calm', msg('No hurry')];
  }
}
