import type { HelpInsights } from '@harmony-live/protocol';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { helpFigures } from './help-figures.ts';
import { hourChart } from './hour-chart.ts';
import { InsightsPart } from './insights-part.ts';
import { ratingRows } from './rating-rows.ts';

/** What became of those who asked for a person: how long it took, what was solved, how it was rated, and at which hours people ask. */
@customElement('harmony-help-insights')
export class HelpPart extends InsightsPart<HelpInsights> {
  @property({ attribute: false }) accessor isTable = false;

  protected override readonly path = '/v1/insights/help';
  protected override readonly query = () => ({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone });

  protected override words() {
    return { loading: msg('The requests load'), failed: msg('The requests did not load.') };
  }

  protected override renderFigures(insights: HelpInsights): TemplateResult {
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
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-help-insights': HelpPart;
  }
}
