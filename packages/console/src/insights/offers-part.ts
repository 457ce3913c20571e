import { ClientProblem } from '@harmony-live/client';
import type { OfferInsights } from '@harmony-live/protocol';
import { skeleton } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { loadProblem } from '../app/load-problem.ts';
import { liftRow } from '../figures/lift.ts';
import { offerAnswers } from '../figures/offer-answers.ts';

/** What the answer depends on. */
const asks = ['desk', 'siteId', 'days', 'now'] as const;

/**
 * What offering help brings: people who were offered it beside people who were stuck in the same way and were offered nothing,
 * and how offers were answered.
 *
 * Event: `loaded` with what is shown now, for who writes it to a file.
 */
@customElement('harmony-offer-insights')
export class OffersPart extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  /** One site, or all when undefined. */
  @property({ attribute: false }) accessor siteId: string | undefined;
  /** Today is the last of them. */
  @property({ attribute: false }) accessor days = 30;
  /** Epoch milliseconds; it is read again with it. */
  @property({ attribute: false }) accessor now = 0;
  @state() private accessor insights: OfferInsights | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  /** Which question the answer must belong to. */
  #asked = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (asks.some((name) => changed.has(name))) void this.#load();
  }

  protected override render(): TemplateResult {
    const { insights, problem } = this;
    return html`${problem ? loadProblem(msg('The offers did not load.'), problem, () => void this.#load()) : nothing}
    ${insights ? this.#renderOffers(insights) : problem ? nothing : this.#renderWait()}`;
  }

  #renderWait(): TemplateResult {
    return html`<div class="pad late">${skeleton({ label: msg('The offers load'), rows: 2, rowHeight: 60 })}</div>`;
  }

  #renderOffers({ answers, lift }: OfferInsights): TemplateResult {
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

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    const site = this.siteId === undefined ? '' : `&site=${this.siteId}`;
    try {
      const insights = await this.desk.http.get<OfferInsights>(`/v1/insights/offers?days=${this.days}${site}`);
      if (asked !== this.#asked) return;
      this.insights = insights;
      this.problem = null;
      this.dispatchEvent(new CustomEvent<OfferInsights>('loaded', { detail: insights }));
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (asked === this.#asked) this.problem = problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-offer-insights': OffersPart;
  }
}
