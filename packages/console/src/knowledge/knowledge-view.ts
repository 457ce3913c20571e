import { ClientProblem } from '@harmony-live/client';
import type { Article, ArticleState } from '@harmony-live/protocol';
import { allows, routeAccess } from '@harmony-live/protocol/roles';
import { button, glyphs, iconButton, note, plural, segments, shortDay, skeleton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import './article-editor.ts';
import './article-gaps.ts';
import { stateTag } from './states.ts';
import css from './knowledge.css';

adopt(css);

type Shown = 'all' | 'waiting' | 'published' | 'missing';

/** After a conversation is solved its draft comes by itself; the list looks again this often, in milliseconds. */
const lookEveryMs = 10_000;

/** What was solved and is worth reading again: drafts to review first, then what is published. */
@customElement('harmony-knowledge')
export class KnowledgeView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  /** Id of the chosen article, from the address. */
  @property({ attribute: false }) accessor chosen: string | undefined;
  @state() private accessor articles: readonly Article[] | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  /** Which states are listed. */
  @state() private accessor shown: Shown = 'all';
  @state() private accessor isWriting = false;
  @state() private accessor writeProblem: ClientProblem | null = null;
  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const timer = setInterval(() => void this.#load(), lookEveryMs);
    this.#stops = [
      () => clearInterval(timer),
      this.desk.live.on('conversation', () => void this.#load()),
      this.desk.live.onConnected(() => void this.#load()),
    ];
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override render(): TemplateResult {
    return html`<header class="view-head">
        ${this.chosen === undefined ? nothing : this.#renderBack()}
        <h1>${msg('Knowledge')}</h1>
        <span class="meta cut grow" role="status">${this.articles ? summary(this.articles) : nothing}</span>
        ${
          allows(routeAccess['POST /v1/articles'], this.desk.me.role)
            ? button({
                label: msg('New article'),
                icon: glyphs.plus,
                size: 'sm',
                isBusy: this.isWriting,
                onClick: () => void this.#write(msg('Untitled')),
              })
            : nothing
        }
      </header>
      <div class=${this.chosen ? 'cols know has-chosen' : 'cols know'}>
        <nav class="know-list" aria-label=${msg('Articles')}>${this.#renderWriteProblem()} ${this.#renderList()}</nav>
        <section class="know-page">${this.#renderChosen()}</section>
      </div>`;
  }

  /** Where the list and an article have no room side by side. */
  #renderBack(): TemplateResult {
    const onClick = (): void => this.router.go('knowledge');
    return html`<span class="know-back"
      >${iconButton({ label: msg('Back'), icon: glyphs.chevronLeft, size: 'md', onClick })}</span
    >`;
  }

  #renderWriteProblem(): TemplateResult | typeof nothing {
    if (this.writeProblem === null) return nothing;
    return html`<div class="pad">
      ${note({
        icon: glyphs.circleAlert,
        tone: 'urgent',
        role: 'alert',
        title: msg('The article was not begun.'),
        body: problemWords(this.writeProblem),
      })}
    </div>`;
  }

  #renderList(): TemplateResult {
    const { articles, problem } = this;
    if (articles === null) {
      return problem
        ? html`<div class="pad">
            ${note({
              icon: glyphs.circleAlert,
              tone: 'urgent',
              role: 'alert',
              title: msg('The articles did not load.'),
              body: html`${problemWords(problem)}
                <p class="again">${button({ label: msg('Try now'), onClick: () => void this.#load() })}</p>`,
            })}
          </div>`
        : html`<div class="pad">${skeleton({ label: msg('The articles load'), rows: 5, rowHeight: 44 })}</div>`;
    }
    return html`<div class="pad k-states">
        ${segments<Shown>({
          label: msg('Articles shown'),
          name: 'article-states',
          size: 'sm',
          value: this.shown,
          choices: [
            { value: 'all', label: msg('All') },
            { value: 'waiting', label: msg('To review') },
            { value: 'published', label: msg('Published') },
            ...(this.#seesGaps ? [{ value: 'missing' as const, label: msg('Missing') }] : []),
          ],
          onChange: (shown) => (this.shown = shown),
        })}
      </div>
      ${
        this.shown === 'missing'
          ? html`<harmony-article-gaps
              .desk=${this.desk}
              .router=${this.router}
              .isWriting=${this.isWriting}
              @h-write=${(event: CustomEvent<string>) => void this.#write(event.detail)}
            ></harmony-article-gaps>`
          : this.#renderRows(articles.filter((article) => isShown(article, this.shown)))
      }`;
  }

  get #seesGaps(): boolean {
    return allows(routeAccess['GET /v1/articles/gaps'], this.desk.me.role);
  }

  #renderRows(listed: readonly Article[]): TemplateResult {
    if (listed.length > 0) {
      return html`<ul>
        ${repeat(
          listed,
          ({ id }) => id,
          (article) => this.#renderRow(article),
        )}
      </ul>`;
    }
    if (this.shown === 'all') {
      return html`<div class="quiet-now">
        <p class="h2">${msg('Nothing is written down yet.')}</p>
        <p class="sub">
          ${msg(
            'Mark a message as the solution and resolve the conversation: once the person says that it is solved, a draft stands here.',
          )}
        </p>
      </div>`;
    }
    return html`<p class="pad sub" role="status">
      ${this.shown === 'waiting' ? msg('No draft waits for a decision.') : msg('Nothing is published yet.')}
    </p>`;
  }

  #renderRow({ id, title, state: articleState, evidence, updatedAt }: Article): TemplateResult {
    const isChosen = id === this.chosen;
    return html`<li class=${isChosen ? 'k-row sel' : 'k-row'}>
      <a href=${this.router.href('knowledge', id)} aria-current=${isChosen ? 'true' : nothing} title=${title} dir="auto"
        >${title}</a
      >
      <span class="meta row"
        >${stateTag(articleState)}<span class="cut">${evidenceWords(evidence, updatedAt)}</span></span
      >
    </li>`;
  }

  #renderChosen(): TemplateResult {
    const article = this.articles?.find(({ id }) => id === this.chosen);
    if (article) {
      // Each has an editor of its own: what one is still saving must not meet the words of another.
      return html`${keyed(
        article.id,
        html`<harmony-article-editor
          .desk=${this.desk}
          .router=${this.router}
          .article=${article}
          @h-changed=${(event: CustomEvent<Article>) => this.#replace(event.detail)}
        ></harmony-article-editor>`,
      )}`;
    }
    if (this.articles === null) return html``;
    return html`<div class="quiet-now">
      <p class="sub">
        ${this.chosen ? msg('This article does not exist any more.') : msg('Choose an article to read or edit it.')}
      </p>
    </div>`;
  }

  /** A draft by hand, opened at once: an article exists from its first word on, so that nothing typed can be lost. */
  async #write(title: string): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    this.writeProblem = null;
    const begun = { title, body: `## ${msg('What you see')}\n\n\n## ${msg('What to do')}\n\n1. ` };
    try {
      const made = await this.desk.http.post<Article>('/v1/articles', begun);
      this.articles = inOrder([made, ...(this.articles ?? [])]);
      this.shown = 'all';
      this.router.go('knowledge', made.id);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.writeProblem = problem;
    } finally {
      this.isWriting = false;
    }
  }

  #replace(changed: Article): void {
    this.articles = inOrder((this.articles ?? []).map((article) => (article.id === changed.id ? changed : article)));
  }

  async #load(): Promise<void> {
    try {
      const items: Article[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page: { items: Article[]; next: string | null } = await this.desk.http.get(
          `/v1/articles?limit=100${next === '' ? '' : `&after=${next}`}`,
        );
        items.push(...page.items);
        next = page.next;
      }
      this.articles = inOrder(items);
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

const order: readonly ArticleState[] = ['draft', 'stale', 'published', 'archived', 'rejected'];

const isShown = ({ state: one }: Article, shown: Shown): boolean =>
  shown === 'all' || (shown === 'published' ? one === 'published' : one === 'draft' || one === 'stale');

/** What waits for somebody first; the newest of a kind first. */
function inOrder(articles: readonly Article[]): Article[] {
  return articles.toSorted(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.updatedAt.localeCompare(a.updatedAt),
  );
}

function evidenceWords({ solved, helped }: Article['evidence'], updatedAt: string): string {
  const day = shortDay(updatedAt);
  const people = solved + helped;
  if (people === 0) return day;
  return plural(people, { one: str`${day} · helped 1 person`, other: str`${day} · helped ${people} people` });
}

function summary(articles: readonly Article[]): string {
  const drafts = articles.filter(({ state: one }) => one === 'draft').length;
  if (drafts === 0) return msg('No draft waits');
  return plural(drafts, { one: '1 draft waits for you', other: str`${drafts} drafts wait for you` });
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-knowledge': KnowledgeView;
  }
}
