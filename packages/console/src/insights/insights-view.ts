import { ClientProblem } from '@harmony-live/client';
import type {
  CreateArticle,
  HelpInsights,
  Issue,
  OfferInsights,
  RankingInsights,
  Site,
  StruggleInsights,
} from '@harmony-live/protocol';
import { allows, routeAccess } from '@harmony-live/protocol/roles';
import { glyphs, icon, note, skeleton } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { everyPage } from '../app/every-page.ts';
import { LightElement } from '../app/light-element.ts';
import { loadProblem } from '../app/load-problem.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import { downloadCsv } from '../figures/csv.ts';
import '../figures/sheet.ts';
import type { Answer } from './answer.ts';
import { dayChart } from './day-chart.ts';
import { rangeChoice, siteChoice, tablesSwitch, type Range } from './controls.ts';
import './help-part.ts';
import { insightsCsv, noParts, type Parts } from './insights-file.ts';
import './issues-part.ts';
import { keyFigures } from './key-figures.ts';
import './offers-part.ts';
import { placesTable, type Place } from './places.ts';
import './ranking-part.ts';
import { stretchWords } from './stretch-words.ts';
import { draftOfIssue, draftOfPlace, writeArticle } from './write-article.ts';
import css from './insights.css';

adopt(css);

/** How often the figures are looked at again, in milliseconds: struggles arrive by themselves. */
const lookEveryMs = 60_000;

