import { ClientProblem } from '@harmony-live/client';
import type { HelpInsights } from '@harmony-live/protocol';
import { skeleton } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { loadProblem } from '../app/load-problem.ts';
import { helpFigures } from './help-figures.ts';
import { hourChart } from './hour-chart.ts';
import { ratingRows } from './rating-rows.ts';

/** What the answer depends on. */
const asks = ['desk', 'siteId', 'days', 'now'] as const;

/**
 * What became of those who asked for a person: how long it took, what was solved, how it was rated, and at which hours people ask.
 *
 * Event: `loaded` with what is shown now, for who writes it to a file.
 */
@customElement('harmony-help-insights')
export class HelpPart extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  /** One site, or all when undefined. */
  @property({ attribute: false }) accessor siteId: string | undefined;
  /** Today is the last of them. */
  @property({ attribute: false }) accessor days = 30;
  @property({ attribute: false }) accessor isTable = false;
  /** Epoch milliseconds; it is read again with it. */
  @property({ attribute: false }) accessor now = 0;
  @state() private accessor insights: HelpInsights | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  /** Which question the answer must belong to. */
  #asked = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (asks.some((name) => changed.has(name))) void this.#load();
  }

  protected override render(): TemplateResult {
    const { insights, problem } = this;
    return html`${problem ? loadProblem(msg('The requests did not load.'), problem, () => void this.#load()) : nothing}
    ${insights ? this.#renderHelp(insights) : problem ? nothing : this.#renderWait()}`;
  }

  #renderWait(): TemplateResult {
    return html`<div class="pad late">${skeleton({ label: msg('The requests load'), rows: 2, rowHeight: 60 })}</div>`;
  }

  #renderHelp(insights: HelpInsights): TemplateResult {
    if (insights.asked === 0) {
      return html`<section>
        <h2 class="sec">${msg('Help by people')}</h2>
        <p class="sub">
          ${msg('Nobody asked for a person in this stretch. With the first request come the time to a person, what was solved, and how it was rated.')}
        </p>
      </section>`;
    }
    return html`${helpFigures(insights)}
      <div class="parts two-parts">${hourChart(insights, this.isTable)} ${ratingRows(insights.ratings)}</div>`;
  }

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    const query = new URLSearchParams({
      days: String(this.days),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(this.siteId === undefined ? {} : { site: this.siteId }),
    });
    try {
      const insights = await this.desk.http.get<HelpInsights>(`/v1/insights/help?${query.toString()}`);
      if (asked !== this.#asked) return;
      this.insights = insights;
      this.problem = null;
      this.dispatchEvent(new CustomEvent<HelpInsights>('loaded', { detail: insights }));
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (asked === this.#asked) this.problem = problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-help-insights': HelpPart;
  }
}
