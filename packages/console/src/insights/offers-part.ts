import type { OfferInsights } from '@harmony-live/protocol';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { liftRow } from '../figures/lift.ts';
import { offerAnswers } from '../figures/offer-answers.ts';
import { InsightsPart } from './insights-part.ts';

/**
 * What offering help brings: people who were offered it beside people who were stuck in the same way and were offered nothing,
 * and how offers were answered.
 */
@customElement('harmony-offer-insights')
export class OffersPart extends InsightsPart<OfferInsights> {
  protected override readonly path = '/v1/insights/offers';

  protected override words() {
    return { loading: msg('The offers load'), failed: msg('The offers did not load.') };
  }

  protected override renderFigures({ answers, lift }: OfferInsights): TemplateResult {
    const isNone = answers.shown + answers.heldOut + answers.shadow === 0;
    return html`<div class=${isNone ? 'parts' : 'parts two-parts'}>
      <section>
        <h2 class="sec">${msg('What offers bring')}</h2>
        <p class="sub">
          ${
            isNone
              ? msg('Nobody was to be offered help in this stretch. What becomes of offers stands here.')
              : msg(
                  'People who were offered help beside people who were stuck in the same way and were offered nothing.',
                )
          }
        </p>
        ${isNone ? nothing : lift.map(liftRow)}
      </section>
      ${
        isNone
          ? nothing
          : html`<section>
              <h2 class="sec">${msg('How offers were answered')}</h2>
              ${offerAnswers(answers)}
            </section>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-offer-insights': OffersPart;
  }
}