/** Where people are stuck and what goes wrong, over time: figures, a line, places, and issues. */
@customElement('harmony-insights')
export class InsightsView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor range: Range = '30';
  @state() private accessor siteId: string | undefined;
  @state() private accessor isTable = false;
  @state() private accessor sites: readonly Site[] = [];
  @state() private accessor insights: StruggleInsights | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  /** What an article is being begun for, by its name among the rows. */
  @state() private accessor writing: string | null = null;
  @state() private accessor writeProblem: ClientProblem | null = null;
  @state() private accessor now = Date.now();
  #stops: (() => void)[] = [];
  /** What the parts below show, of the same site and range: the file holds it too. */
  #parts: Parts = noParts;
  /** Which question the answer must belong to. */
  #asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    const timer = setInterval(() => void this.#load(), lookEveryMs);
    this.#stops = [() => clearInterval(timer)];
    void this.#load();
    void this.#loadSites();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override render(): TemplateResult {
    const { insights, problem } = this;
    return html`<div class="insights" @keydown=${this.#onKey}>
      <header class="view-head">
        <h1>${msg('Insights')}</h1>
        <span class="meta cut stretch" role="status">${insights ? stretchWords(insights) : nothing}</span>
        <span class="grow"></span>
        ${siteChoice(this.sites, this.siteId, (siteId) => this.#look({ siteId }))}
        ${rangeChoice(this.range, (range) => this.#look({ range }))}
        ${tablesSwitch(this.isTable, () => (this.isTable = !this.isTable))} ${this.#renderFile()}
      </header>
      <div class="scroll">
        ${problem ? loadProblem(msg('The struggles did not load.'), problem, () => void this.#load()) : nothing}
        ${this.#renderWriteProblem()} ${insights ? keyFigures(insights) : nothing}
        <harmony-help-insights
          .desk=${this.desk}
          .siteId=${this.siteId}
          .days=${Number(this.range)}
          .isTable=${this.isTable}
          .now=${this.now}
          @loaded=${({ detail: help }: CustomEvent<HelpInsights>) => (this.#parts = { ...this.#parts, help })}
        ></harmony-help-insights>
        ${insights ? this.#renderStruggles(insights) : problem ? nothing : this.#renderWait()}
        <harmony-offer-insights
          .desk=${this.desk}
          .siteId=${this.siteId}
          .days=${Number(this.range)}
          .now=${this.now}
          @loaded=${({ detail: offers }: CustomEvent<OfferInsights>) => (this.#parts = { ...this.#parts, offers })}
        ></harmony-offer-insights>
        <harmony-ranking-insights
          .desk=${this.desk}
          .siteId=${this.siteId}
          .days=${Number(this.range)}
          .now=${this.now}
          .settingsHref=${this.#routingHref}
          @loaded=${({ detail: ranking }: CustomEvent<RankingInsights>) => (this.#parts = { ...this.#parts, ranking })}
        ></harmony-ranking-insights>
        <harmony-issues
          .desk=${this.desk}
          .siteId=${this.siteId}
          .isTable=${this.isTable}
          .now=${this.now}
          .siteName=${this.#siteName}
          .answer=${this.#answerIssue}
        ></harmony-issues>
      </div>
    </div>`;
  }

  #look(at: { siteId?: string | undefined; range?: Range }): void {
    Object.assign(this, at);
    this.#parts = noParts;
    void this.#load();
  }

  /** Where the ranking of a site is compared: of the one that is looked at, or the first. */
  get #routingHref(): string | null {
    if (!this.desk.areas.includes('settings')) return null;
    const siteId = this.siteId ?? this.sites[0]?.id;
    return this.router.href('settings', ...(siteId === undefined ? [] : ['routing', siteId]));
  }

  #renderFile(): TemplateResult {
    const { insights } = this;
    return html`<button
      type="button"
      class="btn sm"
      title=${msg('What is shown, as a table for a spreadsheet')}
      ?disabled=${insights === null}
      @click=${() => insights && downloadCsv(`insights-${insights.to.slice(0, 10)}.csv`, insightsCsv(insights, this.#parts))}
    >
      ${icon(glyphs.download)}${msg('CSV')}
    </button>`;
  }

  #renderWait(): TemplateResult {
    return html`<div class="pad late">${skeleton({ label: msg('The struggles load'), rows: 4, rowHeight: 60 })}</div>`;
  }

  #renderStruggles(insights: StruggleInsights): TemplateResult {
    const isEmpty = insights.struggles === 0;
    return html`<div class="parts">
      ${isEmpty ? this.#renderNobody() : dayChart(insights, this.isTable)}
      ${
        isEmpty
          ? nothing
          : placesTable({
              insights,
              isTable: this.isTable,
              now: this.now,
              siteName: this.#siteName,
              answer: this.#answerPlace,
            })
      }
    </div>`;
  }

  #renderNobody(): TemplateResult {
    const seesSettings = this.desk.areas.includes('settings');
    return html`<section>
      <h2 class="sec">${msg('Where people get stuck')}</h2>
      <p class="sub">
        ${msg('Nobody was seen to be stuck in this stretch. When somebody who agreed to it gets stuck on a page, the place appears here within a minute.')}
      </p>
      ${
        seesSettings
          ? html`<p><a class="btn" href=${this.router.href('settings')}>${msg('See whether your site is seen')}</a></p>`
          : nothing
      }
    </section>`;
  }

  #renderWriteProblem(): TemplateResult | typeof nothing {
    if (this.writeProblem === null) return nothing;
    return note({
      icon: glyphs.circleAlert,
      tone: 'urgent',
      role: 'alert',
      title: msg('The article was not begun.'),
      body: problemWords(this.writeProblem),
    });
  }

  // Bound once: handed to a child, a new function each time would draw it again each time.
  readonly #siteName = (siteId: string): string | undefined =>
    this.siteId === undefined && this.sites.length > 1 ? this.sites.find(({ id }) => id === siteId)?.name : undefined;

  readonly #answerPlace = (place: Place): Answer =>
    this.#answer(place.article, `${place.page} ${place.target?.selector ?? ''}`, () => draftOfPlace(place));

  readonly #answerIssue = (issue: Issue): Answer =>
    this.#answer(issue.article, issue.template, () => draftOfIssue(issue));

  #answer(article: Answer['article'], about: string, draft: () => CreateArticle): Answer {
    return {
      article,
      about,
      href: (articleId) => this.router.href('knowledge', articleId),
      onWrite: allows(routeAccess['POST /v1/articles'], this.desk.me.role)
        ? () => void this.#write(about, draft())
        : null,
      isBusy: this.writing === about,
    };
  }

  async #write(about: string, draft: CreateArticle): Promise<void> {
    if (this.writing !== null) return;
    this.writing = about;
    this.writeProblem = null;
    try {
      this.router.go('knowledge', await writeArticle(this.desk.http, draft));
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.writeProblem = problem;
    } finally {
      this.writing = null;
    }
  }

  // Only with the focus in here, so that no single key acts on somebody who is elsewhere (WCAG 2.1.4).
  #onKey(event: KeyboardEvent): void {
    const isTyping = event.composedPath().some((target) => target instanceof Element && target.matches(typing));
    if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    this.isTable = !this.isTable;
  }

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    const site = this.siteId === undefined ? '' : `&site=${this.siteId}`;
    try {
      const insights = await this.desk.http.get<StruggleInsights>(`/v1/insights/struggles?days=${this.range}${site}`);
      if (asked !== this.#asked) return;
      this.insights = insights;
      this.problem = null;
      this.now = Date.now();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (asked === this.#asked) this.problem = problem;
    }
  }

  /** Their names, for who may read them; without them the figures are of all sites together. */
  async #loadSites(): Promise<void> {
    if (!allows(routeAccess['GET /v1/sites'], this.desk.me.role)) return;
    this.sites = await everyPage<Site>(this.desk.http, '/v1/sites').catch(() => this.sites);
  }
}

/** Where keys are letters: fields, and lists that jump to what is typed. */
const typing = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';

declare global {
  interface HTMLElementTagNameMap {
    'harmony-insights': InsightsView;
  }
}
