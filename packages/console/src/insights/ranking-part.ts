import type { RankingInsights } from '@harmony-live/protocol';
import { plural } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { intervalChart } from '../figures/interval.ts';
import { InsightsPart } from './insights-part.ts';
import { comparedWords, intervalOf, measureWords, signedMeasure, stepOf, type Compared } from './ranking-words.ts';

/** What choosing the expert by its reasons brings, beside asking whoever has been idle longest. */
@customElement('harmony-ranking-insights')
export class RankingPart extends InsightsPart<RankingInsights> {
  /** Where a comparison is switched on; null for who may not. */
  @property({ attribute: false }) accessor settingsHref: string | null = null;

  protected override readonly path = '/v1/insights/ranking';

  protected override words() {
    return { loading: msg('The comparison loads'), failed: msg('The comparison of the ranking did not load.') };
  }

  protected override renderFigures({ isRunning, sent, measures }: RankingInsights): TemplateResult {
    const isNone = sent.score + sent.baseline === 0;
    return html`<section>
      <h2 class="sec">${msg('Is the ranking worth it?')}</h2>
      <p class="sub">
        ${isNone ? this.#whyNone(isRunning) : `${sentWords(sent)} ${isRunning ? '' : msg('The comparison has ended.')}`}
      </p>
      ${isNone ? this.#renderWay(isRunning) : html`<div class="lifts">${measures.map(row)}</div>`}
    </section>`;
  }

  #whyNone(isRunning: boolean): string {
    return isRunning
      ? msg(
          'A comparison is running. With the first request stands here what became of those sent by the ranking, and of those sent to whoever was idle longest.',
        )
      : msg(
          'Nothing was compared in this stretch. A site can send a small share of its requests to whoever has been idle longest; what became of both stands here.',
        );
  }

  #renderWay(isRunning: boolean): TemplateResult | typeof nothing {
    if (isRunning || this.settingsHref === null) return nothing;
    return html`<p><a class="btn" href=${this.settingsHref}>${msg('Compare on a site')}</a></p>`;
  }
}

const sentWords = ({ score, baseline }: RankingInsights['sent']): string =>
  plural(score + baseline, {
    one: 'One request was sent, by chance on one side or the other.',
    other: str`Of ${score + baseline} requests, chance sent ${baseline} to whoever had been idle longest, the others by the ranking.`,
  });

function row(compared: Compared): TemplateResult {
  const { measure } = compared;
  const [name, words, interval] = [measureWords(measure), comparedWords(compared), intervalOf(compared)];
  return html`<div class="lift">
    <h3 class="label">${name}</h3>
    <p class="sub">${words}</p>
    ${
      interval
        ? intervalChart(interval, {
            label: `${name}: ${words}`,
            step: stepOf(measure, interval),
            words: (value) => signedMeasure(measure, value),
          })
        : nothing
    }
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-ranking-insights': RankingPart;
  }
}
