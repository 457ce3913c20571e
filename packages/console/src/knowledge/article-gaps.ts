import { ClientProblem } from '@harmony-live/client';
import type { ArticleGaps } from '@harmony-live/protocol';
import { allows, routeAccess } from '@harmony-live/protocol/roles';
import { button, glyphs, note, plural, shortDay, skeleton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';

type Gap = ArticleGaps['items'][number];

/** `CreateArticle` takes no longer title. */
const longestTitle = 200;

/**
 * What people asked for that no article answers, what most asked for first. `h-write` carries the title of the article that is
 * to be begun.
 */
@customElement('harmony-article-gaps')
export class ArticleGapsList extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  /** An article is being begun: one at a time. */
  @property({ attribute: false }) accessor isWriting = false;
  @state() private accessor gaps: readonly Gap[] | null = null;
  @state() private accessor problem: ClientProblem | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const { gaps, problem } = this;
    if (problem) {
      return html`<div class="pad">
        ${note({
          icon: glyphs.circleAlert,
          tone: 'urgent',
          role: 'alert',
          title: msg('What is missing did not load.'),
          body: html`${problemWords(problem)}
            <p class="again">${button({ label: msg('Try now'), onClick: () => void this.#load() })}</p>`,
        })}
      </div>`;
    }
    if (gaps === null)
      return html`<div class="pad">${skeleton({ label: msg('What is missing loads'), rows: 5, rowHeight: 64 })}</div>`;
    if (gaps.length === 0) {
      return html`<div class="quiet-now">
        <p class="h2">${msg('Nothing is missing.')}</p>
        <p class="sub">
          ${msg('All that people asked for in the last 30 days has an article near to it, or a draft was made from it.')}
        </p>
      </div>`;
    }
    return html`<p class="pad sub">
        ${msg('Asked in the last 30 days, and near to no published article. What people search for is never kept.')}
      </p>
      <ul>
        ${repeat(
          gaps,
          ({ requestId }) => requestId,
          (gap) => this.#renderGap(gap),
        )}
      </ul>`;
  }

  #renderGap({ text, people, lastAt, conversationId }: Gap): TemplateResult {
    const title = titleOf(text);
    const day = shortDay(lastAt);
    return html`<li class="k-row gap">
      <p dir="auto" title=${text}>${text}</p>
      <span class="meta row"
        ><span class="cut grow"
          >${plural(people, { one: str`${day} · 1 person`, other: str`${day} · ${people} people` })}</span
        >${
          conversationId === null
            ? nothing
            : html`<a href=${this.router.href('conversations', conversationId)}
                >${msg('Conversation')}<span class="sr"> ${title}</span></a
              >`
        }</span
      >
      ${
        allows(routeAccess['POST /v1/articles'], this.desk.me.role)
          ? html`<span
              >${button({
                label: html`${msg('Write an article')}<span class="sr"> ${title}</span>`,
                size: 'sm',
                isDisabled: this.isWriting,
                onClick: () => void this.dispatchEvent(new CustomEvent('h-write', { detail: title })),
              })}</span
            >`
          : nothing
      }
    </li>`;
  }

  async #load(): Promise<void> {
    this.problem = null;
    try {
      this.gaps = (await this.desk.http.get<ArticleGaps>('/v1/articles/gaps')).items;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

/** The first line, as the title to begin with. */
const titleOf = (text: string): string => text.trim().split('\n', 1)[0]!.slice(0, longestTitle).toWellFormed().trim();

declare global {
  interface HTMLElementTagNameMap {
    'harmony-article-gaps': ArticleGapsList;
  }
}
