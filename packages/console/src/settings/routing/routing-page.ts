import { ClientProblem } from '@harmony-live/client';
import type { ChangeSiteRouting, RankedExpert, RoutingWeight, Site, SiteRouting } from '@harmony-live/protocol';
import { allows, routeAccess } from '@harmony-live/protocol/roles';
import { button, skeleton } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { loadProblem } from '../../app/load-problem.ts';
import { adopt } from '../../app/sheets.ts';
import '../../figures/sheet.ts';
import { refusalWords } from '../offers/part.ts';
import { changesOf, heldWeights, isChanged, tried, weightOf, type Weights } from './draft.ts';
import './past-part.ts';
import { firstNames } from './ranked-list.ts';
import { sharePart } from './share-part.ts';
import './trial-part.ts';
import { weightsPart } from './weights-part.ts';
import css from './routing.css';

adopt(css);

/**
 * How the requests of a site are ranked: a test of it, what each term counts, what other weights would have changed, and the
 * standing comparison with the longest idle. Weights are tried at once and saved by their button; the share saves by itself.
 * Who may not change them reads them.
 *
 * Event: `saved` with the time of the last saving (epoch milliseconds), null while one is on its way. One element is for one
 * site.
 */
@customElement('harmony-routing')
export class RoutingPage extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor site!: Site;
  @property({ attribute: false }) accessor canEdit = false;
  @state() private accessor routing: SiteRouting | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor draft: Weights = {};
  @state() private accessor bad: Readonly<Record<string, string>> = {};
  @state() private accessor experts: readonly RankedExpert[] = [];
  @state() private accessor isSaving = false;
  @state() private accessor weightsProblem: ClientProblem | null = null;
  @state() private accessor shareProblem: ClientProblem | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const { routing } = this;
    return html`<div class="offers">
      ${this.canEdit ? nothing : html`<p class="sub">${msg('Your role reads this; owners and admins change it.')}</p>`}
      ${this.problem ? loadProblem(msg('The routing did not load.'), this.problem, () => void this.#load()) : nothing}
      ${
        routing === null
          ? this.problem
            ? nothing
            : html`<div class="late">${skeleton({ label: msg('The routing loads'), rows: 6, rowHeight: 60 })}</div>`
          : this.#renderParts(routing)
      }
    </div>`;
  }

  #renderParts(routing: SiteRouting): TemplateResult {
    const { desk, site, draft, canEdit } = this;
    const held = heldWeights(routing);
    const canTest = allows(routeAccess['POST /v1/experts/rank'], desk.me.role);
    return html`${
        canTest
          ? html`<harmony-routing-trial
              .desk=${desk}
              .site=${site}
              .held=${held}
              .draft=${draft}
              @ranked=${({ detail }: CustomEvent<readonly RankedExpert[]>) => (this.experts = detail)}
            ></harmony-routing-trial>`
          : nothing
      }
      ${weightsPart({
        ...{ weights: routing.weights, draft, bad: this.bad, canEdit },
        onType: this.#onType,
        onReset: this.#onReset,
      })}
      <harmony-routing-past .desk=${desk} .site=${site} .held=${held} .draft=${draft}></harmony-routing-past>
      ${sharePart({
        ...{ share: routing.baselineShare, canEdit, problem: this.shareProblem },
        onChange: (share) => void this.#saveShare(share),
      })}
      ${isChanged(held, draft) ? this.#renderBar(held) : nothing}`;
  }

  /** Stays in sight as long as something is not saved. */
  #renderBar(held: Weights): TemplateResult {
    return html`<section class="unsaved" aria-label=${msg('Weights that are not saved')}>
      <div class="grow">
        <p>
          <b>${msg('Tried, not saved.')}</b> <span class="sub">${msg('Requests go by the weights from before.')}</span>
        </p>
        ${this.experts.length > 0 ? firstNames(tried(this.experts, held, this.draft)) : nothing}
        ${this.weightsProblem ? html`<p class="hint bad" role="alert">${refusalWords(this.weightsProblem)}</p>` : nothing}
      </div>
      ${button({ label: msg('Discard'), onClick: () => this.#take(this.routing!) })}
      ${button({ label: msg('Save weights'), variant: 'primary', isBusy: this.isSaving, onClick: () => void this.#saveWeights(held) })}
    </section>`;
  }

  readonly #onType = (weight: RoutingWeight, typed: string): void => {
    const { [weight.name]: _, ...bad } = this.bad;
    const value = weightOf(typed, weight);
    this.bad = value === null ? { ...bad, [weight.name]: typed } : bad;
    if (value !== null) this.draft = { ...this.draft, [weight.name]: value };
  };

  readonly #onReset = (...weights: readonly RoutingWeight[]): void => {
    this.draft = { ...this.draft, ...Object.fromEntries(weights.map((one) => [one.name, one.default])) };
    this.bad = Object.fromEntries(
      Object.entries(this.bad).filter(([name]) => weights.every((weight) => weight.name !== name)),
    );
  };

  async #saveWeights(held: Weights): Promise<void> {
    if (this.isSaving) return;
    this.isSaving = true;
    this.weightsProblem = await this.#save({ weights: changesOf(held, this.draft) }, (routing) => this.#take(routing));
    this.isSaving = false;
  }

  async #saveShare(baselineShare: number): Promise<void> {
    // A field that was emptied says nothing; the server says what is wrong with a number.
    if (Number.isNaN(baselineShare)) return this.requestUpdate();
    this.shareProblem = await this.#save({ baselineShare }, (routing) => (this.routing = routing));
  }

  /** @returns why it was not taken */
  async #save(change: ChangeSiteRouting, onSaved: (routing: SiteRouting) => void): Promise<ClientProblem | null> {
    this.#tell(null);
    try {
      onSaved(await this.desk.http.patch<SiteRouting>(`/v1/sites/${this.site.id}/routing`, change));
      this.#tell(Date.now());
      return null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      return problem;
    }
  }

  protected override updated(): void {
    if (this.routing === null) return;
    this.desk.drafts.keep(this.#place, this.draft, !isChanged(heldWeights(this.routing), this.draft));
  }

  /** Of what is not saved yet. */
  get #place(): string {
    return `routing ${this.site.id}`;
  }

  /** What holds is what is tried. */
  #take(routing: SiteRouting): void {
    this.routing = routing;
    this.draft = heldWeights(routing);
    this.bad = {};
    this.weightsProblem = null;
  }

  #tell(at: number | null): void {
    this.dispatchEvent(new CustomEvent<number | null>('saved', { detail: at }));
  }

  async #load(): Promise<void> {
    const left = this.desk.drafts.find<Weights>(this.#place);
    try {
      this.#take(await this.desk.http.get<SiteRouting>(`/v1/sites/${this.site.id}/routing`));
      this.draft = left ?? this.draft;
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-routing': RoutingPage;
  }
}
