import { ClientProblem } from '@harmony-live/client';
import type { ArticleVersion } from '@harmony-live/protocol';
import { button, fullTime, relativeTime, skeleton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { loadProblem } from '../app/load-problem.ts';

type Difference = typeof import('./difference.ts');

/** The text as it stands in the fields. */
export interface CurrentText {
  title: string;
  body: string;
}

/**
 * Every text that an article had, the newest first, and what became of a chosen one up to what stands in the fields.
 *
 * Event: `bring-back` with the version whose text the person wants in the fields again.
 */
@customElement('harmony-article-versions')
export class ArticleVersions extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor articleId = '';
  /** The version that the server has now: another one is a reason to look again. */
  @property({ attribute: false }) accessor version = 0;
  @property({ attribute: false }) accessor current!: CurrentText;
  @state() private accessor versions: readonly ArticleVersion[] | null = null;
  @state() private accessor next: number | null = null;
  @state() private accessor chosen: number | null = null;
  @state() private accessor difference: Difference | null = null;
  @state() private accessor problem: ClientProblem | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('articleId') || changed.has('version')) void this.#load();
  }

  protected override render(): TemplateResult {
    const { versions, problem } = this;
    return html`${problem ? loadProblem(msg('The versions did not load.'), problem, () => void this.#load()) : nothing}
    ${
      versions === null
        ? problem
          ? nothing
          : html`<div class="late">${skeleton({ label: msg('The versions load'), rows: 3, rowHeight: 36 })}</div>`
        : html`<ol class="rows versions" aria-label=${msg('Versions')}>
              ${repeat(
                versions,
                ({ version }) => version,
                (one) => this.#renderRow(one),
              )}
            </ol>
            ${this.next === null ? nothing : button({ label: msg('Show more'), onClick: () => void this.#load(this.next!) })}`
    }`;
  }

  #renderRow(one: ArticleVersion): TemplateResult {
    const { version, by, at } = one;
    const isChosen = version === this.chosen;
    return html`<li>
      <span class="row">
        <span class="grow">
          <b>${msg(str`Version ${version}`)}</b>
          <span class="meta">${by === null ? msg('taken from the conversation') : by.name}</span>
          <time class="meta" datetime=${at} title=${fullTime(at)}>${relativeTime(at, Date.now())}</time>
        </span>
        ${button({
          label: isChosen ? msg('Hide the difference') : msg('Compare'),
          size: 'sm',
          onClick: () => void this.#choose(isChosen ? null : version),
        })}
        ${button({
          label: msg('Bring back'),
          size: 'sm',
          variant: 'quiet',
          onClick: () => this.dispatchEvent(new CustomEvent<ArticleVersion>('bring-back', { detail: one })),
        })}
      </span>
      ${isChosen && this.difference ? this.#renderDifference(one, this.difference) : nothing}
    </li>`;
  }

  #renderDifference(before: ArticleVersion, { difference }: Difference): TemplateResult {
    const { title, body } = this.current;
    if (before.title === title && before.body === body) {
      return html`<p class="sub" role="status">${msg('What stands in the fields is the same, word by word.')}</p>`;
    }
    return html`<section
      class="stack sm"
      aria-label=${msg(str`From version ${before.version} to what stands in the fields`)}
    >
      <p class="meta">${msg('Struck out: gone since. Underlined: new since.')}</p>
      ${before.title === title ? nothing : difference(before.title, title)} ${difference(before.body, body)}
    </section>`;
  }

  async #choose(version: number | null): Promise<void> {
    // Comparing needs a library that reading and writing do not.
    this.difference ??= await import('./difference.ts');
    this.chosen = version;
  }

  async #load(before?: number): Promise<void> {
    const { articleId } = this;
    try {
      const page = await this.desk.http.get<{ items: ArticleVersion[]; next: number | null }>(
        `/v1/articles/${articleId}/versions${before === undefined ? '' : `?after=${before}`}`,
      );
      if (articleId !== this.articleId) return;
      this.versions = before === undefined ? page.items : [...(this.versions ?? []), ...page.items];
      this.next = page.next;
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-article-versions': ArticleVersions;
  }
}
