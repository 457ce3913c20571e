import { ClientProblem } from '@harmony-live/client';
import type { RankedExpert, RankExperts, Ranking, Site } from '@harmony-live/protocol';
import { button, languageOf, screenLocale, skeleton } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { loadProblem } from '../../app/load-problem.ts';
import { partSection } from '../offers/part.ts';
import { tried, type Weights } from './draft.ts';
import { rankedList } from './ranked-list.ts';
import { trialForm, type TrialDraft } from './trial-form.ts';

/** Everybody who may be on a short list: other weights bring up whoever is far down. */
const mostRanked = 50;

/** An answer, with what it is of: the form may say something else by now. */
interface Found {
  experts: readonly RankedExpert[];
  isEverybody: boolean;
}

/** Reasons that are none where those off duty are looked at, too. */
const ofDuty: ReadonlySet<string> = new Set(['available', 'alone']);

/**
 * Tests the routing: a problem in, who would be asked out, under the weights that hold and, at once, under those that are
 * tried.
 *
 * Event: `ranked` with the experts as the server ranked them.
 */
@customElement('harmony-routing-trial')
export class RoutingTrial extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor site!: Site;
  @property({ attribute: false }) accessor held: Weights = {};
  @property({ attribute: false }) accessor draft: Weights = {};
  @state() private accessor typed: TrialDraft = {
    ...{ text: '', language: languageOf(screenLocale()) ?? 'en', isEverybody: false },
  };
  @state() private accessor error: string | undefined;
  @state() private accessor found: Found | null = null;
  @state() private accessor isBusy = false;
  @state() private accessor problem: ClientProblem | null = null;
  /** The answer that is waited for; one that was asked before is of another problem. */
  #asked = 0;

  protected override render(): TemplateResult {
    const form = trialForm({
      ...{ draft: this.typed, error: this.error, isBusy: this.isBusy },
      onEdit: (change) => {
        this.typed = { ...this.typed, ...change };
        this.error = undefined;
      },
      onSubmit: () => void this.#rank(),
    });
    return partSection(
      msg('Test the routing'),
      msg(
        'Who would be asked about a problem, in which order, and why. Weights that you change below count here at once.',
      ),
      html`${form}
      ${this.problem ? loadProblem(msg('The test did not come to an end.'), this.problem, () => void this.#rank()) : nothing}
      ${this.#renderExperts()}`,
    );
  }

  #renderExperts(): TemplateResult | typeof nothing {
    if (this.found === null)
      return this.isBusy
        ? html`<div class="late">${skeleton({ label: msg('The test runs'), rows: 3, rowHeight: 72 })}</div>`
        : nothing;
    const { experts, isEverybody } = this.found;
    if (experts.length > 0) return rankedList(tried(experts, this.held, this.draft), this.draft);
    return html`<div class="stack sm" role="status">
      <p class="sub">
        ${
          isEverybody
            ? msg('Nobody could be asked. Experts come by invitation, from Sites and members.')
            : msg('Nobody who could be asked is on duty at the moment.')
        }
      </p>
      ${isEverybody ? nothing : html`<p>${button({ label: msg('Look at those off duty, too'), onClick: () => void this.#rankEverybody() })}</p>`}
    </div>`;
  }

  #rankEverybody(): Promise<void> {
    this.typed = { ...this.typed, isEverybody: true };
    return this.#rank();
  }

  async #rank(): Promise<void> {
    const { text, language, isEverybody } = this.typed;
    if (text.trim() === '') {
      this.error = msg('Write what somebody could be stuck on.');
      this.querySelector<HTMLElement>('textarea')?.focus();
      return;
    }
    const asked = (this.#asked += 1);
    this.isBusy = true;
    this.problem = null;
    try {
      const body: RankExperts = {
        ...{ text, language, limit: mostRanked, ignoreAvailability: isEverybody, site: this.site.id },
      };
      const { experts } = await this.desk.http.post<Ranking>('/v1/experts/rank', body);
      if (asked === this.#asked) this.#take(experts, isEverybody);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (asked === this.#asked) this.problem = problem;
    } finally {
      if (asked === this.#asked) this.isBusy = false;
    }
  }

  #take(ranked: readonly RankedExpert[], isEverybody: boolean): void {
    const experts = ranked.map((expert) => ({
      ...expert,
      reasons: expert.reasons.filter(({ code }) => !isEverybody || !ofDuty.has(code)),
    }));
    this.found = { experts, isEverybody };
    this.dispatchEvent(new CustomEvent<readonly RankedExpert[]>('ranked', { detail: experts }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-routing-trial': RoutingTrial;
  }
}
