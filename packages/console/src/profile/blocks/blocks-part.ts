import { ClientProblem, type Http } from '@harmony-live/client';
import type { Block, BlockList } from '@harmony-live/protocol';
import { button, shortDay } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../../app/light-element.ts';
import { problemWords } from '../../app/problem-words.ts';

/** How many are read at once. */
const pageSize = 50;

/** People whose requests the expert does not take, each with a way back. */
@customElement('harmony-blocks')
export class BlocksPart extends LightElement {
  @property({ attribute: false }) accessor http!: Http;
  /** Where a conversation is read. */
  @property({ attribute: false }) accessor hrefOf!: (conversationId: string) => string;
  @state() private accessor items: readonly Block[] | null = null;
  @state() private accessor next: string | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor told = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#do(() => this.#read(null));
  }

  protected override render(): TemplateResult {
    const { items, problem } = this;
    return html`<p class="sr" role="status">${this.told}</p>
      ${problem ? html`<p class="hint bad" role="alert">${problemWords(problem)}</p>` : nothing}
      ${
        items === null
          ? problem
            ? button({ label: msg('Try now'), onClick: () => void this.#do(() => this.#read(null)) })
            : html`<p class="meta">${msg('Looking…')}</p>`
          : items.length === 0
            ? html`<p class="sub">
                ${msg('Nobody. Beside a conversation you can say that you take no requests of that person.')}
              </p>`
            : html`<ul class="blocks" aria-label=${msg('People whose requests you do not take')}>
                ${items.map((one) => this.#row(one))}
              </ul>`
      }
      ${this.next === null ? nothing : button({ label: msg('Show more'), onClick: () => void this.#do(() => this.#read(this.next)) })}`;
  }

  #row({ id, name, at, conversationId }: Block): TemplateResult {
    const who = name ?? msg('Somebody without a name');
    return html`<li>
      <span class="who" dir="auto"
        >${conversationId === null ? who : html`<a href=${this.hrefOf(conversationId)}>${who}</a>`}</span
      >
      <span class="meta">${msg(str`since ${shortDay(at)}`)}</span>
      ${button({
        label: html`${msg('Take their requests again')}<span class="sr"> ${who}</span>`,
        onClick: () => void this.#do(() => this.#takeBack(id, who)),
      })}
    </li>`;
  }

  async #takeBack(id: string, who: string): Promise<void> {
    await this.http.delete(`/v1/experts/me/blocks/${id}`);
    this.items = (this.items ?? []).filter((one) => one.id !== id);
    this.told = msg(str`Requests of ${who} come to you again.`);
  }

  async #read(after: string | null): Promise<void> {
    const page = after === null ? '' : `&after=${after}`;
    const { items, next } = await this.http.get<BlockList>(`/v1/experts/me/blocks?limit=${pageSize}${page}`);
    this.items = after === null ? items : [...(this.items ?? []), ...items];
    this.next = next;
  }

  async #do(act: () => Promise<void>): Promise<void> {
    this.problem = null;
    try {
      await act();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-blocks': BlocksPart;
  }
}
