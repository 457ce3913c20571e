import { ClientProblem } from '@harmony-live/client';
import type { QueueItem } from '@harmony-live/protocol';
import { avatar, button, duration, glyphs, icon, languageName, note, skeleton, type Glyph } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import { adopt } from '../app/sheets.ts';
import css from './queue.css';

adopt(css);

/** How often the waits are told anew, in milliseconds. */
const tickMs = 1000;

/** Who waits, by urgency and then by time; live. What is put before this expert comes as an alert of its own. */
@customElement('harmony-queue')
export class QueueView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() private accessor items: readonly QueueItem[] | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor now = Date.now();
  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const timer = setInterval(() => (this.now = Date.now()), tickMs);
    const { live } = this.desk;
    this.#stops = [
      () => clearInterval(timer),
      live.on('queue', () => void this.#load()),
      live.onConnected(() => void this.#load()),
    ];
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override render(): TemplateResult {
    const { items } = this;
    return html`<header class="view-head">
        <h1>${msg('Queue')}</h1>
        <span class="meta" role="status">${items ? this.#summary(items) : nothing}</span>
      </header>
      <div class="scroll">
        ${
          this.problem
            ? note({
                icon: glyphs.circleAlert,
                tone: 'urgent',
                role: 'alert',
                title: msg('The queue did not load.'),
                body: html`${problemWords(this.problem)}
                ${button({ label: msg('Try now'), onClick: () => void this.#load() })}`,
              })
            : nothing
        }
        ${items === null ? skeleton({ label: msg('The queue loads'), rows: 3, rowHeight: 52 }) : this.#renderList(items)}
      </div>`;
  }

  #renderList(items: readonly QueueItem[]): TemplateResult {
    return html`<ul aria-label=${msg('Queue')}>
        ${repeat(
          items,
          (item) => item.requestId,
          (item) => this.#renderItem(item),
        )}
      </ul>
      ${
        items.length === 0
          ? html`<div class="quiet-now">
              <p class="h2">${msg('Nobody waits.')}</p>
              <p class="sub">
                ${
                  this.desk.expert?.switch
                    ? msg(
                        'You are available: the next request that fits you comes up here by itself, with the reason it came to you.',
                      )
                    : msg('Switch Available on, and requests that fit you come up here by themselves.')
                }
              </p>
            </div>`
          : nothing
      }`;
  }

  #renderItem(item: QueueItem): TemplateResult {
    const name = item.visitorName ?? msg('Visitor');
    const waitedMs = Math.max(0, this.now - Date.parse(item.queuedAt));
    const [glyph, tone, words] = urgencyOf(item.urgency);
    return html`<li class="q">
      <span class=${`u ${tone}`} title=${words}>${icon(glyph)}<span class="sr">${words}</span></span>
      <div>
        <p class="t" title=${item.text}>${item.text || msg('Sent without words')}</p>
        <p class="meta cut">${item.page ?? msg('The page was not shared')}</p>
      </div>
      <p class="why">${item.askingName ? msg(str`Asking ${item.askingName}`) : msg('Waiting for somebody who fits')}</p>
      <span class="person meta"
        >${avatar({ id: item.requestId, name, size: 'sm' })}<span class="cut"
          >${languageName(item.language)}</span
        ></span
      >
      <span class="waited num" title=${msg('Waited')}>${duration(waitedMs)}</span>
    </li>`;
  }

  #summary(items: readonly QueueItem[]): string {
    if (items.length === 0) return msg('Nobody waits');
    const longest = Math.max(...items.map((item) => this.now - Date.parse(item.queuedAt)));
    return msg(str`${items.length} waiting · longest ${duration(Math.max(0, Math.floor(longest / 60_000) * 60_000))}`);
  }

  async #load(): Promise<void> {
    try {
      this.items = (await this.desk.http.get<{ items: QueueItem[] }>('/v1/queue?limit=100')).items;
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
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
